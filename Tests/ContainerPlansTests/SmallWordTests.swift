import ArgumentParser
import Clocks
import ContainerRuntime
import Testing

@testable import ContainerPlans

/// Names, times and filters as they are typed.
struct SmallWordTests {
    @Test(arguments: [("web-1", true), ("a", false), ("-a", false), ("a b", false), ("ä1", false), ("a_.", true)])
    func namesOfContainers(_ name: String, _ isValid: Bool) {
        #expect(ContainerName.isValid(name) == isValid)
    }

    @Test func aNameThatIsMadeUpIsValid() { #expect(ContainerName.isValid(ContainerName.random())) }

    /// With the moment 1,000,000 as now.
    @Test(arguments: [
        ("10m", 999_400), ("1h30m", 994_600), ("5", 5), ("5.5", 5), ("2026-11-28T01:02:03Z", 1_795_827_723),
        ("2026-11-28T01:02:03.5+02:00", 1_795_820_523), ("yesterday", nil), ("2026-13-01", nil), ("2026-1-1T25", nil),
    ])
    func aMomentIsReadAsDockerWritesIt(_ text: String, _ seconds: Int64?) {
        #expect(Moment.seconds(text, now: 1_000_000) == seconds)
    }

    @Test func aMomentHasItsFraction() {
        #expect(Moment.timestamp("2026-11-28T01:02:03.25Z")?.nanoseconds == 250_000_000)
    }

    @Test(arguments: [
        ("label=a", true), ("label=a=1", true), ("label=a=2", false), ("label!=a", false), ("label!=b", true),
        ("until=2026-11-28T00:00:00Z", true), ("until=2026-11-27T00:00:00Z", false),
    ])
    func filtersOfPrune(_ text: String, _ admits: Bool) throws {
        #expect(try PruneFilter(text).admits(["a": "1"], "2026-11-27T12:00:00Z") == admits)
    }

    @Test(arguments: ["name=a", "label=", "until=x"])
    func prunesByNothingElse(_ text: String) { #expect(throws: ValidationError.self) { try PruneFilter(text) } }

    @Test func aSpanHasItsEnds() throws {
        let span = try LogSpan(since: "2026-11-28T00:00:00Z", until: "2026-11-28T00:00:10Z")
        #expect(span.isOver == (Timestamp.now() > "2026-11-28T00:00:10Z"))
        #expect(try !LogSpan(since: nil, until: nil).isOver)
        #expect(throws: ValidationError.self) { try LogSpan(since: "x", until: nil) }
    }

    @Test(arguments: [("A=1\n B\r\n# no\n\n", ["A=1", "B"]), ("A='1 2'", ["A='1 2'"])])
    func entriesOfAFile(_ text: String, _ entries: [String]) throws {
        #expect(try VariableFile.entries(in: text, of: "env", for: "--env-file") == entries)
    }

    @Test func aLineThatNamesNothingIsNamed() {
        let error = #expect(throws: ContainerFault.self) {
            try VariableFile.entries(in: "A=1\nB C=2", of: "env", for: "--env-file")
        }
        #expect(error?.description == "--env-file env, line 2: `B C` is not a valid name for a variable.")
    }
}
