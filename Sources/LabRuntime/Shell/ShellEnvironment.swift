internal import Files
internal import Glibc
internal import Surroundings

/// What the shell of the lab is started with.
struct ShellEnvironment {
    let arguments: [String]
    /// `NAME=value`.
    let variables: [String]
    /// The file that tells what is entered; nil for a shell that does not tell it, or is not to.
    let typed: String?

    /// - Parameter isFollowed: whether the shell is to tell what is entered in it.
    init(_ place: Workplace, isFollowed: Bool = false) throws(FileError) {
        let shell = Self.program(place.surroundings)
        let isBash = shell.split(separator: "/").last == "bash"
        typed = isBash && isFollowed ? place.home + "/shell-typed" : nil
        if isBash {
            let file = place.home + "/shellrc"
            let telling = typed.map(TypedLines.bashScript) ?? ""
            let text = Array((Self.startFile(place.commandsFolder) + telling).utf8)
            if (try? WholeFile.read(file)) != text { try WholeFile.replace(file, with: text) }
            arguments = [shell, "--rcfile", file, "-i"]
        } else {
            arguments = [shell, "-i"]
        }
        var own = place.surroundings.without(Self.foreign).with("TERM", "xterm-256color")
            .with("COLORTERM", "truecolor").with("SLIPWAY_WORKSPACE", place.workspace)
        if let checkout = own.checkout { own = own.with("SLIPWAY_ROOT", checkout.root) }
        variables = own.environment
    }

    /// Those of the terminal that the lab itself is in.
    private static let foreign: Set<String> = [
        "TMUX", "TMUX_PANE", "STY", "LINES", "COLUMNS", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERMCAP",
    ]

    /// `$SHELL` where it can be run, else bash.
    private static func program(_ surroundings: Surroundings) -> String {
        let known = [surroundings.variables["SHELL"] ?? "", "/bin/bash", "/usr/bin/bash", "/bin/sh"]
        return known.first { $0.hasPrefix("/") && access($0, X_OK) == 0 } ?? "sh"
    }

    /// bash's: the learner's own, and then `docker` first on PATH whatever that did to it.
    private static func startFile(_ folder: String) -> String {
        """
        PS1='\\W \\$ '
        if [ -f ~/.bashrc ]; then . ~/.bashrc; fi
        PATH='\(folder.replacing("'", with: "'\\''"))':$PATH

        """
    }
}
