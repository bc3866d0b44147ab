internal import CommandLines
internal import Dispatch
internal import Forecast
internal import Forecasting
internal import LabModel
internal import Surroundings
internal import Synchronization

/// Answers what a build would do, one question after another, on a thread of its own; a question that a newer one has
/// overtaken is given up.
final class ForecastAnswers: Sendable {
    private let mailbox: Mailbox
    private let queue = DispatchQueue(label: "slipway.forecast")
    private let latest = Mutex<RunID?>(nil)
    private let forecasts: WorkspaceForecasts

    init(place: Workplace, mailbox: Mailbox) {
        forecasts = WorkspaceForecasts(of: place)
        self.mailbox = mailbox
    }

    func ask(_ question: ForecastQuestion, as run: RunID) {
        latest.withLock { $0 = run }
        queue.async { self.answer(question, run) }
    }

    private func answer(_ question: ForecastQuestion, _ run: RunID) {
        guard !isStale(run), let options = question.line.options else { return }
        let forecast = forecasts.forecast(options, unsaved: question.unsaved) { isStale(run) }
        if let forecast { mailbox.send(.forecast(run, forecast)) }
    }

    private func isStale(_ run: RunID) -> Bool { latest.withLock { $0 != run } }
}
