internal import ImageFormat

/// Where the files are that `ADD` fetches from a URL: a folder each, with a lock that the fetching process holds.
public enum Downloads {
    static let parent = "downloads"
    /// Name of the lock's file in a folder.
    public static let lock = "lock"

    /// The folder of a URL's file, relative to the store; it may not be there yet.
    public static func folder(of url: String) -> String { "\(parent)/" + Digest(of: Array(url.utf8)).short }
}
