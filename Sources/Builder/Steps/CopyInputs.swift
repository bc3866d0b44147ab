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
        switch copy.origin {
        case .context: return try files(in: run.context.tree, keepsOwners: false)
        case .stage(let index):
            guard let stage = run.result(of: index) else { throw .instruction(.unknownStage("\(index)")) }
            return StepInputs(parts: ["stage \(stage.key)"])
        case .image(let name):
            let image = try run.image(name) { _ in }
            return StepInputs(parts: ["image \(image.image.id)"])
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
