internal import BuildPlan

/// Why an image could not be fetched, out of the events of the build that was to fetch it: nobody has asked for a build,
/// so that its step and its place in a Dockerfile are left out.
enum FetchFailure {
    /// Sentences; nil where the events do not say.
    static func words(in stream: EventStream) -> String? {
        for timed in stream.events.reversed() {
            switch timed.event {
            case .stepFinished(let finish):
                guard case .failed(let failure) = finish.outcome else { continue }
                return sentence(failure.message, failure.advice)
            case .finished(.refused(let refusals)):
                return refusals.first.map { sentence($0.message, $0.advice) }
            case .finished(.cancelled): return "The download was stopped."
            case .finished, .started, .planned, .contextRead, .stepStarted, .stepProgress, .stepLog, .warning: continue
            }
        }
        return nil
    }

    private static func sentence(_ message: String, _ advice: String?) -> String {
        advice.map { message + "\n" + $0 } ?? message
    }
}
