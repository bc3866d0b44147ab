public import ImageFormat

/// Why a registry did not give or take what was asked.
public enum RegistryError: Error, Equatable, Sendable {
    /// No connection: no network, no such host, refused, or a certificate that is not trusted. The text is the system's.
    case unreachable(registry: String, reason: String)
    /// As `unreachable`, of a server that a file is fetched from.
    case serverUnreachable(String, reason: String)
    /// The connection was there, and ended before the answer did.
    case interrupted(registry: String, reason: String)
    /// An answer that does not come, or comes too slowly to ever be there; `reason` says what was seen.
    case tooSlow(registry: String, reason: String)
    /// A certificate that no trusted authority vouches for.
    case untrusted(registry: String, reason: String)
    /// The server at the address is not a registry.
    case notARegistry(String)
    /// A redirect from an address with TLS to one without.
    case unsafeRedirect(from: String, to: String)
    /// The registry has no such repository or tag, or does not let this user see it.
    case notFound(Reference)
    case unauthorized(registry: String)
    /// An answer that the distribution specification does not allow at this point.
    case unexpectedStatus(Int, registry: String, detail: String)
    /// The content does not have the digest that was asked for or promised.
    case digestMismatch(expected: Digest, actual: Digest)
    case sizeMismatch(of: Descriptor, actual: Int64)
    case badDocument(String)
    /// Blobs of an image that is sent, which neither the registry nor the layout has: nothing names the image there yet.
    case absent(Set<Digest>)
    /// The image exists, but for other platforms.
    case noSuchPlatform(Platform, available: [Platform])
    /// The disk has less room than the image takes; bytes.
    case noRoom(needed: Int64, free: Int64)
    /// A redirect that leads to no file.
    case lostWay(from: String, reason: String)
    /// A file of the pulled image; the reason is the system's.
    case cannotWrite(path: String, reason: String)
    /// Docker's config file; the reason says what is wrong with it.
    case badDockerConfig(String, path: String = DockerConfigFile.usualPath)
    /// A variable of the environment with a value that it cannot have.
    case badSetting(String, value: String, expected: String)
    case helperFailed(name: String, reason: String)
}

extension RegistryError: CustomStringConvertible {
    /// The sentence that a learner reads: what happened, and what to do.
    public var description: String {
        switch self {
        case .unreachable(let registry, let reason):
            "the registry \(registry) cannot be reached (\(Self.short(reason))): check the network, and how the name of the registry is written"
        case .serverUnreachable(let server, let reason):
            "\(server) cannot be reached (\(Self.short(reason))): check the address, and the network"
        case .interrupted(let registry, let reason):
            "the connection to \(registry) was cut (\(Self.short(reason))): try again; what came already is kept"
        case .tooSlow(let registry, let reason):
            "\(registry) is too slow (\(Self.short(reason))): try again later, what came already is kept; "
                + "\(TransferLimits.silenceVariable) sets another number of seconds to wait, and "
                + "\(TransferLimits.slowestVariable) another lowest rate in bytes a second"
        case .untrusted(let registry, let reason):
            "the certificate of \(registry) is not trusted (\(Self.short(reason))): if it has an authority of its own, put that into "
                + "/etc/docker/certs.d/\(registry)/ca.crt, or name the file in SSL_CERT_FILE"
        case .notARegistry(let domain): "what answers at \(domain) is not a registry: check its name and port"
        case .unsafeRedirect(let domain, let target):
            "\(domain) leads to \(Self.short(target)), which is not protected by TLS: that is not followed"
        case .notFound(let reference):
            "\(reference.domain) has no image \(reference.familiar), or wants a login to show it: check the name and the tag"
        case .unauthorized(let registry):
            "\(registry) wants a name and a password, or refused those that it got: slipway login \(registry)"
        case .unexpectedStatus(let status, let registry, let detail):
            "\(registry) answered with status \(status)\(detail.isEmpty ? "" : ": " + Self.short(detail))"
        case .digestMismatch(let expected, let actual):
            "what came is not what was asked for: expected \(expected), got \(actual); nothing was kept"
        case .sizeMismatch(let blob, let actual):
            "\(Self.kind(blob)) \(blob.digest): what came is \(actual) bytes long, not \(blob.size); nothing was kept: try again"
        case .badDocument(let reason): "the registry sent a document that makes no sense: \(Self.short(reason))"
        case .absent(let digests):
            "of the image that is to be sent \(digests.count) blobs are missing: build or pull it again, then push it"
        case .noSuchPlatform(let platform, let available):
            "the image is not made for \(platform); it is there for "
                + Self.short(available.prefix(100).map(\.description).joined(separator: ", "))
        case .noRoom(let needed, let free):
            "the image is \(needed) bytes, and the disk has room for \(free): make room, for example with "
                + "slipway system prune, and pull again"
        case .lostWay(let place, let reason): "`\(place)` leads \(reason)"
        case .cannotWrite(let path, let reason):
            "`\(path)` cannot be written (\(reason)): mend that, and try again; what came already is kept"
        case .badSetting(let name, let value, let expected): "\(name) is `\(value)`: it takes \(expected)"
        case .badDockerConfig(let reason, let path):
            "the file \(path), where docker keeps passwords, cannot be used (\(Self.short(reason))): mend it, or move it "
                + "away and log in again"
        case .helperFailed(let name, let reason):
            "the credential helper docker-credential-\(name) failed: \(Self.short(reason))"
        }
    }

    private static func kind(_ blob: Descriptor) -> String {
        blob.mediaType.layerCompression == nil ? "the config" : "the layer"
    }

    /// A server's words may have any length, and a sentence should be short.
    private static func short(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: 300, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        return String(scalars[..<end]) + "…"
    }
}
