import Recordings
import Testing

struct PlaybackTests {
    private let events = [Timed(0, "a"), Timed(1, "b"), Timed(1, "c"), Timed(5, "d")]

    @Test func timeBringsWhatIsDue() {
        var playback = Playback(events)
        #expect(playback.advance(by: 0) == ["a"])
        #expect(playback.wait == 1)
        #expect(playback.advance(by: 0.5) == [])
        #expect(playback.advance(by: 0.5) == ["b", "c"])
        #expect(playback.advance(by: 100) == ["d"])
        #expect(playback.isOver && playback.wait == nil)
        #expect(playback.advance(by: 1) == [])
    }

    @Test func speedAndPauseChangeTheClock() {
        var playback = Playback(events)
        playback.accelerate(true)
        #expect(playback.speed == 2)
        #expect(playback.advance(by: 0.5) == ["a", "b", "c"])
        #expect(playback.wait == 2)
        playback.isPaused = true
        #expect(playback.advance(by: 100) == [] && playback.wait == nil)
        #expect(playback.step() == ["d"])
    }

    @Test func theSpeedHasBounds() {
        var playback = Playback(events)
        for _ in 0..<20 { playback.accelerate(true) }
        #expect(playback.speed == 16)
        for _ in 0..<20 { playback.accelerate(false) }
        #expect(playback.speed == 0.125)
    }

    @Test func aStepTakesAMoment() {
        var playback = Playback(events)
        #expect(
            [playback.step(), playback.step(), playback.step(), playback.step()] == [["a"], ["b", "c"], ["d"], []])
        playback.restart()
        #expect(playback.step() == ["a"] && playback.time == 0)
    }

    @Test func longWaitsAreShortenedAndAClockThatGoesBackStandsStill() {
        let playback = Playback([Timed(0, "a"), Timed(60, "b"), Timed(59, "c"), Timed(61, "d")], longestWait: 2)
        #expect(playback.events == [Timed(0, "a"), Timed(2, "b"), Timed(2, "c"), Timed(3, "d")])
        #expect(playback.duration == 3)
    }

    @Test func timesThatAreNoneStandStill() {
        let strange = [1, Double.nan, .infinity, -.infinity, 1e18, -5, 2].map { Timed($0, "x") }
        let playback = Playback(strange)
        #expect(playback.events.map(\.time) == [1, 1, 1, 1, 1, 1, 2])
        #expect(CastWriter().line(of: Timed(.infinity, .marker("m"))).hasPrefix("[1000000000.000000,"))
        #expect(CastWriter().line(of: Timed(.nan, .marker("m"))).hasPrefix("[0.000000,"))
    }
}
