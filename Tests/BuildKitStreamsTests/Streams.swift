import BuildKitStreams
import BuildPlan
import DockerfileSyntax
import ImageFormat

/// A Dockerfile, and what an engine says of its build.
struct Streamed {
    var dockerfile: String
    var expectations: [StepID: StepExpectation] = [:]

    var outline: BuildOutline {
        get throws {
            try Planner(arguments: [:], platform: .host, target: nil).plan(
                Dockerfile.parse(utf8: Array(dockerfile.utf8))
            )
            .outline
        }
    }

    func events(
        _ lines: String, by reader: some SolveReader, end: EngineEnd
    ) throws -> [BuildEvent] {
        var reader = reader
        var translation = BuildTranslation(
            outline: try outline, dockerfile: "Dockerfile", expectations: expectations,
            baseNotes: ["python:3.11-alpine": "a note"]
        ) { _, status, output in "advice for \(status): \(output)" }
        var events = translation.begin(at: 0)
        for (index, line) in lines.split(separator: "\n").enumerated() {
            events += translation.read(reader.updates(of: Array(line.utf8)[...]), at: Double(index))
        }
        return events + translation.end(end, at: 100)
    }

    /// Each step's end as a word, in the order of the file, and the number of times that it was told.
    func ends(_ events: [BuildEvent]) throws -> [String] {
        try outline.steps.map { step in
            let finishes = events.compactMap { event -> StepFinish? in
                if case .stepFinished(let finish) = event, finish.step == step.id { finish } else { nil }
            }
            return "\(step.keyword) " + finishes.map { Self.word($0.outcome) }.joined(separator: "+")
        }
    }

    private static func word(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .cached: "cached"
        case .done: "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .cancelled: "cancelled"
        }
    }
}

extension [BuildEvent] {
    func finish(_ step: Int) -> StepFinish? {
        lazy.compactMap { if case .stepFinished(let finish) = $0, finish.step == StepID(step) { finish } else { nil } }
            .first
    }

    func log(_ step: Int) -> String {
        compactMap { if case .stepLog(let log) = $0, log.step == StepID(step) { log.text } else { nil } }.joined()
    }

    var result: BuildResult? { if case .finished(let result)? = last { result } else { nil } }
}

extension EngineEnd {
    static let succeeded = EngineEnd.succeeded(imageID: "sha256:1", tags: ["app:v1"], size: 7)
}
