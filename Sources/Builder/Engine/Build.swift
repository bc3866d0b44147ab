public import BuildPlan
internal import ImageFormat
public import ImageStore
public import Surroundings

/// One build: reads the Dockerfile, plans, performs, and tells everything by events.
///
/// A build runs on the thread that calls `run`; stages that depend on nothing that is missing go on, on threads of its
/// own, while another waits for its process. What goes wrong with the learner's files is an event, never an error.
public final class Build {
    private let request: BuildRequest
    private let store: Store
    private let checkout: Checkout?
    private let cancellation: Cancellation
    private let emit: (TimedBuildEvent) -> Void
    /// Called about twenty times a second while a process of a step runs, with the seconds since the build's start;
    /// never at the same time as `emit`.
    public var onTick: ((Double) -> Void)?

    /// - Parameters:
    ///   - checkout: where recipes of stand-ins are; nil where there is no checkout.
    ///   - emit: called for each event, in order and one at a time, while `run` runs; not always on its thread.
    public init(
        _ request: BuildRequest, store: Store, checkout: Checkout?, cancellation: Cancellation = Cancellation(),
        emit: @escaping (TimedBuildEvent) -> Void
    ) {
        self.request = request
        self.store = store
        self.checkout = checkout
        self.cancellation = cancellation
        self.emit = emit
    }

    /// Builds, and returns what the last event says.
    public func run() -> BuildResult {
        RunningBuild(
            services: BuildServices(
                request: request, store: store, checkout: checkout, cancellation: cancellation, emit: emit,
                onTick: onTick)
        ).run()
    }
}

/// A build as it runs.
private struct RunningBuild {
    let services: BuildServices
    private var request: BuildRequest { services.request }

    func run() -> BuildResult {
        services.send(
            .started(
                BuildStart(
                    buildID: services.buildID, dockerfile: request.dockerfileName,
                    context: request.shownContext, folder: request.contextFolder, tags: request.tags.map(\.familiar),
                    wallClock: services.clock.wallClock)))
        let result: BuildResult
        do throws(BuildStop) { result = try build() } catch { result = Self.result(of: error) }
        services.send(.finished(result))
        return result
    }

    private func build() throws(BuildStop) -> BuildResult {
        let text = try DockerfileText(request)
        var plan = try Plan.make(of: text, for: request) { services.send(.warning($0)) }
        let stop = try plan.cut(for: request)
        services.send(.planned(plan.outline))
        let context = try BuildContext(request, ignored: text.ignored)
        let use: StoreUse
        do throws(StoreError) { use = try services.store.beginUse() } catch { throw .store(error) }
        defer { withExtendedLifetime(use) {} }
        return try PlanRun(services: services, plan: plan, of: text, stop: stop, context: context).perform()
    }

    private static func result(of stop: BuildStop) -> BuildResult {
        switch stop {
        case .refused(let refusals): .refused(refusals)
        case .failed(let step): .failed(step)
        case .cancelled: .cancelled
        case .store(let error):
            .refused([Refusal(location: nil, message: "The store cannot be used: \(error).", advice: nil)])
        case .internalFault(let fault): .refused([fault.refusal])
        }
    }
}
