internal import FoundationEssentials
internal import ImageFormat

/// How to prove who one is to a registry.
public enum Credentials: Equatable, Sendable {
    case password(user: String, password: String)
    /// A refresh token, from `identitytoken` or a helper that answers with the user `<token>`.
    case identityToken(String)
}

/// The entries of `~/.docker/config.json` about registries; everything else in it is left alone.
public struct DockerConfigFile: Equatable, Sendable {
    /// Credentials kept in the file, by the registry's name as `docker login` wrote it.
    public var stored: [String: Credentials]
    /// Helpers by registry: `docker-credential-NAME`.
    public var helpers: [String: String]
    /// The helper for every other registry.
    public var defaultHelper: String?

    public init(stored: [String: Credentials] = [:], helpers: [String: String] = [:], defaultHelper: String? = nil) {
        self.stored = stored
        self.helpers = helpers
        self.defaultHelper = defaultHelper
    }

    /// Where the file is for most users, as messages name it.
    public static let usualPath = "~/.docker/config.json"

    /// Reads the file's bytes.
    /// - Parameter path: where they were read, for the message of a fault.
    /// - Throws: `RegistryError.badDockerConfig` for bytes that are not JSON. Entries that make no sense are passed over.
    public init(parsing bytes: [UInt8], at path: String = DockerConfigFile.usualPath) throws(RegistryError) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw .badDockerConfig("\(error)", path: path) }
        self.init()
        for member in json["auths"]?.members ?? [] {
            stored[Self.host(of: member.name)] = Self.credentials(in: member.value)
        }
        for member in json["credHelpers"]?.members ?? [] {
            helpers[Self.host(of: member.name)] = member.value.string
        }
        defaultHelper = json["credsStore"]?.string
    }

    /// Where a registry's credentials come from.
    public enum Source: Equatable, Sendable {
        case file(Credentials)
        case helper(String)
        case none
    }

    /// A helper that is named for the registry comes first, as with docker.
    public func source(for domain: String) -> Source {
        if let helper = helpers[domain] ?? defaultHelper { return .helper(helper) }
        return stored[domain].map(Source.file) ?? .none
    }

    private static func credentials(in entry: JSON) -> Credentials? {
        if let token = entry["identitytoken"]?.string, !token.isEmpty { return .identityToken(token) }
        guard let encoded = entry["auth"]?.string, let data = Data(base64Encoded: encoded) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return .password(user: String(text[..<colon]), password: String(text[text.index(after: colon)...]))
    }

    /// The name that docker gives a registry in the file and to helpers.
    public static func key(for domain: String) -> String {
        domain == "docker.io" ? "https://index.docker.io/v1/" : domain
    }

    /// `https://HOST/v1/` and `HOST` name the same registry.
    static func host(of name: String) -> String {
        var rest = name[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let host = rest.prefix { $0 != "/" }
        return host == "index.docker.io" ? "docker.io" : String(host)
    }
}
