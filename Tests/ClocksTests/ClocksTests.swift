import Clocks
import Testing

@Test func timesAreRFC3339() {
    #expect(Timestamp.text(seconds: 0) == "1970-01-01T00:00:00Z")
    #expect(Timestamp.text(seconds: 1_700_000_000) == "2023-11-14T22:13:20Z")
    #expect(Timestamp.text(seconds: 951_782_400, nanoseconds: 42) == "2000-02-29T00:00:00.000000042Z")
    #expect(Timestamp.text(seconds: -62_135_596_800) == "0001-01-01T00:00:00Z")
    #expect(Timestamp.now().wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z/) != nil)
}

@Test func theWallClockTellsSecondsSince1970() {
    #expect(WallClock.now > 1_600_000_000)
}
