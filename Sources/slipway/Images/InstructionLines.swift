import BuildPlan
import ImageFormat
import ImageStore

/// Lines of the Dockerfile for entries of an image's history, where the build that made the image is remembered.
struct InstructionLines {
    private var lines: [Int: Int] = [:]

    init(of image: StoredImage, builds: KeptBuilds) {
        guard let build = builds.ids.lazy.map(builds.build).first(where: { $0.imageID == image.id.description }) else {
            return
        }
        let target = build.outline.stages.last { $0.isNeeded }?.index
        var steps = build.outline.steps.filter { $0.stage == target && $0.keyword != "FROM" }
        let history = image.config.history
        // From the last one up, for as long as history and Dockerfile tell of the same instructions.
        for entry in history.indices.reversed() {
            guard let step = steps.popLast(), let words = history[entry].createdBy,
                words.hasPrefix(step.keyword)
            else { return }
            lines[entry] = step.firstLine
        }
    }

    /// From 1; nil where nobody knows it: instructions of the base image, and of another builder.
    subscript(entry: Int?) -> Int? { entry.flatMap { lines[$0] } }
}
