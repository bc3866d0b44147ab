/// A fault that Docker has a sentence for: what the sentence means, why it comes, and what to do.
public struct DockerFault: Equatable, Sendable {
    /// How Docker says it.
    public struct Wording: Equatable, Sendable {
        /// The sentence, with `{}` for what changes.
        public let text: String
        /// Where Docker's own source, or the program's that speaks here, has it.
        public let source: String
        /// Whether present releases say it otherwise.
        public let isOlder: Bool

        static func now(_ text: String, _ source: String) -> Wording {
            Wording(text: text, source: source, isOlder: false)
        }

        static func before(_ text: String, _ source: String) -> Wording {
            Wording(text: text, source: source, isOlder: true)
        }
    }

    /// The part of Docker that a fault comes from.
    public enum Area: String, CaseIterable, Sendable {
        case build, run, ports, registry, engine
    }

    /// A short name: `slipway explain NAME`.
    public let name: String
    public let area: Area
    /// The present wording first.
    public let wordings: [Wording]
    public let meaning: String
    public let why: String
    /// What to do next.
    public let next: String

    init(
        _ name: String, _ area: Area, _ wordings: [Wording], means meaning: String, because why: String, next: String
    ) {
        self.name = name
        self.area = area
        self.wordings = wordings
        self.meaning = meaning
        self.why = why
        self.next = next
    }

    /// Every fault of the table, by area.
    public static let all: [DockerFault] =
        building + forms + contexts + running + ports + registries + engine

    /// The fault of that short name; nil for a name that no fault has.
    public static func named(_ name: String) -> DockerFault? { all.first { $0.name == name } }

    /// The faults that a text of Docker's tells of: the one whose words say most first.
    public static func found(in text: String) -> [DockerFault] {
        let line = Wording.plain(text)
        let scored = all.compactMap { fault -> (fault: DockerFault, score: Int)? in
            fault.wordings.compactMap { $0.score(in: line) }.max().map { (fault, $0) }
        }
        return scored.sorted { $0.score > $1.score }.map(\.fault)
    }
}

extension DockerFault.Wording {
    /// How many letters of the wording a text has; nil where it does not have all of them in their order.
    func score(in plain: [Character]) -> Int? {
        let pieces = Self.pieces(text)
        var rest = plain[...]
        var score = 0
        for piece in pieces where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return nil }
            rest = rest[place.upperBound...]
            score += piece.count
        }
        return score
    }

    private static func pieces(_ text: String) -> [[Character]] {
        plain(text).split(separator: ["{", "}"]).map { Array($0) }
    }

    /// The text in small letters, on one line, without colours, quotes and what wraps it.
    static func plain(_ text: String) -> [Character] {
        var result: [Character] = []
        var isEscaped = false
        for character in text.lowercased() {
            if character == "\u{1B}" { isEscaped = true }
            if isEscaped {
                isEscaped = !(character.isLetter && character != "\u{1B}")
                continue
            }
            // Quotes are written in four ways, and escaped where a message holds another.
            if "\"'`\\“”‘’".contains(character) { continue }
            if character.isWhitespace {
                if result.last != " ", !result.isEmpty { result.append(" ") }
            } else {
                result.append(character)
            }
        }
        if result.last == " " { result.removeLast() }
        return result
    }
}
