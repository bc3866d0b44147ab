import BuildPlan
import Testing

/// The lines of a race, and how it comes out.
@Suite struct RaceEventTests {
    @Test(arguments: EventFormatTests.events) func aLineIsReadBack(_ event: BuildEvent) throws {
        let build = TimedBuildEvent(time: 0.25, event: event)
        for side in RaceSide.allCases {
            for lap in [RaceLap.warmUp, .race] {
                let told = RaceEvent(side: side, lap: lap, build: build)
                #expect(!told.line.contains(UInt8(ascii: "\n")))
                #expect(try RaceEvent(line: told.line) == told)
            }
        }
    }

    @Test(
        arguments: [
            ("", EventLineError.notAnEvent), ("{}", .notAnEvent),
            (#"{"v":1,"edited":"app.py","lanes":[]}"#, .notAnEvent),
            (#"{"v":1,"side":"C","lap":"race","event":{}}"#, .notAnEvent),
            (#"{"v":1,"side":"A","lap":"third","event":{}}"#, .notAnEvent),
            (#"{"v":1,"side":"A","lap":"race","event":{"v":1}}"#, .notAnEvent),
            (#"{"v":2,"side":"A","lap":"race","event":{}}"#, .newerVersion(2)),
        ] as [(String, EventLineError)])
    func anythingElseIsRefused(_ line: String, _ error: EventLineError) {
        #expect(throws: error) { try RaceEvent(line: Array(line.utf8)) }
    }

    @Test(
        arguments: [
            (1.0, 1.1, RaceVerdict.even, "A and B take the same time."),
            (0.0, 0.0, .even, "A and B take the same time."),
            (0.5, 1.6, .won(by: .first, times: 3.2), "A is 3.2 times as fast."),
            (2.4, 2.0, .won(by: .second, times: 1.2), "B is 1.2 times as fast."),
        ] as [(Double, Double, RaceVerdict, String)])
    func theFasterOneWins(_ first: Double, _ second: Double, _ verdict: RaceVerdict, _ words: String) {
        #expect(RaceVerdict(first: first, second: second) == verdict)
        #expect(verdict.text == words)
    }
}
