/// An instruction as a lesson names it, `COPY requirements.txt .`, compared by what it says: exec form and shell form,
/// `./x` and `x`, `dir/` and `dir`, `5000/tcp` and `5000` are the same, and options may stand anywhere.
///
/// The one owner of what a lesson's instruction means: judges ask it, and the page that shows what became of a guess.
public struct InstructionWords {
    let keyword: String
    /// Words without options, in order.
    let words: [String]
    /// Words that begin with a hyphen.
    let options: [String]
    /// As the lesson writes it.
    let text: String

    init(_ keyword: String, _ argument: String?) {
        self.keyword = keyword
        let all = Self.split(argument ?? "")
        words = all.filter { !$0.hasPrefix("-") }
        options = all.filter { $0.hasPrefix("-") }
        text = argument.map { "\(keyword) \($0)" } ?? keyword
    }

    public init(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        self.init(parts.first?.uppercased() ?? "", parts.count > 1 ? parts[1] : nil)
    }

    /// Whether an instruction has the keyword, these words in this order, and these options.
    func matches(_ instruction: ReadInstruction) -> Bool {
        guard instruction.keyword == keyword, instruction.isWhole else { return false }
        var rest = words[...]
        for word in instruction.words where word == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty && options.allSatisfy(instruction.words.contains)
    }

    /// Whether a step of a build is this instruction, as far as the lesson tells it. Where a lesson copies to `.`, any
    /// destination will do. The instruction's own flags do not matter.
    public func begins(_ line: String) -> Bool {
        let parts = line.split(separator: " ")
        let arguments = parts.dropFirst().drop { $0.hasPrefix("--") }.joined(separator: " ")
        let other = InstructionWords(parts.first?.uppercased() ?? "", arguments)
        var wanted = words[...]
        if keyword == "COPY" || keyword == "ADD", wanted.count > 1, wanted.last == "." { wanted = wanted.dropLast() }
        return other.keyword == keyword && other.words.starts(with: wanted)
            && options.allSatisfy(other.options.contains)
    }

    static func split(_ text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "=" || $0 == "," || $0 == "[" || $0 == "]" }.map { word in
            var rest = word.filter { $0 != "\"" && $0 != "'" }[...]
            if rest.hasPrefix("./"), rest.count > 2 { rest = rest.dropFirst(2) }
            if rest == "./" { rest = "." }
            if rest.hasSuffix("/"), rest.count > 1 { rest = rest.dropLast() }
            if rest.hasSuffix("/tcp"), rest.first?.isNumber == true { rest = rest.dropLast(4) }
            return String(rest)
        }
    }
}
