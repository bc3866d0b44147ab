/// Tells the lines of a shell from instructions.
enum ShellLine {
    /// Whether a word begins a command that people write into a Dockerfile without RUN.
    static func isOne(_ word: String) -> Bool {
        names.contains(word) || word.hasPrefix("./") || word.hasPrefix("/") || isAssignment(word)
    }

    /// Whether a word goes on with a line, and cannot begin one.
    static func isContinuation(_ word: String) -> Bool {
        word.hasPrefix("&&") || word.hasPrefix("||") || word.hasPrefix("|") || word.hasPrefix("-") || word == ";"
    }

    /// Whether a word ends or parts a command of the shell that has begun in a line above.
    static func isInner(_ word: String) -> Bool {
        inner.contains(word.hasSuffix(";") && word != ";;" ? String(word.dropLast()) : word)
    }

    private static let inner: Set<String> = ["fi", "done", "then", "else", "elif", "esac", "do", "}", ")", ";;"]

    /// `NAME=value`
    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
        return word[..<equals].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static let names: Set<String> = [
        "adduser", "addgroup", "apk", "apt", "apt-get", "bash", "cargo", "case", "cat", "cd", "chmod", "chown", "cp",
        "curl",
        "dnf",
        "docker", "echo", "exit", "export", "find", "flask", "for", "git", "go", "grep", "groupadd", "gunicorn", "if",
        "install",
        "java",
        "ln", "ls", "make", "mkdir", "mv", "node", "npm", "npx", "pip", "pip3", "poetry", "printf", "pwd", "python",
        "python3", "rm", "sed", "set", "sh", "sleep", "source", "sudo", "tar", "touch", "unzip", "until", "useradd",
        "uv",
        "uvicorn",
        "wget", "which", "while", "yarn", "yum",
    ]
}
