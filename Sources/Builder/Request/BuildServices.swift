internal import BuildPlan
internal import Clocks
internal import ImageStore
internal import Surroundings

/// The services that every part of a build uses: the request, the store, the clock, and where events go.
struct BuildServices {
    let request: BuildRequest
    let store: Store
    /// Where recipes of stand-ins are; nil where there is no checkout.
    let checkout: Checkout?
    let cancellation: Cancellation
    let clock = BuildClock()
    /// Names this build among all builds of the store.
    let buildID = BuildID.make(at: WallClock.now)
    /// Gets each event, in order and one at a time.
    let emit: (TimedBuildEvent) -> Void
    /// Called about twenty times a second while a process of a step runs; nil where there is no display.
    let onTick: ((Double) -> Void)?

    func send(_ event: BuildEvent) { emit(TimedBuildEvent(time: clock.elapsed, event: event)) }

    func tick() { onTick?(clock.elapsed) }

    /// The time that history entries of this moment get.
    var created: String { sourceDate ?? Timestamp.now() }

    /// `SOURCE_DATE_EPOCH` as history entries show it.
    var sourceDate: String? { request.sourceDate.map { Timestamp.text(seconds: $0) } }
}

/// Time in a build: seconds since it started.
struct BuildClock {
    private let start = MonotonicClock.now
    /// Seconds since 1970 at the start.
    let wallClock = WallClock.now

    var elapsed: Double { MonotonicClock.now - start }
}
