public import ImageFormat

/// Where a reference's registry listens.
public struct RegistryAddress: Equatable, Sendable {
    /// Scheme, host and port: `https://registry.example:5000`.
    public let base: String
    /// The registry's name as credentials and messages know it.
    public let domain: String

    /// Docker's own registry answers under another host than the one that its references carry; a registry on this
    /// machine is spoken to without TLS unless `forcesTLS`, as docker does.
    public init(domain: String, forcesTLS: Bool = false) {
        self.domain = domain
        if domain == "docker.io" {
            base = "https://registry-1.docker.io"
        } else {
            base = (Self.isLoopback(domain) && !forcesTLS ? "http://" : "https://") + domain
        }
    }

    /// `/v2/NAME/manifests/REFERENCE` of the distribution specification.
    public func manifest(_ path: String, _ name: String) -> String { "\(base)/v2/\(path)/manifests/\(name)" }

    /// `/v2/NAME/blobs/DIGEST` of the distribution specification.
    public func blob(_ path: String, _ digest: Digest) -> String { "\(base)/v2/\(path)/blobs/\(digest)" }

    /// `/v2/NAME/blobs/uploads/` of the distribution specification.
    public func uploads(_ path: String) -> String { "\(base)/v2/\(path)/blobs/uploads/" }

    private static func isLoopback(_ domain: String) -> Bool {
        if domain.hasPrefix("[::1]") { return true }
        let host = domain.prefix { $0 != ":" }
        return host == "localhost" || host.hasPrefix("127.")
    }
}

/// The scheme, host and port of an absolute address; credentials never cross from one to another.
public struct Origin: Hashable, Sendable {
    public let text: String

    /// Nil for an address that is not `http` or `https` with a host.
    public init?(_ url: String) {
        guard let scheme = ["https://", "http://"].first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
        let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        text = scheme + authority.lowercased()
    }

    /// An address that a `Location` field gives, which may be relative to where it was found.
    public static func resolve(_ location: String, against url: String) -> String? {
        if Origin(location) != nil { return location }
        guard let origin = Origin(url), location.hasPrefix("/"), !location.hasPrefix("//") else { return nil }
        return origin.text + location
    }
}
