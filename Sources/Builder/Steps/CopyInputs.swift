internal import ImageStore
internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import SystemPackage

/// Finds the files of a COPY or ADD.
struct CopyInputs {
    private let copy: CopyAction
    private let run: PlanRun

    init(_ copy: CopyAction, run: PlanRun) {
        self.copy = copy
        self.run = run
    }

    func read() throws(StepError) -> StepInputs {
        guard let (layers, origin) = try foreign() else {
            return try files(in: run.context.tree, keepsOwners: false)
        }
        let known = ForeignFiles(copy, of: origin, in: run.build.store)
        if let digest = known.digest() { return StepInputs(parts: ["files \(digest)"]) }
        return try list(layers, known)
    }

    /// Lists the files where only their digest is known: a step that missed needs them.
    func complete(_ inputs: StepInputs) throws(StepError) -> StepInputs {
        guard inputs.tree == nil, let (layers, origin) = try foreign() else {
            var inputs = inputs
            inputs.remotes = try fetched(inputs.remotes)
            return inputs
        }
        return try list(layers, ForeignFiles(copy, of: origin, in: run.build.store))
    }

    private func list(_ layers: [Layer], _ known: ForeignFiles) throws(StepError) -> StepInputs {
        let root = try ForeignRoot(layers, store: run.build.store)
        var inputs = try files(in: root.tree, keepsOwners: true)
        inputs.root = root
        inputs.parts = ["files \(known.keep(inputs.files))"]
        return inputs
    }

    /// The layers that the files lie in, and what stands for them; nil for the build context.
    private func foreign() throws(StepError) -> ([Layer], Digest)? {
        switch copy.origin {
        case .context: return nil
        case .stage(let index):
            guard let stage = run.result(of: index) else { throw .instruction(.unknownStage("\(index)")) }
            return (stage.layers, stage.key)
        case .image(let name):
            let image = try run.image(name) { _ in }
            return (image.layers, image.image.id)
        }
    }

    /// The files of each source, in the order of the instruction.
    func files(in tree: FileTree, keepsOwners: Bool) throws(StepError) -> StepInputs {
        let reader = InputReader(
            tree: tree, cache: run.context.digests(in: run.build.store), keepsOwners: keepsOwners,
            holdingFolder: run.build.store.path.string + "/tmp")
        let excludes: IgnorePatterns
        do { excludes = try IgnorePatterns(excluding: copy.excludes) } catch {
            throw .refused(message: "--exclude: \(error.message)", advice: nil)
        }
        var inputs = StepInputs(tree: tree)
        inputs.remotes = try remotes()
        inputs.files = inputs.remotes.map(\.input)
        do throws(TreeError) {
            for source in local {
                let found = try SourceSelection.select(source, in: tree, excludes: excludes.isExcluded)
                if found.isEmpty { inputs.unmatched.append(source) }
                for var selection in found {
                    inputs.files += try reader.inputs(&selection)
                    inputs.selections.append(selection)
                }
            }
        } catch {
            throw .tree(error)
        }
        return inputs
    }

    // MARK: URLs

    /// The sources that are files of the origin.
    private var local: [String] { copy.isAdd ? copy.sources.filter { !RemoteFile.isURL($0) } : copy.sources }

    /// What a URL gives counts by its content. With a checksum that is known beforehand, so nothing is fetched.
    private func remotes() throws(StepError) -> [RemoteFile] {
        guard copy.isAdd else { return [] }
        let expected = try checksum()
        var files: [RemoteFile] = []
        for source in copy.sources {
            if RemoteFile.isGit(source) {
                throw .refused(
                    message: "ADD does not fetch from git here: `\(source)`.",
                    advice: "Clone it beside the Dockerfile, and COPY the folder.")
            }
            guard RemoteFile.isURL(source) else { continue }
            if let expected {
                files.append(RemoteFile(url: source, content: expected))
            } else {
                files.append(try RemoteFetch(build: run.build).file(source))
            }
        }
        if copy.checksum != nil, files.isEmpty {
            throw .refused(message: "--checksum is for files that ADD takes from a URL.", advice: "Leave it out.")
        }
        return files
    }

    private func checksum() throws(StepError) -> Digest? {
        guard let text = copy.checksum else { return nil }
        guard let digest = Digest(text) else {
            throw .refused(
                message: "`--checksum=\(text)` is not a valid checksum.",
                advice: "Write it as sha256: and 64 hexadecimal digits.")
        }
        return digest
    }

    /// The fetched files, each as its checksum says.
    private func fetched(_ remotes: [RemoteFile]) throws(StepError) -> [RemoteFile] {
        try remotes.map { (remote) throws(StepError) in
            guard remote.file == nil else { return remote }
            let file = try RemoteFetch(build: run.build).file(remote.url)
            guard file.content == remote.content else {
                throw .refused(
                    message: "`\(remote.url)` is not what --checksum says: it gave \(file.content).",
                    advice: "Make sure that the file is the one you want before you change the checksum.")
            }
            return file
        }
    }
}
