internal import ContainerPlans
public import ContainerRuntime
internal import Glibc
public import ImageStore

/// A copy between a container, running or not, and this machine.
public struct ContainerCopy {
    private let keepsOwners: Bool
    private let followsLink: Bool

    /// - Parameters:
    ///   - keepsOwners: files have root as their owner otherwise.
    ///   - followsLink: where the source is a link, what it leads to is copied.
    public init(keepsOwners: Bool, followsLink: Bool) {
        self.keepsOwners = keepsOwners
        self.followsLink = followsLink
    }

    /// Copies it; `-` on this machine's side is a tar on standard input or output. An ordinary user's process becomes the
    /// owner of the container's files.
    ///
    /// - Throws: `ContainerFault` for a path that is not there, `RuntimeError` for a container that is not.
    public func copy(_ from: CopyPlace, to: CopyPlace, in store: Store, _ list: ContainerList) throws {
        switch (from, to) {
        case (.container(let name, let path), .host(let target)):
            // The user's folder is opened before the process becomes another.
            let here = try HostSide()
            let root = try ContainerRoot(try list.find(name), in: store)
            let source = try CopySource(path, in: root.directory, follows: followsLink)
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
                let source = try CopySource(path, in: here.root, follows: followsLink)
                try copy(source, to: try CopyTarget(target, in: root.directory, source), store)
            }
        case (.container, .container): throw ContainerFault("copying between containers is not supported")
        case (.host, .host): throw ContainerFault("must specify at least one container source")
        }
    }

    private func copy(_ source: CopySource, to target: CopyTarget, _ store: Store) throws {
        var naming = source.naming
        naming.called = target.name.map { Array($0.utf8) } ?? naming.called
        if !keepsOwners { naming.owner = (0, 0) }
        try store.copyTree(from: source.folder, naming: naming, into: target.folder)
    }
}
