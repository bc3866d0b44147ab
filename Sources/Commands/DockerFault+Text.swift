public import DockerWords
public import Printing

extension DockerFault {
    /// What it means, why it comes, what to do next, and what Docker says: all that `explain` prints.
    public var explanation: PrintableText {
        "\(meaning)\nWhy: \(why)\nNext: \(next)\n" + wordingsText
    }

    /// The faults that are known, area by area, each with Docker's present words for it.
    public static var listing: PrintableText {
        Area.allCases.map { area -> PrintableText in
            let lines = all.filter { $0.area == area }.map { fault -> PrintableText in
                "  \(fault.name): \(fault.wordings.first?.text.replacing("{}", with: "…") ?? "")\n"
            }
            return "\(area.rawValue):\n" + lines.joined()
        }.joined()
    }

    /// The fault that words are about: they are its short name, or have in them what Docker or Slipway says of it.
    public static func meant(by words: [String]) -> DockerFault? {
        if words.count == 1, let fault = named(words[0]) { return fault }
        let text = words.joined(separator: " ")
        return found(in: text).first ?? told(in: text)
    }

    /// What Docker says of the fault, with the present wording first.
    public var wordingsText: PrintableText {
        wordings.map { wording -> PrintableText in
            let who: PrintableText = wording.isOlder ? "Docker said before" : "Docker says"
            return "\(who): \(wording.text.replacing("{}", with: "…"))\n    (\(wording.source))\n"
        }.joined()
    }
}
