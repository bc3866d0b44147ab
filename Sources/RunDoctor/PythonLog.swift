/// What Python said before it ended.
enum PythonLog {
    /// - Parameter hasInput: whether its input was open; then its end shows no want of one.
    static func fault(in log: String, hasInput: Bool = false) -> RunFault? {
        let lines = log.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if let line = lines.last(where: { $0.contains("can't open file '") }),
            let path = line.quoted(after: "can't open file ")
        {
            return .fileMissing(path)
        }
        guard let last = lines.lastIndex(where: isError) else { return nil }
        let fault = Self.fault(lines[last], frames: frames(in: lines[..<last]))
        if hasInput, case .inputEnded(let place) = fault { return .programError(lines[last], at: place) }
        return fault
    }

    /// `ValueError: …`, at the margin.
    private static func isError(_ line: String) -> Bool {
        guard let name = line.split(separator: ":", maxSplits: 1).first, line.first?.isLetter == true else {
            return false
        }
        let own = name.split(separator: ".").last ?? name
        // A bare `Error:` is Node's.
        return own != "Error" && own.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            && (own.hasSuffix("Error") || own.hasSuffix("Exception"))
    }

    private static func fault(_ error: String, frames: [SourcePlace]) -> RunFault {
        let own = frames.last { !isLibrary($0.path) }
        if let module = error.quoted(after: "ModuleNotFoundError: No module named ") {
            return .moduleMissing(module, at: own)
        }
        if let name = error.quoted(after: "ImportError: cannot import name ") {
            let module = error.quoted(after: " from ") ?? ""
            if let package = frames.last.flatMap({ package(of: $0.path) }), isLibrary(frames.last?.path ?? "") {
                return .dependencyBroke(package: package, name: name, module: module)
            }
            return .importFails(name: name, module: module, at: own)
        }
        if error.hasPrefix("PermissionError"), let path = error.quoted(after: "Permission denied: ") {
            return .permissionDenied(path: path, user: nil)
        }
        if error.hasPrefix("FileNotFoundError"), let path = error.quoted(after: "No such file or directory: ") {
            return .fileMissing(path)
        }
        if error.contains("Address already in use") { return .addressInUse }
        if error.hasPrefix("MemoryError") { return .outOfMemory }
        if error.hasPrefix("EOFError: EOF when reading a line") { return .inputEnded(at: own) }
        // The error was raised by Python's own module `os`, so the key is the name of a variable.
        if let name = error.quoted(after: "KeyError: "), let path = frames.last?.path,
            path.hasSuffix("os.py") || path == "<frozen os>"
        {
            return .variableMissing(name, at: own)
        }
        return .programError(error, at: own)
    }

    /// `  File "/app/app.py", line 3, in <module>`
    private static func frames(in lines: ArraySlice<String>) -> [SourcePlace] {
        lines.compactMap { line in
            let text = line.drop { $0 == " " }
            guard text.hasPrefix("File \""), let path = line.quoted(after: "File ") else { return nil }
            let rest = text.components(after: "\", line ")
            return Int(rest.prefix { $0.isNumber }).map { SourcePlace(path: path, line: $0) }
        }
    }

    static func isLibrary(_ path: String) -> Bool {
        path.contains("/site-packages/") || path.contains("/dist-packages/") || path.contains("/lib/python")
            || path.hasPrefix("<")
    }

    /// The package that an installed file belongs to.
    private static func package(of path: String) -> String? {
        for folder in ["/site-packages/", "/dist-packages/"] {
            let rest = Substring(path).components(after: folder)
            if !rest.isEmpty { return rest.split(separator: "/").first.map { String($0).replacing(".py", with: "") } }
        }
        return nil
    }
}

extension StringProtocol {
    /// What stands behind a text; empty where it does not occur.
    func components(after text: String) -> Substring {
        firstRange(of: text).map { Substring(self[$0.upperBound...]) } ?? ""
    }

    /// The word in quotes, or up to a blank or a full stop, behind a text.
    func quoted(after text: String) -> String? {
        let rest = components(after: text)
        guard let first = rest.first else { return nil }
        if "'\"`‘“".contains(first) {
            let ends: [Character: Character] = ["‘": "’", "“": "”"]
            let end = ends[first] ?? first
            let inner = rest.dropFirst()
            return inner.contains(end) ? String(inner.prefix { $0 != end }) : nil
        }
        let word = rest.prefix { !$0.isWhitespace && $0 != ":" && $0 != "," }
        return word.isEmpty ? nil : String(word.last == "." ? word.dropLast() : word)
    }
}
