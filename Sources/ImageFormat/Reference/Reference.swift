/// The name of an image, normalised as Docker does (`distribution/reference`): with a registry's host, a repository's
/// path, and a tag or a digest or both.
///
/// `python:3.11-alpine` is `docker.io/library/python:3.11-alpine`.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// Host and port of the registry.
    public let domain: String
    /// The repository's path on it: `library/python`.
    public let path: String
    /// The tag; nil only for a reference with a digest instead.
    public let tag: String?
    public let digest: Digest?

    init(domain: String, path: String, tag: String?, digest: Digest?) {
        self.domain = domain
        self.path = path
        self.tag = tag
        self.digest = digest
    }

    /// The host and the path: what `docker images` calls a repository, in full.
    public var repository: String { domain + "/" + path }

    /// The repository as people write it: without Docker's own host and `library/`.
    public var familiarRepository: String {
        guard domain == Self.defaultDomain else { return repository }
        let official = "library/"
        if path.hasPrefix(official), !path.dropFirst(official.count).contains("/") {
            return String(path.dropFirst(official.count))
        }
        // A path that begins like a host would be read as a registry's name, so it is written in full.
        return Self.looksLikeHost(path.prefix { $0 != "/" }) ? repository : path
    }

    /// Whether the text that this was read from names neither a tag nor a digest, so that the tag is Docker's own.
    public func isTagImplied(in text: String) -> Bool {
        digest == nil && tag == Self.defaultTag && !text.hasSuffix(":" + Self.defaultTag)
    }

    /// The reference as people write it: `python:3.11-alpine`.
    public var familiar: String { familiarRepository + suffix }

    /// The reference in full: `docker.io/library/python:3.11-alpine`.
    public var description: String { repository + suffix }

    private var suffix: String { (tag.map { ":" + $0 } ?? "") + (digest.map { "@\($0)" } ?? "") }

    /// The reference with another tag, which must be valid.
    public func with(tag: String) throws(ReferenceError) -> Reference {
        guard ReferenceGrammar.isTag(tag) else { throw .invalidTag(tag) }
        return Reference(domain: domain, path: path, tag: tag, digest: nil)
    }

    /// The repository's image of a digest, whatever its tag.
    public func with(digest: Digest) -> Reference {
        Reference(domain: domain, path: path, tag: nil, digest: digest)
    }

    /// The reference without its tag if it has a digest, because the tag is then ignored.
    public var withoutIdleTag: Reference { digest.map(with(digest:)) ?? self }

    static let defaultDomain = "docker.io"
    static let defaultTag = "latest"
}

/// Why a text is not a reference.
public enum ReferenceError: Error, Equatable, Sendable {
    case empty
    /// The repository has capital letters.
    case upperCase(String)
    /// 64 hexadecimal digits, which would be taken for an image ID.
    case looksLikeImageID(String)
    case invalidTag(String)
    case invalidDigest(String)
    case invalidDomain(String)
    case invalidRepository(String)
    /// More than 255 bytes of host and path.
    case tooLong(String)
}
