internal import BuildPlan
internal import ImageStore

/// What every part of a build uses: what was asked for, the store, the clock, and where events go.
struct BuildServices {
    let request: BuildRequest
    let store: Store
    /// Where recipes of stand-ins are; nil where there is no checkout.
    let checkout: Checkout?
    let cancellation: Cancellation
    let clock = BuildClock()
    /// Gets each event, in order and one at a time.
    let emit: (TimedBuildEvent) -> Void
    /// Called about twenty times a second while a process of a step runs; nil where nobody looks on.
    let onTick: ((Double) -> Void)?

    func send(_ event: BuildEvent) { emit(TimedBuildEvent(time: clock.elapsed, event: event)) }

    func tick() { onTick?(clock.elapsed) }

    /// The time that history entries of this moment get.
    var created: String { sourceDate ?? BuildClock.now }

    /// `SOURCE_DATE_EPOCH` as history entries show it.
    var sourceDate: String? { request.sourceDate.map(BuildClock.timestamp(seconds:)) }
}
