internal import Commands
internal import ImageFormat
internal import Printing

/// The work of `slipway login`: has a registry check a password, and stores it where docker does.
public struct RegistryLogin {
    private let server: String

    /// - Parameter server: HOST[:PORT].
    public init(_ server: String) { self.server = server }

    /// Logs in. Asks on the terminal for what is not given, unless a stored password is still valid.
    ///
    /// - Parameter readsPassword: whether the password is read from standard input.
    public func run(user: String?, password: String?, readsPassword: Bool) throws {
        if password != nil {
            Complaint.caution("Using --password via the CLI is insecure. Use --password-stdin.")
        }
        let isKept = user == nil && (try? RegistryChild.attempt(["login", server])) != nil
        if !isKept {
            let user = try user ?? SecretPrompt.line("Username: ")
            try login(user, with: try password ?? asked(readsPassword))
        }
        Line.print("Login Succeeded")
    }

    private func login(_ user: String, with password: String) throws {
        try RegistryChild.run(["login", server, "--user", user], input: password) { event in
            guard let path = event["keptIn"]?.string else { return }
            Complaint.caution("Your credentials are stored unencrypted in '\(path)'.")
        }
    }

    private func asked(_ readsPassword: Bool) throws -> String {
        guard readsPassword else { return try SecretPrompt.secret("Password: ") }
        var text = ""
        while let line = readLine(strippingNewline: false) { text += line }
        return text
    }
}
