/// A build context that is a git repository: `https://host/x.git#branch:folder`, `git@host:x.git`, `github.com/a/b`.
public struct GitAddress: Equatable, Sendable {
    /// As git takes it.
    public var url: String
    /// A branch, a tag or a commit; nil for what the repository has checked out.
    public var reference: String?
    /// The folder in it that is the context; empty for the whole.
    public var folder: String

    /// Nil for what is not the address of a repository.
    public init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let address = parts[0]
        guard Self.isRepository(address) else { return nil }
        url = address.hasPrefix("github.com/") ? "https://" + address : address
        let fragment = (parts.count == 2 ? parts[1] : "").split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        reference = fragment.first.flatMap { $0.isEmpty ? nil : String($0) }
        folder = fragment.count == 2 ? String(fragment[1]) : ""
        // A word that git would take for an option, and a way out of the repository.
        if reference?.hasPrefix("-") == true || folder.split(separator: "/").contains("..") { return nil }
    }

    private static func isRepository(_ address: String) -> Bool {
        if ["git://", "ssh://", "git@", "github.com/"].contains(where: { address.hasPrefix($0) }) { return true }
        return isPage(address) && address.hasSuffix(".git")
    }

    /// Whether a context is an address of the web rather than a path.
    public static func isPage(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }
}
