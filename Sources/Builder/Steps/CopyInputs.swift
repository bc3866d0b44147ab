internal import ImageStore
internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat

/// Finds the files of a COPY or ADD.
struct CopyInputs {
    private let copy: CopyAction
    private let run: PlanRun

    init(_ copy: CopyAction, run: PlanRun) {
        self.copy = copy
        self.run = run
    }

    func read() throws(StepError) -> StepInputs {
        if copy.isAdd { try refuseRemote() }
        guard let (layers, origin) = try foreign() else {
            return try files(in: run.context.tree, keepsOwners: false)
        }
        let known = ForeignFiles(copy, of: origin, in: run.build.store)
        if let digest = known.digest() { return StepInputs(parts: ["files \(digest)"]) }
        return try list(layers, known)
    }

    /// Lists the files where only their digest is known: a step that missed needs them.
    func complete(_ inputs: StepInputs) throws(StepError) -> StepInputs {
        guard inputs.tree == nil, let (layers, origin) = try foreign() else { return inputs }
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
            tree: tree, cache: run.context.digests(in: run.build.store), keepsOwners: keepsOwners)
        let excludes: IgnorePatterns
        do { excludes = try IgnorePatterns(excluding: copy.excludes) } catch {
            throw .refused(message: "--exclude: \(error.message)", advice: nil)
        }
        var inputs = StepInputs(tree: tree)
        do throws(TreeError) {
            for source in copy.sources {
                for selection in try SourceSelection.select(source, in: tree, excludes: excludes.isExcluded) {
                    inputs.files += try reader.inputs(selection)
                    inputs.selections.append(selection)
                }
            }
        } catch {
            throw .tree(error)
        }
        return inputs
    }

    private func refuseRemote() throws(StepError) {
        for source in copy.sources {
            let isGit = source.hasSuffix(".git") || source.hasPrefix("git@") || source.hasPrefix("git://")
            if isGit {
                throw .refused(
                    message: "ADD does not fetch from git here: `\(source)`.",
                    advice: "Clone it beside the Dockerfile, and COPY the folder.")
            }
            if source.hasPrefix("http://") || source.hasPrefix("https://") {
                throw .refused(
                    message: "ADD does not fetch URLs here: `\(source)`.",
                    advice: "Download the file beside the Dockerfile, and COPY it.")
            }
        }
    }
}
