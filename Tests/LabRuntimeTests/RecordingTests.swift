import BuildPlan
import Recordings
import TerminalUI
import Testing

@testable import LabRuntime

/// What a recording is, and how it is played.
@MainActor
struct RecordingTests {
    private static let events = [
        TimedBuildEvent(time: 0, event: .stepStarted(StepID(0))),
        TimedBuildEvent(time: 2, event: .stepStarted(StepID(1))),
    ]

    private static var build: [UInt8] { events.flatMap { $0.line + [UInt8(ascii: "\n")] } }

    private static let cast = """
        {"version": 2, "width": 20, "height": 5}
        [0.5, "o", "hello"]
        [1.5, "o", " world"]

        """

    @Test func aFileIsACastOrABuild() throws {
        guard case .cast(let cast) = try Recording(bytes: Array(Self.cast.utf8), name: "a.cast") else {
            Issue.record("not a cast")
            return
        }
        #expect(cast.header.width == 20 && cast.events.count == 2)
        guard case .build(let stream) = try Recording(bytes: Self.build, name: "b.jsonl") else {
            Issue.record("not a build")
            return
        }
        #expect(stream.events == Self.events)
    }

    @Test(arguments: [
        ("", "x is empty."), ("nonsense\n", "x:1: this is not an event of a build"),
        ("{\"version\": 9}\n", "x is not an asciicast"),
    ])
    func anythingElseIsAFaultThatSaysWhat(_ text: String, _ words: String) {
        #expect {
            try Recording(bytes: Array(text.utf8), name: "x")
        } throws: {
            "\($0)".hasPrefix(words)
        }
    }

    @Test func aCastIsPlayedAsTimePasses() throws {
        guard case .cast(let cast) = try Recording(bytes: Array(Self.cast.utf8), name: "a.cast") else { return }
        let screen = CastScreen(cast, idleLimit: nil)
        func text() -> String {
            var grid = Grid(Size(width: 20, height: 5))
            screen.draw(into: &grid, in: grid.bounds)
            return grid.snapshot
        }
        #expect(!text().contains("hello"))
        #expect(screen.pass(seconds: 1) && text().contains("hello") && !text().contains("world"))
        screen.step()
        #expect(text().contains("hello world") && screen.isAtEnd)
        screen.restart()
        #expect(!text().contains("hello") && screen.time == 0)
    }

    @Test func longWaitsAreShortened() {
        let screen = BuildScreen(Self.events, idleLimit: 0.5, size: Size(width: 80, height: 24))
        #expect(screen.duration == 0.5)
    }
}
