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
    let run: PlanRun
    var build: Build { run.build }

    /// What a step that ran leaves.
    struct Done {
        var layer: Layer?
        var fileBytes: Int64?
        var placements: [FileCopier.Placement] = []
        var note: String?
    }

    func readInputs() throws(StepError) -> StepInputs {
        switch effect.action {
        case .configure, .makeDirectory: StepInputs()
        case .copy(let copy): try CopyInputs(copy, run: run).read()
        case .run(let command): try RunInputs(command, run: run).read()
        }
    }

    /// Files of another stage are in the inputs' parts, by their digest.
    private var takesForeignFiles: Bool {
        if case .copy(let copy) = effect.action { copy.origin != .context } else { false }
    }

    /// The inputs with all that performing the step needs, once it has missed.
    func complete(_ inputs: StepInputs) throws(StepError) -> StepInputs {
        guard case .copy(let copy) = effect.action else { return inputs }
        return try CopyInputs(copy, run: run).complete(inputs)
    }

    /// `--link`: the layer stands alone, and serves wherever the same files are copied to the same place.
    var isLinked: Bool { if case .copy(let copy) = effect.action { copy.isLinked } else { false } }

    /// The key of what the step stands on.
    var parent: Digest { isLinked ? Self.nothing : before.key }

    private static let nothing = Digest(of: Array("no parent".utf8))

    /// The key of the stage once the step is done.
    func stageKey(after key: Digest) -> Digest {
        guard isLinked else { return key }
        var stage = CacheKey(parent: before.key, instruction: "link")
        stage.add([key.description])
        return stage.digest
    }

    func key(_ inputs: StepInputs) -> Digest {
        var key = CacheKey(parent: parent, instruction: effect.expanded)
        // Times of files are a part of the layer, too, where they are fixed.
        if let date = build.request.sourceDate, effect.action.makesLayer { key.add(["SOURCE_DATE_EPOCH \(date)"]) }
        switch effect.action {
        case .configure: break
        case .makeDirectory(let path, let user): key.add([path, user ?? ""])
        case .copy(let copy): key.add(copy.keyParts)
        case .run(let command):
            key.add(command.arguments)
            key.add([
                command.script?.content ?? "", command.network.rawValue, build.request.hasNetwork ? "" : "no network",
            ])
            key.add(effect.arguments)
        }
        key.add(inputs.parts)
        if !takesForeignFiles { key.add(inputs.files) }
        return key.digest
    }

    func perform(_ inputs: StepInputs) throws(StepError) -> Done {
        switch effect.action {
        case .configure: return Done()
        case .makeDirectory(let path, let user): return try makeDirectory(path, user: user)
        case .copy(let copy): return try CopyStep(copy: copy, inputs: inputs, work: self).perform()
        case .run(let command): return try RunStep(command: command, inputs: inputs, work: self).perform()
        }
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
        let store = build.store
        do {
            let snapshot = try store.beginSnapshot()
            do {
                let root = try StepRoot(
                    layers: isLinked ? [] : before.layers, snapshot: snapshot, mounts: mounts, store: store)
                var done = try body(root.path)
                try root.close()
                if done.fileBytes == nil { done.fileBytes = Self.fileBytes(below: snapshot.upper.string) }
                done.layer = try store.commit(snapshot)
                return done
            } catch {
                try? store.discard(snapshot)
                throw error
            }
        } catch let error as StepError {
            throw error
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .host("\(error)")
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

extension CopyAction {
    /// Everything about the instruction that changes the result.
    fileprivate var keyParts: [String] {
        var parts = [isAdd ? "ADD" : "COPY", destination, owner ?? "", mode ?? "", checksum ?? ""]
        parts += ["\(isLinked) \(keepsParents) \(unpacks.map { "\($0)" } ?? "")"]
        parts += ["\(sources.count)"] + sources + ["\(excludes.count)"] + excludes
        return parts + inlineFiles.flatMap { [$0.name, $0.content] }
    }
}
