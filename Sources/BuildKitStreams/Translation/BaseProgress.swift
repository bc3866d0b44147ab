internal import BuildPlan

/// Finds the FROM steps that use a base image, and adds up the progress of its pull.
struct BaseProgress {
    private var steps: [String: [StepID]] = [:]
    private var parts: [String: [String: SolveProgress]] = [:]
    private var toldAt: [String: Double] = [:]

    /// The least number of seconds between two progress events of the same base.
    private static let beat = 0.1

    init(_ outline: BuildOutline) {
        for stage in outline.stages where stage.isNeeded {
            guard let from = outline.steps.first(where: { $0.stage == stage.index && $0.keyword == "FROM" }) else {
                continue
            }
            steps[VertexName.familiar(stage.base), default: []].append(from.id)
        }
    }

    func steps(of base: String) -> [StepID] { steps[base] ?? [] }

    /// The progress events for the sum of all layers. There are none for parts of unknown size, nor shortly after other
    /// events of the same base.
    mutating func progress(_ part: SolveProgress, of base: String, at time: Double) -> [StepProgress] {
        guard part.total != nil else { return [] }
        parts[base, default: [:]][part.part] = part
        guard time - (toldAt[base] ?? -1) >= Self.beat else { return [] }
        toldAt[base] = time
        let all = parts[base, default: [:]].values
        let completed = all.reduce(0) { $0 + min($1.completed, 1 << 40) }
        let total = all.reduce(0) { $0 + min($1.total ?? 0, 1 << 40) }
        return steps(of: base).map {
            StepProgress(step: $0, activity: "fetching layers", completed: completed, total: total, unit: "bytes")
        }
    }
}

/// Finds the stages that an instruction names.
enum StageReferences {
    /// The stages that a step names with `--from=` or `from=`, and the one that its own stage builds on.
    static func stages(named step: StepOutline, in outline: BuildOutline) -> [Int] {
        var names = step.text.split { $0 == " " || $0 == "," }.compactMap { word -> String? in
            guard let range = word.firstRange(of: "from=") else { return nil }
            return String(word[range.upperBound...])
        }
        if let base = outline.stages.first(where: { $0.index == step.stage })?.base { names.append(base) }
        return names.compactMap { name in
            outline.stages.last { $0.index < step.stage && ($0.name == name.lowercased() || "\($0.index)" == name) }?
                .index
        }
    }
}

/// Explains to a learner why a build did not begin.
enum EngineRefusal {
    static func refusal(_ said: String, isEngineGone: Bool) -> Refusal {
        let message =
            said.prefix(1).uppercased() + said.dropFirst() + (said.hasSuffix(".") || said.hasSuffix("?") ? "" : ".")
        guard isEngineGone else { return Refusal(location: nil, message: message, advice: advice(said)) }
        return Refusal(
            location: nil, message: "The engine does not answer: \(message)",
            advice:
                "Start Docker, or say which one is meant with DOCKER_HOST or `docker context use`. `slipway doctor` lists the engines that work; --engine own needs none."
        )
    }

    /// The advice for what the client said. It names an unknown flag of its own with dashes, and one of the Dockerfile
    /// without.
    private static func advice(_ said: String) -> String? {
        let words = said.lowercased()
        guard words.contains("unknown flag: "), !words.contains("unknown flag: -") else { return nil }
        return
            "The flag is newer than this Docker's builder. Use a newer Docker, or add --engine own. With a network the first line `# syntax=docker/dockerfile:1` fetches a newer reader of the Dockerfile."
    }
}
