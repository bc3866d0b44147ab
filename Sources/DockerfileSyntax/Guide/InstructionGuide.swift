/// The purpose of an instruction: the editor shows it at the cursor and completes from it.
public struct InstructionGuide: Equatable, Sendable {
    public let keyword: Keyword
    /// One line.
    public let meaning: String
    /// The forms in which it can be written.
    public let syntax: [String]
    public let example: String
    /// A good thing to know, in one sentence.
    public let note: String

    init(_ keyword: Keyword, _ meaning: String, syntax: [String], example: String, note: String) {
        self.keyword = keyword
        self.meaning = meaning
        self.syntax = syntax
        self.example = example
        self.note = note
    }

    /// The guide of every instruction, in the order of their names.
    public static var all: [InstructionGuide] { Keyword.allCases.map(\.guide) }

    /// The instructions that a typed beginning can become, those that a beginner needs first.
    public static func completions(of beginning: String) -> [InstructionGuide] {
        let typed = beginning.uppercased()
        return Keyword.byUse.filter { $0.rawValue.hasPrefix(typed) }.map(\.guide)
    }
}

extension Keyword {
    /// The most frequent come first.
    static let byUse: [Keyword] = [
        .from, .run, .copy, .workdir, .cmd, .env, .expose, .entrypoint, .arg, .user, .label, .volume, .healthCheck,
        .add,
        .shell, .stopSignal, .onBuild, .maintainer,
    ]

    /// The instruction's purpose.
    public var guide: InstructionGuide {
        InstructionGuide.ofFiles[self] ?? InstructionGuide.ofStart[self] ?? InstructionGuide.ofSettings[self]
            ?? InstructionGuide(self, "", syntax: [], example: "", note: "")
    }
}
