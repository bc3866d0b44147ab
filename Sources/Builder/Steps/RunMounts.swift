internal import BuildPlan
internal import ContainerRuntime
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// Everything that a RUN sees besides its root: `--mount`s, the script of a heredoc, and the wheelhouse.
final class RunMounts {
    private(set) var list: [Mount] = []
    /// Variables of the process that are in no image and no key.
    private(set) var environment: [String] = []
    private(set) var note: String?
    private let services: BuildServices
    private let origins: any Origins
    private let folder: TemporaryFolder
    /// Where secrets are: never on a disk.
    private var memory: Scratch?
    private var roots: [ForeignRoot] = []
    private var locks: [Int32] = []
    private var count = 0

    init(_ command: RunAction, services: BuildServices, origins: any Origins) throws(StepError) {
        self.services = services
        self.origins = origins
        folder = try TemporaryFolder(in: services.store.path.string)
        do {
            for mount in command.mounts { try add(mount) }
            if let script = command.script { try addScript(script) }
            addWheelhouse(command)
        } catch {
            remove()
            throw error
        }
    }

    /// Takes everything away again; what a cache holds stays.
    func remove() {
        for lock in locks { close(lock) }
        (roots, locks) = ([], [])
        memory = nil
        folder.remove()
    }

    private func add(_ mount: RunMount) throws(StepError) {
        switch mount.kind {
        case .bind(let origin, let source, let isWritable):
            list.append(try bind(origin, source, isWritable: isWritable, at: mount.target))
        case .cache: try addCache(mount)
        case .temporary(let size):
            list.append(Mount(.temporary(size: size, mode: 0o1777), at: mount.target))
        case .secret(let id, let isRequired, let mode, let uid, let gid, let variable):
            try addSecret(id, isRequired, Owner(uid: uid, gid: gid), mode, variable, at: mount.target)
        case .agent(_, let isRequired, _, _, _):
            try addAgent(isRequired, at: mount.target)
        }
    }

    // MARK: Binds

    private func bind(
        _ origin: FileOrigin, _ source: String, isWritable: Bool, at target: String
    ) throws(StepError) -> Mount {
        guard let foreign = try origins.files(of: origin) else {
            return try bindContext(source, isWritable: isWritable, at: target)
        }
        return try bindRoot(foreign.layers, source, isWritable: isWritable, at: target)
    }

    /// The context itself where nothing is left out of it; else, and where it is written to, a copy that goes afterwards.
    private func bindContext(_ source: String, isWritable: Bool, at target: String) throws(StepError) -> Mount {
        let tree = origins.context.tree
        let found: [SourceSelection]
        do { found = try SourceSelection.select(source, in: tree, excludes: { _ in false }) } catch {
            throw .tree(error)
        }
        let isDirectory = found.first?.top.kind == .directory
        if !isWritable, !tree.isFiltered, found.count == 1, let only = found.first {
            let path = FilePath(tree.path + "/" + only.top.path.text)
            return Mount(.bind(path, isDirectory: isDirectory, isReadOnly: true), at: target)
        }
        let place = try newFolder()
        do throws(WriteError) {
            let copier = FileCopier(
                tree: tree, writer: try RootWriter(at: place), owner: nil, keepsOwners: false, mode: nil)
            _ = try copier.copy(found, to: "/content", keepsParents: false)
        } catch {
            throw .write(error)
        }
        return Mount(.bind(FilePath(place + "/content"), isDirectory: isDirectory, isReadOnly: !isWritable), at: target)
    }

    private func bindRoot(
        _ layers: [Layer], _ source: String, isWritable: Bool, at target: String
    ) throws(StepError) -> Mount {
        let root = try ForeignRoot(layers, store: services.store)
        roots.append(root)
        do throws(TreeError) {
            let tree = root.tree
            let place = TreePath(ContainerPath.resolve(source, from: "/").dropFirst().description)
            guard let real = try tree.resolved(place),
                let entry = try tree.entry(at: real)
            else { throw .missing(path: source) }
            let path = FilePath(tree.path + "/" + real.text)
            return Mount(
                .bind(path, isDirectory: entry.kind == .directory, isReadOnly: !isWritable), at: target)
        } catch {
            throw .tree(error)
        }
    }

    // MARK: Secrets, agents, scripts

    private func addSecret(
        _ id: String, _ isRequired: Bool, _ owner: Owner, _ mode: UInt32, _ variable: String?, at target: String
    ) throws(StepError) {
        guard let content = services.request.secrets[id] else {
            guard isRequired else { return }
            throw .refused(
                message: "The secret `\(id)` was not given.", advice: "Give it with `--secret id=\(id),src=FILE`.")
        }
        if let variable {
            environment.append("\(variable)=\(String(decoding: content, as: UTF8.self))")
            return
        }
        let path = try secretPath()
        try make(path, content, mode: 0o600)
        guard chown(path, owner.uid, owner.gid) == 0, chmod(path, mode) == 0 else {
            throw .write(.system(path: target, errno))
        }
        list.append(.file(FilePath(path), at: target))
    }

    private func secretPath() throws(StepError) -> String {
        do throws(RuntimeError) {
            let memory: Scratch
            if let known = self.memory { memory = known } else { memory = try Scratch(in: try Isolation.entered()) }
            self.memory = memory
            count += 1
            return memory.path.appending("secret\(count)").string
        } catch {
            throw .runtime(error)
        }
    }

    private func addAgent(_ isRequired: Bool, at target: String) throws(StepError) {
        guard let socket = services.request.agentSocket, access(socket, F_OK) == 0 else {
            guard isRequired else { return }
            throw .refused(message: "No SSH agent runs: SSH_AUTH_SOCK is not set.", advice: "Start one: ssh-agent.")
        }
        list.append(.file(FilePath(socket), at: target))
        environment.append("SSH_AUTH_SOCK=" + target)
    }

    private func addScript(_ script: InlineFile) throws(StepError) {
        guard !script.name.contains("/"), script.name != ".", script.name != ".." else {
            throw .refused(
                message: "`\(script.name)` is not a valid name for a script.",
                advice: "Name the heredoc with one word: <<EOF.")
        }
        let place = try newFolder()
        let path = place + "/" + script.name
        try make(path, Array(script.content.utf8), mode: 0o755)
        guard chmod(path, 0o755) == 0 else { throw .write(.system(path: RunAction.scriptFolder, errno)) }
        list.append(.directory(FilePath(place), at: RunAction.scriptFolder))
    }

    /// Wheels that `slipway prepare` kept: pip finds them by itself.
    private func addWheelhouse(_ command: RunAction) {
        guard let wheelhouse = Wheelhouse(in: services.store) else { return }
        list.append(.directory(FilePath(wheelhouse.path), at: Wheelhouse.target))
        environment += wheelhouse.environment(for: command, hasNetwork: services.request.hasNetwork)
        note = "wheelhouse: \(wheelhouse.count) wheel\(wheelhouse.count == 1 ? "" : "s")"
    }

    private func make(_ path: String, _ content: [UInt8], mode: mode_t) throws(StepError) {
        do throws(FileError) { try WholeFile.write(content, into: path, mode: mode) } catch {
            throw .write(.file(error))
        }
    }

    private func newFolder() throws(StepError) -> String {
        count += 1
        let path = "\(folder.path)/\(count)"
        guard mkdir(path, 0o755) == 0 else { throw .write(.system(path: path, errno)) }
        return path
    }

    // MARK: Caches

    private func addCache(_ mount: RunMount) throws(StepError) {
        guard
            case .cache(let id, let origin, let source, let sharing, let mode, let uid, let gid, let isReadOnly) = mount
                .kind
        else { return }
        // What another stage fills is another cache when that stage changes.
        let base = try origin.map { (origin) throws(StepError) in try origins.identity(of: origin) } ?? ""
        let folder = CacheFolder(id: base + id, in: services.store)
        let (path, lock) = try folder.choose(sharing: sharing)
        if let lock { locks.append(lock) }
        try folder.make(path, mode: mode, owner: Owner(uid: uid, gid: gid)) { (place) throws(StepError) in
            if let origin { try fill(place, from: origin, source) }
        }
        list.append(.directory(FilePath(path), at: mount.target, isReadOnly: isReadOnly))
    }

    private func fill(_ place: String, from origin: FileOrigin, _ source: String) throws(StepError) {
        let foreign = try origins.files(of: origin).map { (foreign) throws(StepError) in
            try ForeignRoot(foreign.layers, store: services.store)
        }
        let tree = foreign?.tree ?? origins.context.tree
        let found: [SourceSelection]
        do { found = try SourceSelection.select(source, in: tree, excludes: { _ in false }) } catch {
            throw .tree(error)
        }
        do throws(WriteError) {
            let copier = FileCopier(
                tree: tree, writer: try RootWriter(at: place), owner: nil, keepsOwners: foreign != nil, mode: nil)
            _ = try copier.copy(found, to: "/", keepsParents: false)
        } catch {
            throw .write(error)
        }
        withExtendedLifetime(foreign) {}
    }
}
