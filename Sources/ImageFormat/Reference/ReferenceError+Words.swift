extension ReferenceError: CustomStringConvertible {
    /// The sentence that a learner reads.
    public var description: String {
        switch self {
        case .empty: "an image needs a name, such as my-flask-app:v1"
        case .upperCase(let name): "\"\(name)\" is no image name: it must be in lower case"
        case .looksLikeImageID: "64 hexadecimal digits cannot be an image name: they would be taken for an image ID"
        case .invalidTag(let tag):
            "\"\(tag)\" is no tag: up to 128 letters, digits, _, . and -, and neither . nor - first"
        case .invalidDigest(let digest): "\"\(digest)\" is no digest: sha256: and 64 hexadecimal digits in lower case"
        case .invalidDomain(let domain): "\"\(domain)\" is no registry: a host name, and a port after a colon"
        case .invalidRepository(let name):
            "\"\(name)\" is no image name: lower-case letters and digits, with single ., _ or - between them, parts divided by /"
        case .tooLong: "the image name is too long: 255 characters at most"
        }
    }
}
