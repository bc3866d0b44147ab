public import DockerWords
public import Printing

extension DockerFault {
    /// The text that `explain` prints: the meaning, the causes, the cure, and Docker's own words.
    public var explanation: PrintableText {
        "\(meaning)\nWhy: \(why)\nNext: \(next)\n" + wordingsText
    }

    /// The list of all known faults by area, each with Docker's present wording.
    public static var listing: PrintableText {
        Area.allCases.map { area -> PrintableText in
            let lines = all.filter { $0.area == area }.map { fault -> PrintableText in
                "  \(fault.name): \(fault.wordings.first?.text.replacing("{}", with: "…") ?? "")\n"
            }
            return "\(area.rawValue):\n" + lines.joined()
        }.joined()
    }

    /// The fault that some words mean: they are its short name, or contain Docker's or Slipway's message for it.
    public static func meant(by words: [String]) -> DockerFault? {
        if words.count == 1, let fault = named(words[0]) { return fault }
        let text = words.joined(separator: " ")
        return found(in: text).first ?? told(in: text)
    }

    /// Docker's wordings of the fault, the present one first.
    public var wordingsText: PrintableText {
        wordings.map { wording -> PrintableText in
            let who: PrintableText = wording.isOlder ? "Docker said before" : "Docker says"
            return "\(who): \(wording.text.replacing("{}", with: "…"))\n    (\(wording.source))\n"
        }.joined()
    }
}
