import DockerfileSyntax

/// What was read of a Dockerfile, as a human reads it.
///
/// A line per instruction: its lines, keyword, `exec` for an exec form, flags and arguments in quotes, each argument
/// with the place where it begins; then heredocs, and behind a `!` or a `?` the errors and warnings.
enum TreeText {
    static func of(_ file: Dockerfile) -> String {
        var lines = ["escape \(file.escape.rawValue)"]
        lines += file.directives.map { "directive \($0.name.value.rawValue) = \(quoted($0.value))" }
        lines += file.statements.flatMap(statement)
        lines += file.comments.map { "comment \(quoted($0))" }
        lines += file.diagnostics.map { diagnostic in
            let mark = diagnostic.severity == .error ? "!" : "?"
            let (start, end) = (diagnostic.range.start, diagnostic.range.end)
            return "\(mark) \(start.line):\(start.column)-\(end.line):\(end.column) \(diagnostic.fault.message)"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func statement(_ statement: Statement) -> [String] {
        let lines =
            statement.firstLine == statement.lastLine
            ? "\(statement.firstLine)" : "\(statement.firstLine)-\(statement.lastLine)"
        var words = [lines, statement.kind?.rawValue ?? "unknown \(statement.keyword.value.debugDescription)"]
        if statement.isExecForm { words.append("exec") }
        words += statement.flags.map(\.value.debugDescription) + statement.arguments.map(quoted)
        if statement.instruction == nil { words.append("(not understood)") }
        return [words.joined(separator: " ")] + statement.heredocs.map(heredoc) + meaning(statement.instruction)
    }

    private static func heredoc(_ heredoc: Heredoc) -> String {
        let marks = [heredoc.expands ? " expands" : "", heredoc.chomps ? " chomps" : ""].joined()
        let number = heredoc.fileDescriptor == 0 ? "" : " \(heredoc.fileDescriptor)"
        return "    heredoc\(number) \(quoted(heredoc.name))\(marks) \(quoted(heredoc.content))"
    }

    /// What the arguments alone do not show.
    private static func meaning(_ instruction: Instruction?) -> [String] {
        switch instruction {
        case .copy(let copy):
            copy.files.inlineFiles.map { "    file \($0.name.value) \($0.content.value.debugDescription)" }
        case .run(let run): run.mounts.compactMap { try? $0.mount { _ in nil } }.map { "    mount \(self.mount($0))" }
        case .onBuild(let onBuild):
            ["    later \(onBuild.expression.debugDescription)"] + meaning(onBuild.trigger.instruction)
        case .from(let from): from.name.map { ["    stage \($0.value)"] } ?? []
        default: []
        }
    }

    private static func mount(_ mount: MountOptions) -> String {
        let fields: [(String, String?)] = [
            ("from", mount.from), ("source", mount.source), ("target", mount.target), ("id", mount.id),
            ("sharing", mount.sharing?.rawValue), ("mode", mount.mode.map { String($0, radix: 8) }),
            ("uid", mount.uid.map(String.init)), ("gid", mount.gid.map(String.init)), ("env", mount.variable),
            ("size", mount.size.map(String.init)),
        ]
        let named = fields.compactMap { name, value in value.map { "\(name)=\($0)" } }
        let marks = [mount.isReadOnly ? "read-only" : "writable", mount.isRequired ? "required" : nil].compactMap { $0 }
        return ([mount.kind.rawValue] + named + marks).joined(separator: " ")
    }

    private static func quoted(_ text: Located<String>) -> String {
        "\(text.value.debugDescription)@\(text.range.start.line):\(text.range.start.column)"
    }
}
