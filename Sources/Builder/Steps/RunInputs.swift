internal import BuildPlan
internal import DockerfileSyntax
internal import ImageStore

/// Finds the files that a RUN's bind mounts declare.
struct RunInputs {
    private let command: RunAction
    private let services: BuildServices
    private let origins: any Origins

    init(_ command: RunAction, services: BuildServices, origins: any Origins) {
        self.command = command
        self.services = services
        self.origins = origins
    }

    func read() throws(StepError) -> StepInputs {
        var inputs = StepInputs()
        for mount in command.mounts {
            switch mount.kind {
            case .bind(.context, let source, _):
                let copy = FilesAction(sources: [source], destination: mount.target)
                let found = try CopyInputs(copy, services: services, origins: origins).read()
                inputs.files += found.files
                inputs.selections += found.selections
                inputs.tree = found.tree
            case .bind(let origin, _, _), .cache(_, .some(let origin), _, _, _, _, _, _):
                inputs.parts.append(try origins.identity(of: origin))
            case .cache, .temporary, .secret, .agent: continue
            }
        }
        return inputs
    }
}
