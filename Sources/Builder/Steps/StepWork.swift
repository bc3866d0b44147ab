internal import BuildPlan
internal import ContainerRuntime
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// One step: what it stands on, its key, and doing it.
struct StepWork {
    let step: PlannedStep
    let effect: StepEffect
    /// The stage as the step finds it.
    let before: StageResult
    let services: BuildServices
    let origins: any Origins
    let schedule: StageSchedule

    /// The result of a step that ran.
    struct Done {
        var layer: Layer?
        var fileBytes: Int64?
        var placements: [FileCopier.Placement] = []
        var note: String?
    }

    func readInputs() throws(StepError) -> StepInputs {
        switch effect.action {
        case .configure, .makeDirectory: StepInputs()
        case .files(let files): try CopyInputs(files, services: services, origins: origins).read()
        case .run(let command): try RunInputs(command, services: services, origins: origins).read()
        }
    }

    /// The inputs with all that performing the step needs, once it has missed.
    func complete(_ inputs: StepInputs) throws(StepError) -> StepInputs {
        guard case .files(let files) = effect.action else { return inputs }
        return try CopyInputs(files, services: services, origins: origins).complete(inputs)
    }

    /// `--link`: the layer stands alone, and serves wherever the same files are copied to the same place.
    var isLinked: Bool { effect.action.isLinked }

    /// The key of what the step stands on.
    var parent: Digest { isLinked ? StepKey.nothing : before.key }

    /// The key of the stage once the step is done.
    func stageKey(after key: Digest) -> Digest {
        isLinked ? StepKey.stage(before.key, linking: key) : key
    }

    func key(_ inputs: StepInputs) -> Digest {
        StepKey.digest(of: effect, on: parent, inputs, for: services.request)
    }

    func perform(_ inputs: StepInputs) throws(StepError) -> Done {
        switch effect.action {
        case .configure: return Done()
        case .makeDirectory(let path, let user): return try makeDirectory(path, user: user)
        case .files(let files): return try copy(files, inputs)
        case .run(let command): return try RunStep(command: command, work: self).perform()
        }
    }

    private func copy(_ files: FilesAction, _ inputs: StepInputs) throws(StepError) -> Done {
        let step = CopyStep(files, inputs, store: services.store, sourceDate: services.request.sourceDate)
        return try layering { (root) throws(StepError) in try step.write(to: RootWriter.open(root)) }
    }

    private func makeDirectory(_ path: String, user: String?) throws(StepError) -> Done {
        try layering { (root) throws(StepError) in
            let writer = try RootWriter.open(root)
            // As --chown has it: a number stands for the group, too.
            let owner = try user.map { (text) throws(StepError) in try UserLookup(writer).owner(text) } ?? .root
            do throws(WriteError) { try writer.makeDirectory(path, owner: owner) } catch { throw .write(error) }
            return Done()
        }
    }

    /// Performs something on the root file system as the step finds it; what changes becomes the step's layer.
    func layering(
        mounts: [Mount]? = nil, _ body: (_ root: String) throws(StepError) -> Done
    ) throws(StepError) -> Done {
        let store = services.store
        let snapshot: Snapshot
        do throws(StoreError) { snapshot = try store.beginSnapshot() } catch { throw .store(error) }
        do throws(StepError) {
            let root = try StepRoot(
                layers: isLinked ? [] : before.layers, snapshot: snapshot, mounts: mounts, store: store)
            var done = try body(root.path)
            try root.close()
            if done.fileBytes == nil { done.fileBytes = Self.fileBytes(below: snapshot.upper.string) }
            do throws(StoreError) { done.layer = try store.commit(snapshot) } catch { throw StepError.store(error) }
            return done
        } catch {
            try? store.discard(snapshot)
            throw error
        }
    }
}

extension StepWork {
    /// Bytes of the files that a step left, each name counted; nil where they cannot be counted.
    private static func fileBytes(below path: String) -> Int64? {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        return try? TreeWalk.fileBytes(below: folder)
    }
}
