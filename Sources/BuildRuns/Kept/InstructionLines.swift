internal import BuildPlan
internal import ImageFormat
public import ImageStore

/// Finds the line of the Dockerfile for an entry of an image's history, if the build of the image is remembered.
public struct InstructionLines {
    private var steps: [Int: StepOutline] = [:]
    private let outline: BuildOutline

    /// - Parameter builds: the builds that are remembered.
    public init(of image: StoredImage, builds: KeptBuilds) {
        let made = builds.ids.lazy.map(builds.build).first { $0.imageID == image.id.description }
        self.init(
            history: image.config.history, outline: made?.outline ?? BuildOutline(stages: [], steps: []))
    }

    init(history: [HistoryEntry], outline: BuildOutline) {
        self.outline = outline
        let target = outline.stages.last { $0.isNeeded }
        var left = target.map { Self.steps(of: $0, in: outline) } ?? []
        // Both lists are walked from their ends for as long as history and Dockerfile name the same instructions.
        for entry in history.indices.reversed() {
            guard let step = left.popLast(), let words = history[entry].createdBy,
                words.hasPrefix(step.keyword)
            else { return }
            steps[entry] = step
        }
    }

    /// The instructions of a stage, after those of the stages that it builds on.
    private static func steps(of stage: StageOutline, in outline: BuildOutline) -> [StepOutline] {
        let base = outline.stages.last { other in
            other.index < stage.index && other.name?.lowercased() == stage.base.lowercased()
        }
        let above = base.map { steps(of: $0, in: outline) } ?? []
        return above + outline.steps.filter { $0.stage == stage.index && $0.keyword != "FROM" }
    }

    /// The line of a history entry, from 1; nil for instructions of the base image or of another builder.
    public subscript(entry: Int?) -> Int? { entry.flatMap { steps[$0]?.firstLine } }

    /// The stage from which the instruction of a history entry copies files; nil where it copies none from a stage.
    func origin(of entry: Int?) -> StageOutline? {
        guard let step = entry.flatMap({ steps[$0] }), step.keyword == "COPY" || step.keyword == "ADD" else {
            return nil
        }
        let word = step.text.split(whereSeparator: \.isWhitespace).first { $0.lowercased().hasPrefix("--from=") }
        guard let name = word?.dropFirst("--from=".count).lowercased() else { return nil }
        return outline.stages.last { stage in
            stage.index < step.stage && (stage.name?.lowercased() == name || "\(stage.index)" == name)
        }
    }
}
