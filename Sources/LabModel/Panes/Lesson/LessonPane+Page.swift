internal import CommandLines
public import LessonFormat

extension LessonPane {
    /// The code blocks of the open step that Enter can use, in the order of the page.
    public var codeBlocks: [CodeBlock] { step.map { Self.blocks(in: $0.body) } ?? [] }

    private static func blocks(in blocks: [MarkdownBlock]) -> [CodeBlock] {
        blocks.flatMap { block -> [CodeBlock] in
            switch block {
            case .code(let code): code.purpose == .shown ? [] : [code]
            case .quote(let inner): self.blocks(in: inner)
            case .list(_, let items): items.flatMap { self.blocks(in: $0.blocks) }
            case .heading, .paragraph, .table, .rule: []
            }
        }
    }

    /// Types a block into its file, or runs it.
    func use(block index: Int) -> [Request] {
        let blocks = codeBlocks
        guard blocks.indices.contains(index) else { return [] }
        switch blocks[index].purpose {
        case .file(let path): return [.type(blocks[index].text, into: path)]
        case .run: return Self.run(blocks[index].text)
        case .shown: return []
        }
    }

    private static func run(_ text: String) -> [Request] {
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return switch PaneCommand(line) {
        case .build(let build)?: [.build(build)]
        case .run(let run)?: [.run(run)]
        case .images?: [.focus(.images), .listImages]
        case .race(let race)?: [.race(race)]
        case nil: [.shell(line)]
        }
    }

    /// The words behind `slipway race` of the first race that a step has a block for.
    static func raceWords(in step: Step) -> String? {
        for block in blocks(in: step.body) where block.purpose == .run {
            let line = block.text.trimmingPrefix("slipway race ")
            if line.count < block.text.count { return String(line).filter { !$0.isNewline } }
        }
        return nil
    }

    // MARK: Hints

    /// The rungs of the hint ladder: the step's hints, then the difference from its solution.
    public var hintCount: Int { step.map { $0.hints.count + (solutionFile == nil ? 0 : 1) } ?? 0 }

    /// How many hints of the open step are revealed.
    public var revealedHints: Int { step.map { reached.hints[$0.id] ?? 0 } ?? 0 }

    /// The file that the last hint compares with, and how it is to be.
    public var solutionFile: (path: String, bytes: [UInt8])? {
        guard let path = step?.opens, let bytes = solution(of: path) else { return nil }
        return (path, bytes)
    }

    /// A file as the step's solution has it; nil where it has none.
    public func solution(of path: String) -> [UInt8]? { lesson.files(after: stepIndex)[path] }
}
