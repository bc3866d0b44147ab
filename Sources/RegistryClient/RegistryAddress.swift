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
            base = (Loopback.contains(domain) && !forcesTLS ? "http://" : "https://") + domain
        }
    }

    /// `/v2/NAME/manifests/REFERENCE` of the distribution specification.
    public func manifest(_ path: String, _ name: String) -> String { "\(base)/v2/\(path)/manifests/\(name)" }

    /// `/v2/NAME/blobs/DIGEST` of the distribution specification.
    public func blob(_ path: String, _ digest: Digest) -> String { "\(base)/v2/\(path)/blobs/\(digest)" }

    /// `/v2/NAME/blobs/uploads/` of the distribution specification.
    public func uploads(_ path: String) -> String { "\(base)/v2/\(path)/blobs/uploads/" }

    /// The address of a registry that may be on this machine: there it is asked, without credentials, whether it speaks
    /// with or without TLS.
    public static func found(domain: String, by transport: some RegistryTransport) async -> RegistryAddress {
        let plain = RegistryAddress(domain: domain)
        guard Loopback.contains(domain) else { return plain }
        let answer = try? await transport.send(RegistryRequest(url: plain.base + "/v2/")) { _, _ in }
        guard answer?.status == 400 || answer == nil else { return plain }
        let protected = RegistryAddress(domain: domain, forcesTLS: true)
        do {
            _ = try await transport.send(RegistryRequest(url: protected.base + "/v2/")) { _, _ in }
            return protected
        } catch {
            // A server that answers a plain request with 400 speaks TLS, but its certificate is not trusted.
            return answer?.status == 400 ? protected : plain
        }
    }
}

/// The names of this machine to itself.
enum Loopback {
    /// Whether a host, with or without a port, is this machine whatever a name server says.
    static func contains(_ authority: some StringProtocol) -> Bool {
        if authority.hasPrefix("[::1]") { return true }
        let host = authority.prefix { $0 != ":" }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "localhost" || numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
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

    /// Host and port of an address, without a name and a password before them: what messages call a server.
    static func authority(of url: String) -> String {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { !"/?#".contains($0) }
        return String(authority.split(separator: "@").last ?? authority)
    }

    /// Whether the host is this machine.
    var isLoopback: Bool { text.split(separator: "/").last.map { Loopback.contains($0) } ?? false }

    /// An address that a `Location` field gives, which may be relative to where it was found.
    public static func resolve(_ location: String, against url: String) -> String? {
        if Origin(location) != nil { return location }
        guard let origin = Origin(url), location.hasPrefix("/"), !location.hasPrefix("//") else { return nil }
        return origin.text + location
    }
}
