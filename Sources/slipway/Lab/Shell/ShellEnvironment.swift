import Builder
import Files
import Glibc

/// What the shell of the lab is started with.
struct ShellEnvironment {
    let arguments: [String]
    /// `NAME=value`.
    let variables: [String]

    init(_ place: LabPlace) {
        let path = place.commandPath
        let shell = Self.program()
        let isBash = shell.split(separator: "/").last == "bash"
        let file = place.home + "/shellrc"
        let isWritten = isBash && (try? WholeFile.replace(file, with: Array(Self.startFile(path).utf8))) != nil
        arguments = isWritten ? [shell, "--rcfile", file, "-i"] : [shell, "-i"]
        var own = [
            "PATH": path, "TERM": "xterm-256color", "COLORTERM": "truecolor", "SLIPWAY_HOME": place.home,
            "SLIPWAY_WORKSPACE": place.workspace,
        ]
        if let root = try? FoundCheckout.require().root { own["SLIPWAY_ROOT"] = root }
        // Those of the terminal that the lab itself is in.
        let foreign: Set<String> = [
            "TMUX", "TMUX_PANE", "STY", "LINES", "COLUMNS", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERMCAP",
        ]
        let inherited = Self.inherited().filter { !foreign.contains($0.name) && own[$0.name] == nil }
        variables = inherited.map { "\($0.name)=\($0.value)" } + own.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
    }

    /// `$SHELL` where it can be run, else bash.
    private static func program() -> String {
        let wanted = getenv("SHELL").map { String(cString: $0) } ?? ""
        let known = [wanted, "/bin/bash", "/usr/bin/bash", "/bin/sh"]
        return known.first { $0.hasPrefix("/") && access($0, X_OK) == 0 } ?? "sh"
    }

    /// bash's: the learner's own, and then `docker` first on PATH whatever that did to it.
    private static func startFile(_ path: String) -> String {
        let folder = path.prefix { $0 != ":" }
        return """
            PS1='\\W \\$ '
            if [ -f ~/.bashrc ]; then . ~/.bashrc; fi
            PATH='\(folder.replacing("'", with: "'\\''"))':$PATH

            """
    }

    private static func inherited() -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var entry = environ
        while let text = entry.pointee {
            let words = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { found.append((String(words[0]), String(words[1]))) }
            entry += 1
        }
        return found
    }
}
