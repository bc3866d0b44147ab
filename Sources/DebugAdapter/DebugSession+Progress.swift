public import BuildPlan
internal import ImageFormat

/// The progress of a build, for clients that show it.
extension DebugSession {
    /// Called when a build begins.
    public mutating func buildBegan() -> [Task] {
        guard client.showsProgress, !showsBuild else { return [] }
        shownBuilds += 1
        showsBuild = true
        let words: KeyValuePairs<String, JSON?> = ["progressId": progressID, "title": .string("Building the image")]
        return [event("progressStart", words)]
    }

    /// Called when a step begins.
    ///
    /// - Parameter steps: all steps of the build.
    public mutating func stepBegan(_ step: StepID, of steps: [StepOutline]) -> [Task] {
        guard showsBuild, let place = steps.firstIndex(where: { $0.id == step }) else { return [] }
        let words: KeyValuePairs<String, JSON?> = [
            "progressId": progressID, "message": .string(steps[place].text),
            "percentage": .integer(Int64(place * 100 / steps.count)),
        ]
        return [event("progressUpdate", words)]
    }

    mutating func progressEnd() -> [Task] {
        guard showsBuild else { return [] }
        showsBuild = false
        return [event("progressEnd", ["progressId": progressID])]
    }

    private var progressID: JSON { .string("build-\(shownBuilds)") }
}
