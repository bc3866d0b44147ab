import DockerfileSyntax
import ImageFormat

/// What a container of an image would start, as one word after another: however ENTRYPOINT, CMD, a shell and paths share
/// it out.
struct StartedProgram: Equatable {
    /// The program's name without its folder, and its arguments; empty where a shell does something else than start it.
    let words: [String]
    /// What was meant as an array and is a line for the shell.
    let brokenArray: BrokenArray?

    /// - Parameters:
    ///   - words: ENTRYPOINT with CMD behind it.
    ///   - folder: WORKDIR.
    init(_ words: [String], folder: String) {
        brokenArray = Self.isShell(words) ? BrokenArray(words[2]) : nil
        var rest = Self.withoutShell(words)[...]
        if rest.first == "exec" { rest = rest.dropFirst() }
        if rest.first == "env" || rest.first == "/usr/bin/env" { rest = rest.dropFirst() }
        while let first = rest.first, Self.isAssignment(first) { rest = rest.dropFirst() }
        let program = rest.first.map(Self.program) ?? ""
        var arguments = Array(rest.dropFirst())
        if program == "python" {
            while let flag = arguments.first, flag.hasPrefix("-"), flag != "-m", flag != "-c" {
                arguments.removeFirst()
            }
        }
        self.words = program.isEmpty ? [] : [program] + arguments.map { Self.relative($0, to: folder) }
    }

    /// As a lesson writes it: `python app.py`.
    init(_ text: String, folder: String) { self.init(text.split(separator: " ").map(String.init), folder: folder) }

    /// What an image says.
    init(_ config: ContainerConfig) {
        self.init(Self.joined(config.entrypoint ?? [], config.command ?? []), folder: config.workingDirectory ?? "/")
    }

    /// What the last stage of a Dockerfile says.
    init(_ file: ReadDockerfile) {
        self.init(Self.joined(file.start.entrypoint, file.start.command), folder: file.folder)
    }

    /// ENTRYPOINT in the shell form takes no arguments.
    private static func joined(_ entrypoint: [String], _ command: [String]) -> [String] {
        isShell(entrypoint) ? entrypoint : entrypoint + command
    }

    private static func isShell(_ words: [String]) -> Bool {
        guard words.count == 3, words[1] == "-c" else { return false }
        return ["sh", "bash", "ash", "dash"].contains(words[0].split(separator: "/").last.map(String.init) ?? "")
    }

    private static func withoutShell(_ words: [String]) -> [String] {
        guard isShell(words) else { return words }
        let line = words[2]
        // An array with wrong quotes, or a line that does more than one thing.
        guard BrokenArray(line) == nil, !line.contains(where: { ";|&<>()`\n".contains($0) }) else { return [] }
        return line.split { $0 == " " || $0 == "\t" }.map { word in String(word.filter { $0 != "\"" && $0 != "'" }) }
    }

    /// `/usr/local/bin/python3.11` is `python`.
    private static func program(_ word: String) -> String {
        let name = word.split(separator: "/").last.map(String.init) ?? word
        let rest = name.dropFirst("python".count)
        return name.hasPrefix("python") && rest.allSatisfy { $0.isNumber || $0 == "." } ? "python" : name
    }

    private static func relative(_ word: String, to folder: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        if word.hasPrefix(prefix), word.count > prefix.count { return String(word.dropFirst(prefix.count)) }
        return word.hasPrefix("./") && word.count > 2 ? String(word.dropFirst(2)) : word
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
        return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    // MARK: Judging

    static func judge(_ found: StartedProgram, shown: String?, wanted text: String, folder: String) -> Verdict {
        let wanted = StartedProgram(text, folder: folder)
        if found.words == wanted.words { return .passed(found: "it starts \(text)") }
        return .failed(
            .init(
                found: shown ?? "nothing says what to start", expected: "a container that starts: \(text)",
                advice: found.arrayAdvice
                    ?? (shown == nil ? "Say in CMD what a container starts." : "Mend what CMD, or ENTRYPOINT, starts."))
        )
    }

    /// What keeps the array of CMD or ENTRYPOINT from being JSON; nil where nothing does.
    var arrayAdvice: String? { brokenArray.map { "The list in brackets is not JSON: \($0.cause)." } }
}
