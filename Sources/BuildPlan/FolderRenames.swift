/// Finds folders that were renamed without a change of their content, so that they count as one change rather than
/// one for each file in them.
struct FolderRenames {
    var before: [String: FileInput]
    var after: [String: FileInput]

    /// The most pairs of folders that are tried, because each try looks at all files.
    private static let limit = 10

    func applied(to changes: [FileChange]) -> [FileChange] {
        var rest = changes
        for (old, new) in candidates(changes) where content(of: old, in: before) == content(of: new, in: after) {
            rest.removeAll { Self.isInside($0.path, new) || $0.kind == .removed && Self.isInside($0.path, old) }
            rest.append(FileChange(path: new, kind: .renamed(from: old)))
        }
        return rest
    }

    /// The outermost folders whose new names explain the new path of a file: `a/b/c` → `x/b/c` gives `a` → `x`.
    private func candidates(_ changes: [FileChange]) -> [(String, String)] {
        var found: [(String, String)] = []
        for change in changes {
            guard found.count < Self.limit, case .renamed(let from) = change.kind else { continue }
            var (old, new) = (from.split(separator: "/"), change.path.split(separator: "/"))
            while let last = old.last, last == new.last {
                old.removeLast()
                new.removeLast()
            }
            let pair = (old.joined(separator: "/"), new.joined(separator: "/"))
            guard before[pair.0]?.kind == .directory, after[pair.1]?.kind == .directory, after[pair.0] == nil,
                before[pair.1] == nil, !found.contains(where: { $0 == pair })
            else { continue }
            found.append(pair)
        }
        return found
    }

    /// The files in a folder, by their paths relative to it.
    private func content(of folder: String, in files: [String: FileInput]) -> [String: String] {
        var content: [String: String] = [:]
        for (path, file) in files where path.hasPrefix(folder + "/") {
            content[String(path.dropFirst(folder.count + 1))] = FileComparison.identity(file)
        }
        return content
    }

    private static func isInside(_ path: String, _ folder: String) -> Bool {
        path == folder || path.hasPrefix(folder + "/")
    }
}
