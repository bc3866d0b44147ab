internal import BuildPlan
internal import Builder
internal import CommandLines
internal import Dispatch
internal import Forecast
internal import ImageStore
internal import LabModel
internal import Surroundings
internal import Synchronization
internal import SystemPackage

/// Answers what a build would do, one question after another, on a thread of its own; a question that a newer one has
/// overtaken is given up.
final class ForecastAnswers: Sendable {
    private let place: Workplace
    private let mailbox: Mailbox
    private let queue = DispatchQueue(label: "slipway.forecast")
    private let latest = Mutex<RunID?>(nil)
    /// Made at the first question, for as long as its store can be opened: it keeps digests of what it has read.
    private let forecaster = Mutex<Forecaster?>(nil)

    init(place: Workplace, mailbox: Mailbox) {
        self.place = place
        self.mailbox = mailbox
    }

    func ask(_ question: ForecastQuestion, as run: RunID) {
        latest.withLock { $0 = run }
        queue.async { self.answer(question, run) }
    }

    private func answer(_ question: ForecastQuestion, _ run: RunID) {
        guard !isStale(run), let request = request(question), let forecaster = opened() else { return }
        let forecast = forecaster.forecast(request, unsaved: question.unsaved) { isStale(run) }
        if let forecast { mailbox.send(.forecast(run, forecast)) }
    }

    private func isStale(_ run: RunID) -> Bool { latest.withLock { $0 != run } }

    private func opened() -> Forecaster? {
        forecaster.withLock { known in
            if let known { return known }
            guard let store = try? Store.open(at: FilePath(place.home)) else { return nil }
            known = Forecaster(store: store, checkout: place.surroundings.checkout)
            return known
        }
    }

    /// The build that F5 would start, of the learner's folder; nil for a command line that the build will refuse.
    private func request(_ question: ForecastQuestion) -> BuildRequest? {
        guard let options = question.line.options, options.path == "." else { return nil }
        let name = options.file ?? "Dockerfile"
        var request = BuildRequest(
            dockerfile: .file(path: place.workspace + "/" + name, shown: name), context: place.workspace,
            shownContext: ".", target: options.target, ignoresCache: options.noCache,
            uncachedStages: Set(options.noCacheFilter),
            hasNetwork: options.network != "none" && !place.surroundings.isOffline)
        request.mayFetch = !place.surroundings.isOffline
        request.sourceDate = place.surroundings.variables["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
        return request
    }
}
