internal import ImageStore
internal import BuildPlan
internal import DockerfileSyntax

/// Finds the files that a RUN's bind mounts declare.
struct RunInputs {
    private let command: RunAction
    private let run: PlanRun

    init(_ command: RunAction, run: PlanRun) {
        self.command = command
        self.run = run
    }

    func read() throws(StepError) -> StepInputs {
        var inputs = StepInputs()
        for mount in command.mounts {
            guard case .bind(let origin, let source, _) = mount.kind else { continue }
            switch origin {
            case .context:
                let copy = CopyAction(sources: [source], destination: mount.target)
                let found = try CopyInputs(copy, run: run).read()
                inputs.files += found.files
                inputs.selections += found.selections
                inputs.tree = found.tree
            case .stage(let index):
                guard let stage = run.result(of: index) else { throw .instruction(.unknownStage("\(index)")) }
                inputs.parts.append("stage \(stage.key)")
            case .image(let name):
                inputs.parts.append("image \(try run.image(name) { _ in }.image.id)")
            }
        }
        return inputs
    }
}
