internal import ImageFormat

/// What an OCI runtime wrote to its log, one JSON object a line.
enum RuntimeLog {
    /// The error that kept a container from starting; nil where there was none.
    static func failure(in text: String, command: String) -> RuntimeError? {
        let lines = text.split(separator: "\n").compactMap { try? JSON(parsing: Array($0.utf8)) }
        let errors = lines.filter { ($0["level"]?.string ?? "error") == "error" }
        guard let words = errors.last?["msg"]?.string else { return nil }
        return failure(words, command)
    }

    /// The same of what a runtime wrote in the place of the program: a line of JSON, or its words alone.
    static func failure(inOutput text: String, command: String) -> RuntimeError {
        failure(in: text, command: command) ?? failure(text, command)
    }

    private static func failure(_ words: String, _ command: String) -> RuntimeError {
        if words.contains("executable file") && words.contains("not found") { return .commandNotFound(command) }
        guard words.contains("exec") else { return .runtimeFailed(words) }
        if words.contains("No such file or directory") || words.contains("no such file or directory") {
            return .commandNotFound(command)
        }
        let refusals = [
            "permission denied", "open executable: operation not permitted", "is a directory", "exec format error",
        ]
        if refusals.contains(where: words.lowercased().contains) { return .commandNotExecutable(command) }
        return .runtimeFailed(words)
    }
}
