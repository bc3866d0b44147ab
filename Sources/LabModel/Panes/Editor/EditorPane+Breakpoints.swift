internal import DockerfileSyntax

/// Breakpoints, and a shell in the file system as it is at an instruction.
extension EditorPane {
    /// Whether the build stops before the instruction that begins on a line of the open file, from 1.
    public func hasBreakpoint(line: Int) -> Bool {
        guard !breakpoints.isEmpty, let file, file.isDockerfile else { return false }
        return file.breakableInstructions.contains { $0.line == line && breakpoints.contains($0.text) }
    }

    /// The first line with a breakpoint below a line.
    func breakpoint(after line: Int) -> Int? {
        let marked = dockerfile?.breakableInstructions.filter { breakpoints.contains($0.text) } ?? []
        return marked.map(\.line).first { $0 > line }
    }

    /// The instruction that one more step stops before: the next one below the line where the last build stopped.
    func instruction(after stopped: Int?) -> Int? {
        let lines = dockerfile?.breakableInstructions.map(\.line) ?? []
        // Before the first one there is only the base; what follows it is the first to see.
        return stopped.map { last in lines.first { $0 > last } } ?? lines.dropFirst().first
    }

    /// The instruction that one step back stops before; nil where the line is that of the first one.
    func instruction(before line: Int) -> Int? { dockerfile?.breakableInstructions.map(\.line).last { $0 < line } }

    mutating func toggleBreakpoint(_ lab: LabContext) -> [Request] {
        guard lab.hasOwnEngine else { return [.notice(.engineCannotStop)] }
        guard let file, let place = file.breakableInstructions.last(where: { $0.lines.contains(file.caretLine) }) else {
            return [.notice(.noBreakpoint)]
        }
        guard breakpoints.remove(place.text) == nil else { return [.notice(.noMoreBreakpoint(line: place.line))] }
        breakpoints.insert(place.text)
        return [.notice(.breakpoint(line: place.line))]
    }

    /// A shell before the instruction that a line of the Dockerfile belongs to.
    func openShell(_ line: Int?) -> [Request] {
        guard let line, let place = dockerfile?.breakableInstructions.last(where: { $0.lines.contains(line) }) else {
            return [.notice(.noBreakpoint)]
        }
        let command = "slipway shell --before \(place.line) \"$SLIPWAY_WORKSPACE\""
        return [.focus(.shell), .save(then: .shellLine(command))]
    }

    /// The open file in the learner's own editor, which runs in the shell's pane.
    func openElsewhere() -> [Request] {
        guard let file else { return [] }
        let name = file.path.replacing("'", with: "'\\''")
        let command = "${VISUAL:-${EDITOR:-vi}} \"$SLIPWAY_WORKSPACE\"/'\(name)'"
        return [.focus(.shell), .save(then: .shellLine(command))]
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
