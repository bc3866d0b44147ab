import ArgumentParser
import CLinux
import ContainerRuntime
import Glibc
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway cp`
struct CopyCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "cp", abstract: "Copy files between a container, running or not, and this machine.")

    @Flag(name: [.short, .long], help: "Keep owners.")
    var archive = false

    @Flag(name: [.customShort("L"), .long], help: "Follow a link that the source is.")
    var followLink = false

    @Flag(name: [.short, .long], help: "Say nothing.")
    var quiet = false

    @Argument(help: "What is copied: CONTAINER:PATH, PATH, or - for a tar on standard input.")
    var source: String

    @Argument(help: "Where to: CONTAINER:PATH, PATH, or - for a tar on standard output.")
    var destination: String

    func run(in surroundings: Surroundings) throws {
        let (from, to) = (CopyPlace(source), CopyPlace(destination))
        try OpenedContainers.run(in: surroundings) { store, list in
            switch (from, to) {
            case (.container(let name, let path), .host(let target)):
                // The user's folder is opened before the process becomes another.
                let here = try HostSide()
                let root = try ContainerRoot(try list.find(name), in: store)
                let source = try CopySource(path, in: root.directory, follows: followLink)
                if target == "-" {
                    try Store.packTree(from: source.folder, naming: source.naming, into: STDOUT_FILENO)
                } else {
                    try copy(source, to: try CopyTarget(target, in: here.root, source), store)
                }
            case (.host(let path), .container(let name, let target)):
                let here = try HostSide()
                let root = try ContainerRoot(try list.find(name), in: store)
                if path == "-" {
                    let folder = try CopyTarget.folder(target, in: root.directory)
                    defer { close(folder) }
                    try store.extract(archive: STDIN_FILENO, into: folder)
                } else {
                    let source = try CopySource(path, in: here.root, follows: followLink)
                    try copy(source, to: try CopyTarget(target, in: root.directory, source), store)
                }
            case (.container, .container): throw CommandFailure("copying between containers is not supported")
            case (.host, .host): throw CommandFailure("must specify at least one container source")
            }
        }
        if !quiet, to != .host("-") { StandardStream.error.write("Successfully copied to \(destination)\n") }
    }

    private func copy(_ source: CopySource, to target: CopyTarget, _ store: Store) throws {
        var naming = source.naming
        naming.called = target.name.map { Array($0.utf8) } ?? naming.called
        if !archive { naming.owner = (0, 0) }
        try store.copyTree(from: source.folder, naming: naming, into: target.folder)
    }
}

/// A side of a copy, as it is written.
enum CopyPlace: Equatable {
    case container(String, String)
    case host(String)

    /// `NAME:PATH` is a container's; a path with a slash before the colon is not.
    init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, !parts[0].isEmpty, !parts[0].contains("/"), !parts[0].hasPrefix(".") {
            self = .container(parts[0], parts[1].isEmpty ? "/" : parts[1])
        } else {
            self = .host(text)
        }
    }
}

/// This machine's files: relative paths begin where the command was started.
private struct HostSide {
    let root: Int32

    init() throws {
        root = open(".", slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw CommandFailure("The folder that this was started in is gone.") }
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
private final class CopySource {
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
        guard whole >= 0 else { throw CommandFailure("Could not find the file \(text)") }
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
        guard folder >= 0 else { throw CommandFailure("\(text) cannot be read: \(Errno(rawValue: errno))") }
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
        throw CommandFailure("\(text) is a link that leads to itself")
    }
}

/// Where something is copied to: an open folder, and the name that it gets there.
private final class CopyTarget {
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
            throw CommandFailure("\(text) cannot be written: \(Errno(rawValue: errno))")
        }
        if errno == ENOTDIR, source.isFolder { throw CommandFailure("cannot copy directory to the file \(text)") }
        guard source.isFolder || !text.hasSuffix("/") else { throw CommandFailure("There is no folder \(text)") }
        let parent = path.removingLastComponent().string
        let opened = SideFolder.open(parent.isEmpty ? "." : parent, in: root, O_RDONLY | O_DIRECTORY)
        guard opened >= 0 else { throw CommandFailure("There is no folder \(parent)") }
        guard source.isContent else {
            (folder, name) = (opened, last)
            return
        }
        defer { close(opened) }
        mkdirat(opened, last, 0o755)
        let made = openat(opened, last, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard made >= 0 else { throw CommandFailure("\(text) cannot be made: \(Errno(rawValue: errno))") }
        (folder, name) = (made, nil)
    }

    /// A folder that is there.
    static func folder(_ text: String, in root: Int32) throws -> Int32 {
        let folder = SideFolder.open(text, in: root, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw CommandFailure("There is no folder \(text) in the container") }
        return folder
    }

    deinit { close(folder) }
}
