import DebugAdapter
import ImageFormat
import Testing

/// Breakpoints as clients set them: early, in other files, within an instruction, by lines from 0.
@Suite struct DebugBreakpointTests {
    private static let dockerfile = "/app/Dockerfile"

    /// The breakpoints of the last answer or event, as `line`, or as the message why there is none.
    private func told(_ client: Client) -> [String] {
        let set = client.answer?["body"]?["breakpoints"]?.elements ?? []
        return set.map { $0["line"]?.int.map(String.init) ?? $0["message"]?.string ?? "" }
    }

    private func lines(_ lines: [Int], in path: String? = nil) -> String {
        let source = path.map { "\"source\":{\"path\":\"\($0)\"}," } ?? ""
        return "{\(source)\"breakpoints\":[" + lines.map { "{\"line\":\($0)}" }.joined(separator: ",") + "]}"
    }

    @Test func whatIsSetBeforeTheDockerfileIsReadIsToldOnceItIs() throws {
        var client = Client()
        try client.ask("initialize")
        try client.ask("setBreakpoints", lines([3, 99], in: Self.dockerfile))
        let early = client.answer?["body"]?["breakpoints"]?.elements ?? []
        #expect(early.map { $0["verified"]?.bool } == [false, false])
        #expect(told(client) == Array(repeating: "The Dockerfile is read when the build begins.", count: 2))
        client.tasks = client.session.known(Client.stops, at: [Self.dockerfile])
        let changed = client.messages.filter { $0["event"]?.string == "breakpoint" }
            .compactMap { $0["body"]?["breakpoint"] }
        #expect(changed.map { $0["id"]?.integer } == early.map { $0["id"]?.integer })
        #expect(changed.map { $0["verified"]?.bool } == [true, false])
        #expect(changed.first?["line"]?.integer == 4)
        try client.ask("launch")
        try client.ask("configurationDone")
        #expect(client.asked == 4)
        client.stop(before: 4)
        let id = try #require(early.first?["id"])
        #expect(client.event("stopped")?["hitBreakpointIds"]?.elements == [id])
    }

    @Test func aLineWithinAnInstructionMeansThatOne() throws {
        var client = try Client.launched(breakpoints: [5])
        #expect(client.asked == 4)
        try client.ask("setBreakpoints", lines([8]))
        #expect(told(client) == ["There is no instruction at this line or below it that this build comes to."])
    }

    /// An editor sends the breakpoints of every open file, each in a request of its own.
    @Test func breakpointsOfOtherFilesAreNotTheDockerfiles() throws {
        var client = Client()
        try client.ask("initialize")
        client.session.known(Client.stops, at: [Self.dockerfile, "/real/Dockerfile"])
        try client.ask("setBreakpoints", lines([7], in: "/real/Dockerfile"))
        #expect(told(client) == ["7"])
        try client.ask("setBreakpoints", lines([2], in: "/app/app.py"))
        #expect(told(client) == ["The build is made of another file: /app/Dockerfile."])
        try client.ask("launch")
        try client.ask("configurationDone")
        #expect(client.asked == 7)
    }

    @Test func aDockerfileThatWasEditedMovesThem() throws {
        var client = try Client.launched(breakpoints: [4, 7])
        client.stop(before: 4)
        let moved = Client.stops.map { DebugStop(line: $0.line + 1, lastLine: $0.lastLine + 1, text: $0.text) }
        client.tasks = client.session.known(moved)
        #expect(client.messages.compactMap { $0["body"]?["breakpoint"]?["line"]?.int } == [5, 8])
    }

    @Test func clientsMayCountFromZero() throws {
        var client = Client()
        try client.ask("initialize", "{\"linesStartAt1\":false,\"columnsStartAt1\":false}")
        client.session.known(Client.stops)
        try client.ask("setBreakpoints", lines([3]))
        #expect(told(client) == ["3"])
        try client.ask("launch")
        try client.ask("configurationDone")
        #expect(client.asked == 4)
        client.stop(before: 4)
        try client.ask("stackTrace")
        let frame = client.answer?["body"]?["stackFrames"]?.elements?.first
        #expect(frame?["line"]?.integer == 3 && frame?["endLine"]?.integer == 4 && frame?["column"]?.integer == 0)
    }

    @Test func withoutItsDebuggerABuildGoesToItsEnd() throws {
        let client = try Client.launched("{\"noDebug\":true,\"stopOnEntry\":true}", breakpoints: [4])
        #expect(client.asked == 0)
    }
}
