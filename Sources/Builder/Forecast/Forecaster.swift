internal import BuildPlan
public import Forecast
public import ImageStore
public import Surroundings

/// Says what a build would do, without doing any of it: it reads the Dockerfile, the context and what the store
/// remembers, and writes nothing.
///
/// Keys are made by the same code as in a build. Digests of files that it reads are kept by their `stat` for as long as
/// it lives, so that the next forecast costs no more than looking at the context. Safe to use from several threads.
public final class Forecaster: Sendable {
    private let store: Store
    private let checkout: Checkout?
    private let digests: StatCache

    public init(store: Store, checkout: Checkout?) {
        self.store = store
        self.checkout = checkout
        digests = store.statCache()
    }

    /// What a build would do if it began now.
    ///
    /// - Parameters:
    ///   - unsaved: texts that an editor has not saved yet, by their path in the context. With them, paths of the
    ///     request have to be absolute.
    ///   - isStale: whether nobody wants to know any longer; asked between steps.
    /// - Returns: nil where nobody wanted to know any longer.
    public func forecast(
        _ request: BuildRequest, unsaved: [String: [UInt8]] = [:], isStale: () -> Bool = { false }
    ) -> BuildForecast? {
        let services = BuildServices(
            request: request, store: store, checkout: checkout, cancellation: Cancellation(), emit: { _ in },
            onTick: nil)
        do throws(BuildStop) {
            let unsaved = UnsavedFiles(unsaved)
            let text = try DockerfileText(request, unsaved: unsaved)
            var plan = try Plan.make(of: text, for: request) { _ in }
            let outline = plan.outline
            _ = try plan.cut(for: request)
            let context = try BuildContext(request, ignored: text.ignored, unsaved: unsaved, digests: digests)
            let run = ForecastRun(services: services, plan: plan, context: context)
            guard let forecasts = run.perform(isStale: isStale) else { return nil }
            let steps = outline.steps.map { step in
                ForeseenStep(step, forecasts[step.id] ?? Self.unseen(step, in: plan))
            }
            return .planned(outline, steps)
        } catch {
            guard case .refused(let refusals) = error else { return .refused([]) }
            return .refused(refusals)
        }
    }

    private static func unseen(_ step: StepOutline, in plan: Plan) -> StepForecast {
        let isNeeded = plan.stages.first { $0.index == step.stage }?.isNeeded ?? false
        return isNeeded ? .notReached : .notNeeded
    }
}
