/// What one source of a COPY or ADD names in a tree.
struct SourceSelection {
    /// The path that the source or its pattern matched; its last part is the name in the image.
    var path: String
    /// The file or folder itself, links followed.
    var top: TreeEntry
    /// A folder's content, folders before what is in them; empty for a file.
    var content: [TreeEntry]

    /// All that a source names: several for a pattern, or none.
    static func select(_ source: String, in tree: FileTree, excludes: (String) -> Bool) throws(TreeError)
        -> [SourceSelection]
    {
        let path = clean(source)
        if PathPattern.isPattern(path), let pattern = PathPattern(path) {
            let matches = try tree.entries().filter {
                !$0.path.isEmpty && pattern.matches($0.path) && !excludes($0.path)
            }
            var selections: [SourceSelection] = []
            for match in matches {
                if let found = try selection(match.path, in: tree, excludes: excludes) { selections.append(found) }
            }
            return selections
        }
        guard let found = try selection(path, in: tree, excludes: excludes) else { throw .missing(path: source) }
        return [found]
    }

    private static func selection(_ path: String, in tree: FileTree, excludes: (String) -> Bool) throws(TreeError)
        -> SourceSelection?
    {
        guard let real = try tree.resolved(path) else { return nil }
        guard let top = try tree.entry(at: real) else { throw .ignored(path: path) }
        if case .special(let what) = top.kind { throw .special(path: path, what: what) }
        if top.kind == .socket { throw .special(path: path, what: "a socket") }
        guard top.kind == .directory else { return SourceSelection(path: path, top: top, content: []) }
        let below = real.isEmpty ? try tree.entries() : try tree.entries(below: real)
        // Patterns of `--exclude` start from the folder that is copied.
        let start = real.isEmpty ? 0 : real.utf8.count + 1
        let content = below.dropFirst().filter { !excludes(String($0.path.utf8.dropFirst(start)) ?? $0.path) }
        for entry in content {
            if case .special(let what) = entry.kind { throw .special(path: entry.path, what: what) }
        }
        return SourceSelection(path: path, top: top, content: Array(content))
    }

    /// The path inside the tree, without `/`, `.` and `..` at its start, which never lead out.
    private static func clean(_ source: String) -> String {
        var parts: [Substring] = []
        for part in source.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    /// The path of an entry of `content` from the folder that was named.
    func relative(_ entry: TreeEntry) -> String {
        top.path.isEmpty ? entry.path : String(entry.path.dropFirst(top.path.count + 1))
    }
}
