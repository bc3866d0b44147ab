extension Dockerfile {
    /// The syntax tree as `slipway parse --json` prints it.
    ///
    /// An object with
    /// - `escape`: `\` or a backtick;
    /// - `directives`: objects with `name`, `value` and `line`;
    /// - `instructions`: in order, objects with `keyword` (lower case, also where there is no such instruction),
    ///   `flags` (as `--name=value`, quotes removed), `arguments` (in order: one text for a shell form, an element each
    ///   for an exec form, name and value in turn for ENV and LABEL, `NAME=VALUE` for ARG; keyword and arguments of
    ///   ONBUILD's instruction), `exec` (whether the arguments were a JSON array), `heredocs` (objects with `name`,
    ///   `content` as written, `expand`, `chomp` and `fileDescriptor`), `firstLine` and `lastLine` (from 1), `original`
    ///   (the logical line), and for ONBUILD `trigger`, an object of the same kind;
    /// - `diagnostics`: objects with `severity`, `line`, `column`, `endLine`, `endColumn` (all from 1, the end just
    ///   behind the last character), `message`, `expected` and `suggestion` (null where there is none).
    ///
    /// Members may be added; none will be renamed or dropped.
    public func json() -> String {
        JSONText.object([
            ("escape", .string(String(escape.rawValue))),
            ("directives", .array(directives.map(\.json))),
            ("instructions", .array(statements.map(\.json))),
            ("diagnostics", .array(diagnostics.map(\.report.json))),
        ]).text
    }
}

extension Directive {
    fileprivate var json: JSONText {
        .object([
            ("name", .string(name.value.rawValue)), ("value", .string(value.value)),
            ("line", .number(name.range.start.line)),
        ])
    }
}

extension Statement {
    fileprivate var json: JSONText {
        var members: [(String, JSONText)] = [
            ("keyword", .string(keyword.value.lowercased())),
            ("flags", .array(flags.map { .string($0.value) })),
            ("arguments", .array(arguments.map { .string($0.value) })),
            ("exec", .truth(isExecForm)),
            ("heredocs", .array(heredocs.map(\.json))),
            ("firstLine", .number(firstLine)),
            ("lastLine", .number(lastLine)),
            ("original", .string(original)),
        ]
        if case .onBuild(let onBuild)? = instruction { members.append(("trigger", onBuild.trigger.json)) }
        return .object(members)
    }
}

extension Heredoc {
    fileprivate var json: JSONText {
        .object([
            ("name", .string(name.value)), ("content", .string(content.value)), ("expand", .truth(expands)),
            ("chomp", .truth(chomps)), ("fileDescriptor", .number(fileDescriptor)),
        ])
    }
}

extension Report {
    var json: JSONText {
        var members: [(String, JSONText)] = [
            ("severity", .string(severity.rawValue)),
            ("line", .number(range.start.line)), ("column", .number(range.start.column)),
            ("endLine", .number(range.end.line)), ("endColumn", .number(range.end.column)),
            ("message", .string(message)),
            ("expected", expected.map(JSONText.string) ?? .null),
            ("suggestion", suggestion.map(JSONText.string) ?? .null),
        ]
        if let rule {
            members.insert(("rule", .string(rule)), at: 0)
            members.append(("link", link.map(JSONText.string) ?? .null))
        }
        return .object(members)
    }
}
