public import LessonFormat

extension LabModel {
    /// The code blocks of the open step that Enter can use, in the order of the page.
    public var codeBlocks: [CodeBlock] { step.map { Self.blocks(in: $0.body) } ?? [] }

    private static func blocks(in blocks: [MarkdownBlock]) -> [CodeBlock] {
        blocks.flatMap { block -> [CodeBlock] in
            switch block {
            case .code(let code): code.purpose == .shown ? [] : [code]
            case .quote(let inner): self.blocks(in: inner)
            case .list(_, let items): items.flatMap { self.blocks(in: $0.blocks) }
            default: []
            }
        }
    }

    /// The rungs of the hint ladder: the step's hints, then the difference from its solution.
    public var hintCount: Int { step.map { $0.hints.count + (solutionFile == nil ? 0 : 1) } ?? 0 }

    /// The file that the last hint compares with, and how it is to be.
    public var solutionFile: (path: String, bytes: [UInt8])? {
        guard let path = step?.opens, let bytes = lesson.files(after: stepIndex)[path] else { return nil }
        return (path, bytes)
    }

    /// The open file as the step's solution has it; nil where it has none.
    public var solutionOfOpenFile: [UInt8]? { file.flatMap { lesson.files(after: stepIndex)[$0.path] } }

    /// Shows how the open file differs from the step's solution; asks first while hints are left to be read.
    mutating func showSolution() {
        guard let file else { return }
        guard solutionOfOpenFile != nil else {
            notice = .noSolution(file.path)
            return
        }
        dialogue = .solution(offset: 0, isRevealed: revealedHints >= hintCount)
    }

    /// The files that the lesson has the learner write, in the order in which its steps open them.
    var workspaceFiles: [String] {
        var paths: [String] = []
        for path in lesson.steps.compactMap(\.opens) + lesson.solution.keys.sorted() where !paths.contains(path) {
            paths.append(path)
        }
        return paths
    }
}
