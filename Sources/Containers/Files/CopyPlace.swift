/// A side of a copy, as it is written.
public enum CopyPlace: Equatable, Sendable {
    /// A container's name or ID, and a path in it.
    case container(String, String)
    /// A path of this machine; `-` for a tar on a standard stream.
    case host(String)

    /// `NAME:PATH` is a container's; a path with a slash before the colon is not.
    public init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, !parts[0].isEmpty, !parts[0].contains("/"), !parts[0].hasPrefix(".") {
            self = .container(parts[0], parts[1].isEmpty ? "/" : parts[1])
        } else {
            self = .host(text)
        }
    }
}
