internal import Matching

/// The files in a tree that one source of a COPY or ADD names.
struct SourceSelection {
    /// The path that the source or its pattern matched; its last part is the name in the image.
    var path: TreePath
    /// The file or folder itself, links followed.
    var top: TreeEntry
    /// A folder's content, folders before what is in them; empty for a file.
    var content: [TreeEntry]

    /// All that a source names: several for a pattern, or none.
    static func select(_ source: String, in tree: FileTree, excludes: (String) -> Bool) throws(TreeError)
        -> [SourceSelection]
    {
        let path = clean(source)
        if PathPattern.isPattern(path), let pattern = try? PathPattern(path, .source) {
            let matches = try tree.entries().filter { entry in
                guard !entry.path.isEmpty else { return false }
                let path = entry.path.pattern
                return pattern.matchesWhole(path) && !excludes(path)
            }
            var selections: [SourceSelection] = []
            for match in matches {
                if let found = try selection(match.path, in: tree, excludes: excludes) { selections.append(found) }
            }
            return selections
        }
        guard let found = try selection(TreePath(path), in: tree, excludes: excludes) else {
            let paths = try tree.entries().lazy.map { $0.path.text }.filter { !$0.isEmpty }.prefix(10_000)
            throw .missing(path: source, hint: PathHint.hint(for: source, among: Array(paths)))
        }
        return [found]
    }

    private static func selection(_ path: TreePath, in tree: FileTree, excludes: (String) -> Bool) throws(TreeError)
        -> SourceSelection?
    {
        guard let real = try tree.resolved(path) else { return nil }
        guard let top = try tree.entry(at: real) else { throw .ignored(path: path.text, by: tree.reason(real)) }
        if case .special(let what) = top.kind { throw .special(path: path.text, what: what) }
        if top.kind == .socket { throw .special(path: path.text, what: "a socket") }
        guard top.kind == .directory else { return SourceSelection(path: path, top: top, content: []) }
        let below = real.isEmpty ? try tree.entries() : try tree.entries(below: real)
        // Patterns of `--exclude` start from the folder that is copied.
        let content = below.dropFirst().filter { !excludes($0.path.from(real).pattern) }
        for entry in content {
            if case .special(let what) = entry.kind { throw .special(path: entry.path.text, what: what) }
        }
        return SourceSelection(path: path, top: top, content: Array(content))
    }

    /// The path inside the tree, without `/`, `.` and `..` at its start, which never lead out.
    private static func clean(_ source: String) -> String {
        var parts: [Substring.UTF8View] = []
        for part in source.utf8.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.map { String(Substring($0)) }.joined(separator: "/")
    }

    /// The path of an entry of `content` from the folder that was named.
    func relative(_ entry: TreeEntry) -> TreePath { entry.path.from(top.path) }
}
