internal import ImageFormat

/// Requests about the state at which the build is stopped.
extension DebugSession {
    var stack: KeyValuePairs<String, JSON?> {
        guard let position, let launch else { return ["stackFrames": .array([]), "totalFrames": .integer(0)] }
        let path = path ?? launch.path
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let source = JSON.object(["name": .string(name), "path": .string(path)])
        let stop = stops[position]
        let frame = JSON.object([
            "id": .integer(1), "name": .string(stop.text), "source": source,
            "line": .integer(shown(stop.line)), "column": .integer(Int64(client.columnBase)),
            "endLine": stop.lastLine > stop.line ? JSON.integer(shown(stop.lastLine)) : nil,
            "canRestart": .bool(true),
        ])
        return ["stackFrames": .array([frame]), "totalFrames": .integer(1)]
    }

    private func shown(_ line: Int) -> Int64 { Int64(line - 1 + client.lineBase) }

    var scopes: [JSON] {
        DebugScope.roots.map { scope in
            .object([
                "name": .string(scope.title), "variablesReference": .integer(Int64(scope.reference)),
                "expensive": .bool(scope == .files),
            ])
        }
    }

    mutating func look(_ request: DebugRequest) -> [Task] {
        guard position != nil else { return [refuse(request, "The build does not stand at an instruction.")] }
        guard let scope = scope(of: request) else { return [refuse(request, "There are no variables of that number.")] }
        return [.look(request, scope)]
    }

    private func scope(of request: DebugRequest) -> DebugScope? {
        request.int("variablesReference").flatMap { DebugScope(reference: $0) }
    }

    /// Evaluates a text. Text under the mouse pointer and names of variables are looked up, and never run as commands.
    mutating func evaluate(_ request: DebugRequest) -> [Task] {
        guard position != nil, let words = request.text("expression") else {
            return [refuse(request, "The build does not stand at an instruction.")]
        }
        switch request.text("context") {
        case "hover":
            guard let name = Self.name(words) else {
                return [refuse(request, "Only an ENV or an ARG has a value to be shown here.")]
            }
            return [.find(request, name: name)]
        case "watch": return [Self.name(words).map { .find(request, name: $0) } ?? .evaluate(request, words)]
        default: return [.evaluate(request, words)]
        }
    }

    /// The name in `$NAME`, in `${NAME}` and in `NAME`; nil for any other text.
    private static func name(_ text: String) -> String? { variable(text) ?? (isName(text[...]) ? text : nil) }

    /// The name in `$NAME` and in `${NAME}`; nil for any other text.
    private static func variable(_ text: String) -> String? {
        guard text.hasPrefix("$") else { return nil }
        var name = text.dropFirst()
        if name.hasPrefix("{"), name.hasSuffix("}") { name = name.dropFirst().dropLast() }
        return isName(name) ? String(name) : nil
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy { character in
            switch character {
            case "a"..."z", "A"..."Z", "0"..."9", "_": true
            default: false
            }
        }
    }

    mutating func exceptionInfo(_ request: DebugRequest) -> Task {
        guard position != nil, let failure else { return refuse(request, "No instruction has failed here.") }
        return answer(
            request,
            [
                "exceptionId": .string("The instruction failed"), "description": .string(failure),
                "breakMode": .string("always"),
            ])
    }

    /// Answers `variables` with all variables, or with the part that the client asks for.
    public mutating func answer(_ request: DebugRequest, with variables: [DebugVariable]) -> Task {
        let scope = scope(of: request)
        let first = min(max(0, request.int("start") ?? 0), variables.count)
        let rest = variables[first...]
        let count = request.int("count") ?? 0
        let asked = count > 0 ? rest.prefix(count) : rest
        return answer(request, ["variables": .array(asked.map { $0.json(in: scope) })])
    }

    /// Answers `evaluate` with the output of a command.
    public mutating func answer(_ request: DebugRequest, with output: String) -> Task {
        answer(request, ["result": .string(output), "variablesReference": .integer(0)])
    }

    /// Answers `evaluate` with the value of a variable.
    ///
    /// - Parameter value: nil where there is no such variable.
    public mutating func answer(_ request: DebugRequest, with value: String?, of name: String) -> Task {
        guard let value else { return refuse(request, "`\(name)` is neither an ENV nor an ARG at this point.") }
        return answer(request, with: value)
    }
}
