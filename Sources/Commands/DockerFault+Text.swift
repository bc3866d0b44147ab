public import DockerWords
public import Printing

extension DockerFault {
    /// What Docker says of the fault, with the present wording first.
    public var wordingsText: PrintableText {
        wordings.map { wording -> PrintableText in
            let who: PrintableText = wording.isOlder ? "Docker said before" : "Docker says"
            return "\(who): \(wording.text.replacing("{}", with: "…"))\n    (\(wording.source))\n"
        }.joined()
    }
}
