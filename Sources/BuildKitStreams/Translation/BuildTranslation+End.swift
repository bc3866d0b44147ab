public import BuildPlan

/// Translates the end of the build.
extension BuildTranslation {
    /// The remaining events of the build after the engine has ended.
    public mutating func end(_ end: EngineEnd, at time: Double) -> [BuildEvent] {
        switch end {
        case .succeeded(let id, let tags, let size):
            var events: [BuildEvent] = []
            for stage in outline.stages where stage.isNeeded {
                events += catchUp(inStage: stage.index, above: nil, at: time)
            }
            let image = BuiltImage(
                imageID: id, tags: tags, size: size, hits: counts.hits, executed: counts.executed, secondsSaved: 0)
            return events + [.finished(.succeeded(image))]
        case .failed: return endFailed(at: time)
        case .cancelled: return endRunning(at: time) + skipRest(at: time) + [.finished(.cancelled)]
        }
    }

    private mutating func endFailed(at time: Double) -> [BuildEvent] {
        var events: [BuildEvent] = []
        let running = outline.steps.first { isRunning($0.id) }
        let last = running.map { output.last(of: $0.id) }?.split(separator: "\n").last.map(String.init)
        let said = tail.sentence ?? last.map(FailureText.cleaned) ?? "the engine ended without saying why"
        if failed == nil, let blamed = blamedStep ?? running.map(\.id) {
            let words = tail.isEngineGone ? "the engine was gone while this ran: \(said)" : said
            events += fail(blamed, words, took: elapsed(blamed, at: time), at: time)
        }
        events += endRunning(at: time) + skipRest(at: time)
        if let failed { return events + [.finished(.failed(failed))] }
        return events + [.finished(.refused([EngineRefusal.refusal(said, isEngineGone: tail.isEngineGone)]))]
    }

    /// The step that BuildKit's last lines name as the cause, where the stream did not report its failure.
    private var blamedStep: StepID? {
        guard let line = tail.blamedLine(in: dockerfile) else { return nil }
        return outline.steps.first {
            ($0.firstLine...max($0.firstLine, $0.lastLine)).contains(line) && states[$0.id] != .ended
        }?.id
    }

    private mutating func endRunning(at time: Double) -> [BuildEvent] {
        outline.steps.filter { isRunning($0.id) }.flatMap {
            end($0.id, .cancelled, took: elapsed($0.id, at: time), at: time)
        }
    }

    private mutating func skipRest(at time: Double) -> [BuildEvent] {
        outline.steps.flatMap { end($0.id, .skipped, at: time) }
    }
}
