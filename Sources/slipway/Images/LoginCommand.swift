import ArgumentParser
import Glibc
import ImageFormat
import Printing

/// `slipway login`: proves a password to a registry and keeps it where docker does.
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Log in to a registry. Docker's own, where none is given.")

    @Option(name: [.short, .long], help: "The user.")
    var username: String?

    @Option(
        name: [.short, .long],
        help: "The password. Others see it in the list of processes: rather use --password-stdin.")
    var password: String?

    @Flag(help: "Read the password from standard input.")
    var passwordStdin = false

    @Argument(help: "HOST[:PORT] of the registry.")
    var server: String = "docker.io"

    func validate() throws {
        guard password == nil || !passwordStdin else {
            throw ValidationError("--password and --password-stdin are mutually exclusive")
        }
        guard !passwordStdin || username != nil else {
            throw ValidationError("Must provide --username with --password-stdin")
        }
        guard password == nil || username != nil else {
            throw ValidationError("Must provide --username with --password")
        }
    }

    func run() throws {
        if password != nil {
            Warning.print("Using --password via the CLI is insecure. Use --password-stdin.")
        }
        let isKept = username == nil && (try? login(["login", server], password: nil, isTrial: true)) != nil
        if !isKept {
            let user = try username ?? SecretPrompt.line("Username: ")
            try login(["login", server, "--user", user], password: try chosenPassword(), isTrial: false)
        }
        print("Login Succeeded")
    }

    private func login(_ words: [String], password: String?, isTrial: Bool) throws {
        guard !isTrial else { return try RegistryChild.attempt(words) }
        try RegistryChild.run(words, input: password) { event in
            guard let path = event["keptIn"]?.string else { return }
            Warning.print("Your credentials are stored unencrypted in '\(path)'.")
        }
    }

    private func chosenPassword() throws -> String {
        if let password { return password }
        guard passwordStdin else { return try SecretPrompt.secret("Password: ") }
        var text = ""
        while let line = readLine(strippingNewline: false) { text += line }
        return text
    }
}

/// `slipway logout`: forgets a password.
struct LogoutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Log out from a registry. Docker's own, where none is given.")

    @Argument(help: "HOST[:PORT] of the registry.")
    var server: String = "docker.io"

    func run() throws {
        try RegistryChild.run(["logout", server]) { event in
            let isKnown = event["known"]?.bool ?? false
            print(isKnown ? "Removing login credentials for \(server)" : "Not logged in to \(server)")
        }
    }
}

/// Questions on the terminal.
private enum SecretPrompt {
    static func line(_ question: PrintableText) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nobody can be asked here: say --username and --password-stdin")
            throw ExitCode.failure
        }
        print(question, terminator: "")
        guard let answer = readLine(), !answer.isEmpty else { throw ExitCode.failure }
        return answer
    }

    /// An answer that the terminal does not show.
    static func secret(_ question: PrintableText) throws -> String {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return try line(question) }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            var before = before
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            print("")
        }
        return try line(question)
    }
}
