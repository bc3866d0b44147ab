internal import BuildPlan
internal import ImageFormat
public import ImageStore

/// Lines of the Dockerfile for entries of an image's history, where the build that made the image is remembered.
public struct InstructionLines {
    private var lines: [Int: Int] = [:]

    /// - Parameter builds: those that are remembered.
    public init(of image: StoredImage, builds: KeptBuilds) {
        let made = builds.ids.lazy.map(builds.build).first { $0.imageID == image.id.description }
        self.init(
            history: image.config.history, outline: made?.outline ?? BuildOutline(stages: [], steps: []))
    }

    init(history: [HistoryEntry], outline: BuildOutline) {
        let target = outline.stages.last { $0.isNeeded }?.index
        var steps = outline.steps.filter { $0.stage == target && $0.keyword != "FROM" }
        // From the last one up, for as long as history and Dockerfile tell of the same instructions.
        for entry in history.indices.reversed() {
            guard let step = steps.popLast(), let words = history[entry].createdBy,
                words.hasPrefix(step.keyword)
            else { return }
            lines[entry] = step.firstLine
        }
    }

    /// From 1; nil where nobody knows it: instructions of the base image, and of another builder.
    public subscript(entry: Int?) -> Int? { entry.flatMap { lines[$0] } }
}
