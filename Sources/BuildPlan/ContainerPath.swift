/// Functions on paths inside an image. They work on the text alone and never look at a file system.
public enum ContainerPath {
    /// The absolute path that `path` means in the folder `base`, without `.`, `..` and doubled slashes.
    public static func resolve(_ path: String, from base: String) -> String {
        var parts: [Substring] = []
        let whole = path.hasPrefix("/") ? path : base + "/" + path
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The same as `resolve`, but a path that ends in `/` or `.`, and so must be a folder, keeps a `/` at its end.
    public static func destination(_ path: String, from base: String) -> String {
        let resolved = resolve(path, from: base)
        let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let isFolder = last.isEmpty || last == "." || last == ".."
        return isFolder && resolved != "/" ? resolved + "/" : resolved
    }
}
