/// Paths inside an image: pure text, no file system is asked.
public enum ContainerPath {
    /// `path` from `base`, absolute, without `.`, `..` and doubled slashes.
    public static func resolve(_ path: String, from base: String) -> String {
        var parts: [Substring] = []
        let whole = path.hasPrefix("/") ? path : base + "/" + path
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// As `resolve`, but a path that names a folder by `/` or `.` at its end still ends in `/`.
    public static func destination(_ path: String, from base: String) -> String {
        let resolved = resolve(path, from: base)
        let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let isFolder = last.isEmpty || last == "." || last == ".."
        return isFolder && resolved != "/" ? resolved + "/" : resolved
    }
}
