/// What shells and other programs said before they ended.
enum ShellLog {
    static func fault(in log: String, user: String?, status: Int32?) -> RunFault? {
        let lines = log.split(omittingEmptySubsequences: true, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
        for line in lines.reversed() {
            if let fault = fault(String(line), user, status) { return fault }
        }
        return nil
    }

    private static func fault(_ line: String, _ user: String?, _ status: Int32?) -> RunFault? {
        // `env: 'python3\r': No such file or directory`, `/bin/sh: illegal option -\r`
        if line.contains("\r'") || line.contains("\\r'") || line.hasSuffix("\r") && line.contains("not found") {
            return .carriageReturn(line.quoted(after: "env: ")?.trimmingReturns ?? "the script")
        }
        if let module = line.quoted(after: "Error: Cannot find module ") {
            return module.contains("/") ? .fileMissing(module) : .moduleMissing(module, at: nil)
        }
        if let program = notFound(line) { return .programMissing(program, nearest: nil) }
        if line.contains("EACCES") || line.contains("ermission denied"), let path = path(in: line) {
            // 126 is a shell's own: what it was to start cannot be executed.
            return isShell(line) && status == 126 ? .notExecutable(path) : .permissionDenied(path: path, user: user)
        }
        if inUse.contains(where: line.contains) { return isAboutNames(line) ? .namePortInUse : .addressInUse }
        if let path = line.quoted(after: "sh: can't open ") ?? line.quoted(after: "cannot open ") {
            return .fileMissing(path)
        }
        return nil
    }

    /// What programs say of a port that another one has.
    private static let inUse = ["address already in use", "EADDRINUSE", "Address already in use", "Address in use"]

    /// Whether a line has port 53 in it: `listen udp :53: bind: …`, `… for port 53: Address in use`.
    private static func isAboutNames(_ line: String) -> Bool {
        let parts = line.split { $0.isWhitespace || ":,".contains($0) }
        return parts.contains("53")
    }

    /// `/bin/sh: 1: flask: not found`, `sh: flask: not found`, `bash: line 1: flask: command not found`
    private static func notFound(_ line: String) -> String? {
        let parts = line.split(separator: ": ").map(String.init)
        guard parts.count >= 3, let last = parts.last, isShell(line) else { return nil }
        guard last == "not found" || last == "command not found" else { return nil }
        return parts[parts.count - 2]
    }

    private static func isShell(_ line: String) -> Bool {
        let name = line.prefix { $0 != ":" }.split(separator: "/").last ?? ""
        return ["sh", "bash", "ash", "dash"].contains(name)
    }

    /// The path that a refusal names.
    private static func path(in line: String) -> String? {
        for mark in ["open ", "directory ", "mkdir ", "create ", "touch ", "access ", "write "] {
            if let path = line.quoted(after: mark), path.contains("/") { return path }
        }
        let words = line.split(whereSeparator: { " :'\"‘’,".contains($0) })
        return words.last { $0.contains("/") && !$0.hasSuffix("sh") || $0.hasPrefix("./") }.map(String.init)
    }
}

extension String {
    fileprivate var trimmingReturns: String { filter { $0 != "\r" }.replacing("\\r", with: "") }
}
