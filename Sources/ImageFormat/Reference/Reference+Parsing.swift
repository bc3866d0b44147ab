extension Reference {
    /// Parses and normalises a reference as Docker does: `NAME[:TAG][@DIGEST]`; without both, the tag is `latest`.
    public init(_ text: String) throws(ReferenceError) {
        guard !text.isEmpty else { throw .empty }
        guard !(text.utf8.count == 64 && ReferenceGrammar.isHexadecimal(text)) else { throw .looksLikeImageID(text) }
        let (nameAndTag, digest) = try Self.splitDigest(text)
        let (name, tag) = try Self.splitTag(nameAndTag)
        let (domain, path) = try Self.splitDomain(name)
        guard domain.utf8.count + 1 + path.utf8.count <= 255 else { throw .tooLong(text) }
        self.init(domain: domain, path: path, tag: tag ?? (digest == nil ? Self.defaultTag : nil), digest: digest)
    }

    private static func splitDigest(_ text: String) throws(ReferenceError) -> (String, Digest?) {
        guard let at = text.firstIndex(of: "@") else { return (text, nil) }
        let written = String(text[text.index(after: at)...])
        guard let digest = Digest(written) else { throw .invalidDigest(written) }
        return (String(text[..<at]), digest)
    }

    /// A colon after the last slash starts the tag; an earlier one is a port's.
    private static func splitTag(_ text: String) throws(ReferenceError) -> (String, String?) {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return (text, nil) }
        let tag = String(text[text.index(after: colon)...])
        guard ReferenceGrammar.isTag(tag) else { throw .invalidTag(tag) }
        return (String(text[..<colon]), tag)
    }

    /// What stands before the first slash is a host only if it could not be part of a path.
    private static func splitDomain(_ name: String) throws(ReferenceError) -> (String, String) {
        guard !name.isEmpty else { throw .invalidRepository(name) }
        var domain = defaultDomain
        var path = name
        if let slash = name.firstIndex(of: "/"), looksLikeHost(name[..<slash]) {
            domain = String(name[..<slash])
            path = String(name[name.index(after: slash)...])
        }
        if domain == "index." + defaultDomain { domain = defaultDomain }
        if domain == defaultDomain, !path.contains("/") { path = "library/" + path }
        guard ReferenceGrammar.isDomain(domain) else { throw .invalidDomain(domain) }
        guard path == path.lowercased() else { throw .upperCase(name) }
        guard ReferenceGrammar.isPath(path) else { throw .invalidRepository(name) }
        return (domain, path)
    }

    static func looksLikeHost(_ text: Substring) -> Bool {
        text.contains(".") || text.contains(":") || text == "localhost" || text != text.lowercased()[...]
    }
}
