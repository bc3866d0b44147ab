internal import BuildPlan
internal import CommandLines
internal import DockerfileSyntax

/// Breakpoints, building on from one, and a shell in the file system as it is there.
extension LabModel {
    /// Whether the build stops before the instruction that begins on a line of the open file, from 1.
    public func hasBreakpoint(line: Int) -> Bool {
        guard !breakpoints.isEmpty, let file, file.isDockerfile else { return false }
        return file.breakableInstructions.contains { $0.line == line && breakpoints.contains($0.text) }
    }

    mutating func toggleBreakpoint() {
        guard let file, let place = file.breakableInstructions.last(where: { $0.lines.contains(file.caretLine) }) else {
            notice = .noBreakpoint
            return
        }
        if breakpoints.remove(place.text) == nil {
            breakpoints.insert(place.text)
            notice = .breakpoint(line: place.line)
        } else {
            notice = .noMoreBreakpoint(line: place.line)
        }
    }

    /// What a build is called with so that it stops at the first breakpoint below the line where the last one stopped.
    func stopping(_ build: BuildCommandLine) -> BuildCommandLine {
        let lines = dockerfileTab?.breakableInstructions.filter { breakpoints.contains($0.text) }.map(\.line) ?? []
        return lines.first { $0 > stoppedLine ?? 0 }.map { build.stopping(before: $0) } ?? build
    }

    /// Builds one instruction more than the build that stopped, or the first under FROM.
    mutating func buildOneMore() -> [Effect] {
        let lines = dockerfileTab?.breakableInstructions.map(\.line) ?? []
        // Before the first one there is only the base; what follows it is the first to see.
        let next = stoppedLine.map { last in lines.first { $0 > last } } ?? lines.dropFirst().first
        return startBuild(exactly: next.map { lesson.buildLine.stopping(before: $0) } ?? lesson.buildLine)
    }

    /// The line that the last build stopped before; nil where it went on to its end.
    private var stoppedLine: Int? {
        guard case .finished(.stopped(let step, _)) = build?.end else { return nil }
        return build?.steps.first { $0.outline.id == step }?.outline.firstLine
    }

    private var dockerfileTab: EditorTab? { files.first(where: \.isDockerfile) }

    /// A shell before the instruction at the caret, or before the step that is selected in the build's pane.
    mutating func openShellHere() -> [Effect] {
        let line: Int?
        if layout.focus == .build {
            let row = selected[.build] ?? 0
            line = build.flatMap { $0.steps.indices.contains(row) ? $0.steps[row].outline.firstLine : nil }
        } else {
            line = file.flatMap { file in file.isDockerfile ? file.caretLine : nil }
        }
        guard let line, let place = dockerfileTab?.breakableInstructions.last(where: { $0.lines.contains(line) }) else {
            notice = .noBreakpoint
            return []
        }
        layout.show(.shell)
        return save(then: .shellLine("slipway shell --before \(place.line) \"$SLIPWAY_WORKSPACE\""))
    }
}

extension EditorTab {
    /// An instruction that a build can stop before: under a FROM.
    struct Breakable {
        var lines: ClosedRange<Int>
        /// As it is written, so that a breakpoint stays with its instruction when lines come and go.
        var text: String
        var line: Int { lines.lowerBound }
    }

    var breakableInstructions: [Breakable] {
        guard let statements = dockerfile?.statements else { return [] }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let from = statements.firstIndex { $0.kind == .from } ?? statements.endIndex
        return statements[from...].filter { $0.kind != .from && $0.instruction != nil }.map { statement in
            let range = statement.firstLine...max(statement.firstLine, statement.lastLine)
            let text = lines.dropFirst(range.lowerBound - 1).prefix(range.count).joined(separator: "\n")
            return Breakable(lines: range, text: text)
        }
    }
}
