import Clocks
import Testing

@Test func theMonotonicClockGoesForwards() {
    var last = MonotonicClock.now
    for _ in 0..<1000 {
        let now = MonotonicClock.now
        #expect(now >= last)
        last = now
    }
}
