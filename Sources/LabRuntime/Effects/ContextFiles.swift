internal import Files
internal import Glibc

/// The files below a folder, for a list that people read.
enum ContextFiles {
    private static let limit = 500
    private static let depth = 4

    /// Relative paths in order, folders with a slash at their end; not what is hidden.
    static func list(_ folder: String) -> [String] {
        var found: [String] = []
        add(folder, below: "", depth, to: &found)
        return found.sorted()
    }

    private static func add(_ folder: String, below path: String, _ depth: Int, to found: inout [String]) {
        for name in Folder.namesOrNone(of: folder) where !name.hasPrefix(".") && found.count < limit {
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0 else { continue }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            found.append(path + name + (isFolder ? "/" : ""))
            if isFolder, depth > 1 { add(folder + "/" + name, below: path + name + "/", depth - 1, to: &found) }
        }
    }
}
