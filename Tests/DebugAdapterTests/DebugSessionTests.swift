import BuildPlan
import DebugAdapter
import ImageFormat
import Testing

/// A client that was written down: what it says, and what it is answered.
struct Client {
    var session = DebugSession()
    private var number: Int64 = 0
    var tasks: [DebugSession.Task] = []

    static let stops = [
        DebugStop(line: 2, lastLine: 2, text: "COPY a /"), DebugStop(line: 4, lastLine: 5, text: "RUN make"),
        DebugStop(line: 7, lastLine: 7, text: "CMD [\"x\"]"),
    ]

    static let steps = stops.enumerated().map { index, stop in
        StepOutline(
            id: StepID(index + 1), stage: 0, keyword: "RUN", text: stop.text, firstLine: stop.line,
            lastLine: stop.lastLine, ordinal: index + 2, stageStepCount: 4)
    }

    mutating func ask(_ command: String, _ arguments: String = "{}") throws {
        number += 1
        let text = "{\"seq\":\(number),\"type\":\"request\",\"command\":\"\(command)\",\"arguments\":\(arguments)}"
        let json = try JSON(parsing: Array(text.utf8), limits: JSONLimits(bytes: 1 << 16))
        tasks = session.take(try #require(DebugRequest(json)))
    }

    mutating func stop(before line: Int) {
        let step = Self.steps.first { $0.firstLine == line }?.id ?? StepID(0)
        tasks = session.buildEnded(.stopped(before: step, image: "sha256:1"), Self.steps, failure: nil)
    }

    /// The line that a build was asked to stop before: 0 for one to the end, nil for none.
    var asked: Int? {
        for case .build(_, let line) in tasks { return line ?? 0 }
        return nil
    }

    var messages: [JSON] { tasks.compactMap { if case .send(let json) = $0 { json } else { nil } } }

    func event(_ name: String) -> JSON? { messages.first { $0["event"]?.string == name }?["body"] }

    var answer: JSON? { messages.first { $0["type"]?.string == "response" } }

    static func launched(_ arguments: String = "{}", breakpoints: [Int] = []) throws -> Client {
        var client = Client()
        try client.ask("initialize")
        client.session.known(stops)
        try client.ask("launch", arguments)
        let lines = breakpoints.map { "{\"line\":\($0)}" }.joined(separator: ",")
        try client.ask("setBreakpoints", "{\"breakpoints\":[\(lines)]}")
        try client.ask("configurationDone")
        return client
    }
}

@Suite struct DebugSessionTests {
    @Test func stopsAtBreakpointsForwardsAndBackwards() throws {
        var client = try Client.launched(breakpoints: [3, 7])
        #expect(client.asked == 4, "between two instructions the next one is meant")
        client.stop(before: 4)
        #expect(client.event("stopped")?["reason"]?.string == "breakpoint")
        try client.ask("stackTrace")
        #expect(client.answer?["body"]?["stackFrames"]?.elements?.first?["line"]?.integer == 4)
        try client.ask("next")
        #expect(client.asked == 7)
        client.stop(before: 7)
        #expect(client.event("stopped")?["reason"]?.string == "step")
        try client.ask("stepBack")
        #expect(client.asked == 4)
        client.stop(before: 4)
        try client.ask("stepBack")
        #expect(client.asked == 2)
        client.stop(before: 2)
        try client.ask("stepBack")
        #expect(client.asked == nil && client.event("stopped") != nil, "before the first there is nothing")
        try client.ask("continue")
        #expect(client.asked == 4)
        client.stop(before: 4)
        try client.ask("reverseContinue")
        #expect(client.asked == 2)
        client.stop(before: 2)
        try client.ask("setBreakpoints", "{\"breakpoints\":[]}")
        try client.ask("continue")
        #expect(client.asked == 0)
        let image = BuiltImage(imageID: "sha256:1", tags: [], size: 0, hits: 0, executed: 3, secondsSaved: 0)
        client.tasks = client.session.buildEnded(.succeeded(image), Client.steps, failure: nil)
        #expect(client.event("exited")?["exitCode"]?.integer == 0 && client.event("terminated") != nil)
    }

    @Test func looksAtAFailureFromBeforeIt() throws {
        var client = try Client.launched("{\"stopOnEntry\":true,\"args\":{\"V\":\"1\"},\"context\":\"app\"}")
        #expect(client.asked == 2)
        client.stop(before: 2)
        #expect(client.event("stopped")?["reason"]?.string == "entry")
        try client.ask("continue")
        client.tasks = client.session.buildEnded(.failed(StepID(2)), Client.steps, failure: "make failed.")
        #expect(client.asked == 4)
        client.stop(before: 4)
        #expect(client.event("stopped")?["reason"]?.string == "exception")
        #expect(client.event("stopped")?["text"]?.string == "make failed.")
    }

    @Test func answersEveryRequestAndNumbersItsMessages() throws {
        var client = try Client.launched()
        for command in [
            "threads", "scopes", "variables", "evaluate", "next", "pause", "nonsense", "setExceptionBreakpoints",
        ] {
            try client.ask(command)
            #expect(client.answer?["command"]?.string == command)
        }
        try client.ask("nonsense")
        #expect(client.answer?["success"]?.bool == false)
        let first = try #require(client.answer?["seq"]?.integer)
        try client.ask("threads")
        #expect(client.answer?["seq"]?.integer == first + 1)
        try client.ask("disconnect")
        #expect(client.tasks.last == .end)
    }

    @Test func aRefusedBuildIsTold() throws {
        var client = try Client.launched()
        let refusal = Refusal(location: "Dockerfile:1:1", message: "No.", advice: nil)
        client.tasks = client.session.buildEnded(.refused([refusal]), [], failure: nil)
        #expect(client.event("output")?["output"]?.string == "Dockerfile:1:1: No.\n")
        #expect(client.event("exited")?["exitCode"]?.integer == 1)
    }
}

@Suite struct DebugMessageTests {
    @Test func readsMessagesInWhateverPiecesTheyCome() throws {
        let one = DebugMessage.bytes(of: .object(["a": .integer(1)]))
        let two = DebugMessage.bytes(of: .object(["b": .string("ü")]))
        var reader = DebugMessageReader()
        var found: [JSON] = []
        for byte in one + two { found += try reader.take([byte]) }
        #expect(found == [.object(["a": .integer(1)]), .object(["b": .string("ü")])])
        #expect(try reader.take(one + two).count == 2)
    }

    @Test func refusesWhatIsNone() throws {
        for text in ["GET / HTTP/1.1\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: 99999999999\r\n\r\n"] {
            var reader = DebugMessageReader()
            #expect(throws: DebugProtocolError.noHead) { try reader.take(Array(text.utf8)) }
        }
        var reader = DebugMessageReader()
        #expect(throws: DebugProtocolError.notJSON) { try reader.take(Array("Content-Length: 2\r\n\r\n{]".utf8)) }
        var endless = DebugMessageReader()
        #expect(throws: DebugProtocolError.noHead) { try endless.take([UInt8](repeating: 65, count: 5_000)) }
    }
}
