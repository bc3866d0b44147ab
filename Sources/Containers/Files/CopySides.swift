internal import CLinux
internal import ContainerPlans
internal import Glibc
internal import ImageStore
internal import SystemPackage

/// This machine's files: relative paths begin where the command was started.
struct HostSide {
    let root: Int32

    init() throws {
        root = open(".", slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw ContainerFault("The folder that this was started in is gone.") }
    }
}

/// Opening paths on either side.
private enum SideFolder {
    /// In a container's root no link leads out; on this machine a path means what it always does.
    static func open(_ path: String, in root: Int32, _ flags: Int32) -> Int32 {
        // A container's root is opened as the root itself: every path of it begins there.
        isHost(root) ? openat(root, path, flags | O_CLOEXEC) : slipway_open_in_root(root, path, flags, 0)
    }

    private static func isHost(_ root: Int32) -> Bool {
        var (one, other) = (stat(), stat())
        return fstat(root, &one) == 0 && stat(".", &other) == 0 && one.st_ino == other.st_ino
            && one.st_dev == other.st_dev
    }
}

/// What is copied: a folder, and the entry of it that is meant.
final class CopySource {
    let folder: Int32
    let naming: TreeNaming
    /// Whether only what is in a folder is meant: `PATH/.`
    let isContent: Bool
    let isFolder: Bool

    init(_ text: String, in root: Int32, follows: Bool) throws {
        isContent = text == "." || text == "/" || text.hasSuffix("/.")
        let called = FilePath(text).lexicallyNormalized().lastComponent?.string ?? ""
        let path = follows ? try LinkTrail.end(of: text, in: root) : text
        let whole = SideFolder.open(path, in: root, slipway_open_path | (isContent ? 0 : O_NOFOLLOW))
        guard whole >= 0 else { throw ContainerFault("Could not find the file \(text)") }
        var status = stat()
        fstat(whole, &status)
        close(whole)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        let last = FilePath(path).lexicallyNormalized().lastComponent?.string ?? ""
        if isContent || last == ".." || last.isEmpty {
            folder = SideFolder.open(path, in: root, O_RDONLY | O_DIRECTORY)
            naming = TreeNaming()
        } else {
            let parent = FilePath(path).removingLastComponent().string
            folder = SideFolder.open(parent.isEmpty ? "." : parent, in: root, O_RDONLY | O_DIRECTORY)
            naming = TreeNaming(only: Array(last.utf8), called: Array(called.utf8))
        }
        guard folder >= 0 else { throw ContainerFault("\(text) cannot be read: \(Errno(rawValue: errno))") }
    }

    deinit { close(folder) }
}

/// Where a link leads, and one that it leads to, in the world of its own side.
private enum LinkTrail {
    static func end(of text: String, in root: Int32) throws -> String {
        var path = FilePath(text)
        for _ in 0..<40 {
            let link = SideFolder.open(path.string, in: root, slipway_open_path | O_NOFOLLOW)
            guard link >= 0 else { return path.string }
            defer { close(link) }
            guard let target = SymbolicLink.target(of: "", in: link) else { return path.string }
            path = path.removingLastComponent().pushing(FilePath(String(decoding: target, as: UTF8.self)))
        }
        throw ContainerFault("\(text) is a link that leads to itself")
    }
}

/// Where something is copied to: an open folder, and the name that it gets there.
final class CopyTarget {
    let folder: Int32
    /// Nil for its own name, or for what is in a folder.
    let name: String?

    init(_ text: String, in root: Int32, _ source: CopySource) throws {
        let there = SideFolder.open(text.isEmpty ? "." : text, in: root, O_RDONLY | O_DIRECTORY)
        if there >= 0 {
            (folder, name) = (there, nil)
            return
        }
        let path = FilePath(text)
        guard errno == ENOENT || errno == ENOTDIR, let last = path.lastComponent?.string else {
            throw ContainerFault("\(text) cannot be written: \(Errno(rawValue: errno))")
        }
        if errno == ENOTDIR, source.isFolder { throw ContainerFault("cannot copy directory to the file \(text)") }
        guard source.isFolder || !text.hasSuffix("/") else { throw ContainerFault("There is no folder \(text)") }
        let parent = path.removingLastComponent().string
        let opened = SideFolder.open(parent.isEmpty ? "." : parent, in: root, O_RDONLY | O_DIRECTORY)
        guard opened >= 0 else { throw ContainerFault("There is no folder \(parent)") }
        guard source.isContent else {
            (folder, name) = (opened, last)
            return
        }
        defer { close(opened) }
        mkdirat(opened, last, 0o755)
        let made = openat(opened, last, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard made >= 0 else { throw ContainerFault("\(text) cannot be made: \(Errno(rawValue: errno))") }
        (folder, name) = (made, nil)
    }

    /// A folder that is there.
    static func folder(_ text: String, in root: Int32) throws -> Int32 {
        let folder = SideFolder.open(text, in: root, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw ContainerFault("There is no folder \(text) in the container") }
        return folder
    }

    deinit { close(folder) }
}
