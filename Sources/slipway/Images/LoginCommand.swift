import ArgumentParser
import ImageFormat
import Images
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
        try RegistryLogin(server).run(user: username, password: password, readsPassword: passwordStdin)
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
