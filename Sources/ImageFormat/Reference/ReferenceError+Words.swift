extension ReferenceError: CustomStringConvertible {
    /// The sentence that a learner reads.
    public var description: String {
        switch self {
        case .empty: "an image needs a name, such as my-flask-app:v1"
        case .upperCase(let name):
            "\"\(name)\" is not a valid image name: it must be in lower case; write it as \(name.lowercased())"
        case .looksLikeImageID: "64 hexadecimal digits cannot be an image name: they would be taken for an image ID"
        case .invalidTag(let tag):
            "\"\(tag)\" is not a valid tag: up to 128 letters, digits, _, . and -, and neither . nor - first"
        case .invalidDigest(let digest):
            "\"\(digest)\" is not a valid digest: sha256: and 64 hexadecimal digits in lower case"
        case .invalidDomain(let domain): "\"\(domain)\" is not a valid registry: a host name, and a port after a colon"
        case .invalidRepository(let name):
            "\"\(name)\" is not a valid image name: lower-case letters and digits, with single ., _ or - between them, parts divided by /"
        case .tooLong: "the image name is too long: 255 characters at most"
        }
    }
}
