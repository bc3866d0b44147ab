internal import DockerfileSyntax

extension Plan {
    /// Ends the plan before the instruction at a line of the Dockerfile, from 1. The instructions above it in its stage
    /// make the image.
    ///
    /// - Returns: the step that the build stops before.
    /// - Throws: `nothingAbove` for a line of a FROM, a line before the first FROM, or one without an instruction.
    public mutating func stop(before line: Int) throws(PlanError) -> StepID {
        for stage in stages.indices {
            let place = stages[stage].steps.firstIndex { step in
                (step.statement.firstLine...max(step.statement.firstLine, step.statement.lastLine)).contains(line)
            }
            guard let place else { continue }
            let step = stages[stage].steps[place].id
            stages[stage].steps.removeSubrange(place...)
            target = stage
            for index in stages.indices { stages[index].isNeeded = false }
            Planner.markNeeded(from: stage, in: &stages)
            outline.stages = outline.stages.map { outlined in
                var outlined = outlined
                outlined.isNeeded = stages.first { $0.index == outlined.index }?.isNeeded ?? false
                return outlined
            }
            return step
        }
        throw PlanError(.nothingAbove(line), line: line)
    }
}
