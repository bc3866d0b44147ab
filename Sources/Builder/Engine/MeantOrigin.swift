internal import BuildPlan
internal import ImageFormat
internal import ImageStore
internal import Matching

/// Suggests the stage or the image that was meant, where a name is neither a stage nor an image that can be fetched.
struct MeantOrigin {
    let plan: Plan
    let store: Store

    /// What to say ahead of other advice; nil where the step failed of something else, or nothing is near.
    func hint(for error: StepError, in step: PlannedStep) -> String? {
        guard case .base(.pull(let name, _)) = error else { return nil }
        let typed = name.hasSuffix(":latest") ? String(name.dropLast(":latest".count)) : name
        let above = plan.stages.filter { ($0.steps.last ?? $0.from).id < step.id }
        if let meant = Spelling.nearest(to: typed, among: above.compactMap(\.name)),
            let stage = above.last(where: { $0.name == meant })
        {
            return "There is no stage `\(typed)` above. Did you mean `\(meant)`, the stage of line \(stage.from.line)?"
        }
        let names = (try? store.images().flatMap { $0.references.map(\.familiar) }) ?? []
        return NearestImage.nearest(to: name, among: names).map { "The store has `\($0)`: did you mean that?" }
    }
}
