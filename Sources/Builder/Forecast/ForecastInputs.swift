internal import BuildPlan
internal import Forecast

/// What a step takes in, as far as it is known without mounting, listing or fetching anything.
struct ForecastInputs {
    let effect: StepEffect
    let run: ForecastRun

    /// Why the inputs are not known; nil where they are.
    func question() throws(StepError) -> OpenQuestion? {
        switch effect.action {
        case .configure, .makeDirectory: return nil
        case .files(let files): return try question(files)
        case .run(let command):
            for mount in command.mounts {
                if let origin = mount.keyedOrigin, let found = try run.question(about: origin) { return found }
            }
            return nil
        }
    }

    private func question(_ files: FilesAction) throws(StepError) -> OpenQuestion? {
        if case .add(nil, _) = files.kind, let url = files.sources.first(where: RemoteFile.isURL) {
            return .download(url)
        }
        if let found = try run.question(about: files.origin) { return found }
        guard let foreign = try run.files(of: files.origin) else { return nil }
        guard ForeignFiles(files, of: foreign.digest, in: run.services.store).digest() == nil else { return nil }
        switch files.origin {
        case .context: return nil
        case .image(let name): return .files(of: name)
        case .stage(let index):
            if let maker = run.base(index)?.makers.named { return .step(maker) }
            if let first = try run.stage(index).firstMiss { return .step(first) }
            return .files(of: run.plan.stages[index].name ?? "stage \(index)")
        }
    }

    func read() throws(StepError) -> StepInputs {
        switch effect.action {
        case .configure, .makeDirectory: return StepInputs()
        case .run(let command): return try RunInputs(command, services: run.services, origins: run).read()
        case .files(let files):
            guard let foreign = try run.files(of: files.origin) else {
                return try CopyInputs(files, services: run.services, origins: run)
                    .files(in: run.context.tree, keepsOwners: false)
            }
            let digest = ForeignFiles(files, of: foreign.digest, in: run.services.store).digest()
            return StepInputs(parts: digest.map { ["files \($0)"] } ?? [])
        }
    }
}

extension RunMount {
    /// The stage or image whose key counts for the step.
    fileprivate var keyedOrigin: FileOrigin? {
        switch kind {
        case .bind(let origin, _, _): origin
        case .cache(_, let origin, _, _, _, _, _, _): origin
        case .temporary, .secret, .agent: nil
        }
    }
}
