/// A build context that is a git repository: `https://host/x.git#branch:folder`, `git@host:x.git`, `github.com/a/b`.
public struct GitAddress: Equatable, Sendable {
    /// The address in a form that git accepts.
    public var url: String
    /// A branch, a tag or a commit; nil for the repository's default branch.
    public var reference: String?
    /// The folder of the repository that is the context; empty for all of it.
    public var folder: String

    /// Nil for a text that is not the address of a repository.
    public init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let address = parts[0]
        guard Self.isRepository(address) else { return nil }
        url = address.hasPrefix("github.com/") ? "https://" + address : address
        let fragment = (parts.count == 2 ? parts[1] : "").split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        reference = fragment.first.flatMap { $0.isEmpty ? nil : String($0) }
        folder = fragment.count == 2 ? String(fragment[1]) : ""
        // A reference that git would read as an option, or a folder outside the repository, is refused.
        if reference?.hasPrefix("-") == true || folder.split(separator: "/").contains("..") { return nil }
    }

    private static func isRepository(_ address: String) -> Bool {
        if ["git://", "ssh://", "git@", "github.com/"].contains(where: { address.hasPrefix($0) }) { return true }
        return isPage(address) && address.hasSuffix(".git")
    }

    /// Whether a context is a web address rather than a path.
    public static func isPage(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }
}
