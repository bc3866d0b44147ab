internal import BuildPlan

/// The FROMs that a base image serves, and how far it is fetched.
struct BaseProgress {
    private var steps: [String: [StepID]] = [:]
    private var parts: [String: [String: SolveProgress]] = [:]
    private var toldAt: [String: Double] = [:]

    /// Seconds between two words about the same base.
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

    /// The sum over the layers; nothing for parts of unknown size, and where something was said a moment ago.
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

/// The stages that an instruction names.
enum StageReferences {
    /// Those that `--from=` and `from=` name in a step, and the one that its stage stands on.
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

/// Why a build did not begin, in a learner's words.
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

    /// A flag that docker itself does not know has its dashes; one of the Dockerfile has none.
    private static func advice(_ said: String) -> String? {
        let words = said.lowercased()
        guard words.contains("unknown flag: "), !words.contains("unknown flag: -") else { return nil }
        return
            "The flag is newer than this Docker's builder. Use a newer Docker, or add --engine own. With a network the first line `# syntax=docker/dockerfile:1` fetches a newer reader of the Dockerfile."
    }
}
