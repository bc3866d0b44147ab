import ArgumentParser
import Files
import Glibc
import ImageFormat
import RegistryClient

/// `slipway-registry login SERVER --user NAME`, the password on standard input: proves it to the registry, and keeps it where
/// docker does. Without `--user`, proves what is kept already.
///
///     {"event":"loggedin","keptIn":"/home/ada/.docker/config.json"}
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prove a password to a registry, and keep it.")

    @Argument(help: "HOST[:PORT] of the registry.")
    var server: String

    @Option(help: "The user; the password is read from standard input.")
    var user: String?

    func run() async throws {
        let domain = try RegistryServer.domain(server)
        let given = try user.map { Credentials.password(user: $0, password: try Self.password()) }
        guard let credentials = try given ?? CredentialSearch.credentials(for: domain) else {
            throw RegistryError.unauthorized(registry: domain)
        }
        let client = try await RegistryClient.connected(to: domain, with: credentials)
        let identity = try await client.login()
        guard given != nil else { return Self.finish(keptIn: nil) }
        let kept = identity.map(Credentials.identityToken) ?? credentials
        let file = try DockerConfigPlace.file()
        if let helper = file.helpers[domain] ?? file.defaultHelper {
            try CredentialHelper(helper).store(kept, for: domain)
            Self.finish(keptIn: nil)
        } else {
            try DockerConfigPlace.write(try DockerConfigPlace.edited(kept, for: domain))
            Self.finish(keptIn: DockerConfigPlace.path)
        }
    }

    /// The password without the line's end.
    private static func password() throws -> String {
        let bytes = try WholeFile.rest(of: STDIN_FILENO, path: "standard input", limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        return String(text.reversed().drop { $0.isNewline }.reversed())
    }

    private static func finish(keptIn path: String?) {
        FetchLine.write(["event": .string("loggedin"), "keptIn": path.map(JSON.string)])
    }
}

/// `slipway-registry logout SERVER`: forgets what is kept.
///
///     {"event":"loggedout","known":true}
struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget the password of a registry.")

    @Argument(help: "HOST[:PORT] of the registry.")
    var server: String

    func run() async throws {
        let domain = try RegistryServer.domain(server)
        let file = try DockerConfigPlace.file()
        var isKnown = file.stored[domain] != nil
        if let helper = file.helpers[domain] ?? file.defaultHelper {
            isKnown = try CredentialHelper(helper).get(domain) != nil || isKnown
            try CredentialHelper(helper).erase(domain)
        }
        if file.stored[domain] != nil {
            try DockerConfigPlace.write(try DockerConfigPlace.edited(nil, for: domain))
        }
        FetchLine.write(["event": .string("loggedout"), "known": .bool(isKnown)])
    }
}

/// The names that a user writes for a registry.
enum RegistryServer {
    /// `https://HOST/v2/` is HOST; what cannot be the domain of a reference is refused.
    static func domain(_ text: String) throws -> String {
        var rest = text[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let host = String(rest.prefix { $0 != "/" })
        if ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(host) { return "docker.io" }
        guard let reference = try? Reference("\(host)/x"), reference.domain == host else {
            throw ValidationError("`\(text)` is not a registry: write HOST or HOST:PORT")
        }
        return host
    }
}
