internal import Clocks

/// The clock of deadlines.
enum Clock {
    static var now: Double { MonotonicClock.now }
}
