internal import DockerfileSyntax

extension Plan {
    /// Cuts the plan off above the instruction that a line of the Dockerfile, from 1, belongs to: what stands above it in
    /// its stage becomes the image.
    ///
    /// - Returns: the step that the build stops before.
    /// - Throws: `nothingAbove` for a line that is FROM's, stands before it, or belongs to no instruction.
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
