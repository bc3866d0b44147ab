import BuildPlan
import DebugAdapter
import ImageFormat
import Testing

/// What a client looks at where the build stands, and how the build is shown, restarted and ended.
@Suite struct DebugLookingTests {
    private func standing(_ arguments: String = "{}") throws -> Client {
        var client = Client()
        try client.ask("initialize", arguments)
        client.session.known(Client.stops)
        try client.ask("launch", "{\"stopOnEntry\":true}")
        try client.ask("configurationDone")
        client.stop(before: 2)
        return client
    }

    private func request(_ client: Client) throws -> DebugRequest {
        for task in client.tasks {
            switch task {
            case .look(let request, _), .find(let request, _), .evaluate(let request, _): return request
            case .send, .build, .end: continue
            }
        }
        throw CancellationError()
    }

    /// What lies under the pointer is looked up, and never run.
    @Test(
        arguments: [
            ("hover", "PATH", "find PATH"), ("hover", "$PATH", "find PATH"), ("hover", "${A_1}", "find A_1"),
            ("hover", "rm -rf /", "no"), ("hover", "1A", "no"), ("watch", "$PATH", "find PATH"),
            ("watch", "APP", "find APP"), ("watch", "ls /app", "run ls /app"), ("watch", "/bin/ls", "run /bin/ls"),
            ("repl", "$PATH", "run $PATH"), ("repl", "ls /app", "run ls /app"),
        ])
    func theContextSaysWhatATextMeans(_ context: String, _ text: String, _ meaning: String) throws {
        var client = try standing()
        try client.ask("evaluate", "{\"expression\":\"\(text)\",\"context\":\"\(context)\"}")
        let found =
            switch client.tasks.first {
            case .find(_, let name): "find \(name)"
            case .evaluate(_, let words): "run \(words)"
            case .send, .build, .look, .end, nil: client.answer?["success"]?.bool == false ? "no" : "?"
            }
        #expect(found == meaning)
    }

    @Test func aVariableThatIsNotThereIsSaid() throws {
        var client = try standing()
        try client.ask("evaluate", "{\"expression\":\"$A\",\"context\":\"watch\"}")
        let asked = try request(client)
        client.tasks = [client.session.answer(asked, with: "1", of: "A")]
        #expect(client.answer?["body"]?["result"]?.string == "1")
        client.tasks = [client.session.answer(asked, with: nil, of: "A")]
        #expect(client.answer?["message"]?.string == "`A` is neither an ENV nor an ARG at this point.")
    }

    @Test func aLargeFolderIsGivenInPieces() throws {
        var client = try standing()
        let files = (0..<300).map { DebugVariable(name: "f\($0)", value: "1 B") }
        try client.ask("variables", "{\"variablesReference\":6,\"start\":200,\"count\":100,\"filter\":\"indexed\"}")
        client.tasks = [client.session.answer(try request(client), with: files)]
        let piece = client.answer?["body"]?["variables"]?.elements ?? []
        #expect(piece.count == 100 && piece.first?["name"]?.string == "f200")
        try client.ask("variables", "{\"variablesReference\":6,\"start\":900,\"count\":100}")
        client.tasks = [client.session.answer(try request(client), with: files)]
        #expect(client.answer?["body"]?["variables"]?.elements == [])
        try client.ask("variables", "{\"variablesReference\":4}")
        let folder = DebugVariable(name: "lib/", value: "", inner: .folder(1), count: 300)
        client.tasks = [client.session.answer(try request(client), with: [folder])]
        #expect(client.answer?["body"]?["variables"]?.elements?.first?["indexedVariables"]?.integer == 300)
    }

    @Test func aVariableSaysHowItIsWatched() throws {
        var client = try standing()
        try client.ask("variables", "{\"variablesReference\":1}")
        client.tasks = [client.session.answer(try request(client), with: [DebugVariable(name: "A", value: "1")])]
        #expect(client.answer?["body"]?["variables"]?.elements?.first?["evaluateName"]?.string == "$A")
    }

    @Test func aFailureCanBeAskedForUntilTheBuildGoesOn() throws {
        var client = try standing()
        try client.ask("exceptionInfo")
        #expect(client.answer?["success"]?.bool == false)
        try client.ask("continue")
        client.tasks = client.session.buildEnded(.failed(StepID(2)), Client.steps, failure: "make failed.")
        client.stop(before: 4)
        try client.ask("exceptionInfo")
        #expect(client.answer?["body"]?["description"]?.string == "make failed.")
        try client.ask("restartFrame")
        #expect(client.asked == 4)
        client.stop(before: 4)
        #expect(client.event("stopped")?["reason"]?.string == "restart" && client.event("stopped")?["text"] == nil)
    }

    @Test func progressIsForClientsThatShowIt() throws {
        var plain = try standing()
        #expect(plain.session.buildBegan().isEmpty)
        #expect(plain.session.stepBegan(StepID(2), of: Client.steps).isEmpty)
        var client = try standing("{\"supportsProgressReporting\":true}")
        client.tasks = client.session.buildBegan()
        let number = client.event("progressStart")?["progressId"]?.string
        client.tasks = client.session.stepBegan(StepID(2), of: Client.steps)
        #expect(client.event("progressUpdate")?["message"]?.string == "RUN make")
        #expect(client.event("progressUpdate")?["percentage"]?.integer == 33)
        client.stop(before: 4)
        #expect(number != nil && client.event("progressEnd")?["progressId"]?.string == number)
        client.tasks = client.session.buildBegan()
        #expect(client.event("progressStart")?["progressId"]?.string != number)
    }

    /// The client closes the connection itself, once it has heard that the build is over.
    @Test func terminateEndsTheBuildAndDisconnectTheAdapter() throws {
        var client = try standing()
        try client.ask("terminate")
        #expect(client.event("terminated") != nil && !client.tasks.contains(.end))
        try client.ask("terminate")
        #expect(client.event("terminated") == nil)
        try client.ask("disconnect")
        #expect(client.tasks.last == .end)
    }

    @Test func aBuildIsLaunchedAndNotAttachedTo() throws {
        var client = Client()
        try client.ask("attach")
        #expect(client.answer?["success"]?.bool == false)
        #expect(client.answer?["message"]?.string?.contains("\"request\": \"launch\"") == true)
    }

    /// What an editor adds is not told: nobody could mend it.
    @Test(arguments: [
        ("{\"buildArgs\":{\"A\":\"1\"}}", ["buildArgs"]), ("{\"stage\":\"b\",\"file\":\"D\"}", ["stage", "file"]),
        ("{\"context\":\".\",\"args\":{},\"target\":\"b\",\"dockerfile\":\"D\",\"stopOnEntry\":false}", []),
        ("{\"type\":\"slipway\",\"request\":\"launch\",\"name\":\"x\",\"__sessionId\":\"1\",\"noDebug\":true}", []),
    ])
    func aKeyThatIsNotKnownIsTold(_ arguments: String, _ names: [String]) throws {
        var client = Client()
        try client.ask("initialize")
        try client.ask("launch", arguments)
        let told = client.messages.filter { $0["event"]?.string == "output" }
        #expect(client.answer?["success"]?.bool == true && told.count == names.count)
        for (message, name) in zip(told, names) {
            #expect(message["body"]?["output"]?.string?.contains("`\(name)` in launch.json") == true)
        }
    }

    @Test func argumentsMayBeNumbersAndTruthValues() throws {
        let text = "{\"args\":{\"A\":3,\"B\":true,\"C\":\"x\",\"D\":[1]}}"
        let launch = DebugLaunch(try JSON(parsing: Array(text.utf8)))
        #expect(launch.arguments == ["A": "3", "B": "true", "C": "x"])
    }

    @Test func whatCanBeAnsweredAtOnceDoesNotWaitForABuild() throws {
        for (command, isPrompt) in [("threads", true), ("cancel", true), ("setBreakpoints", true), ("next", false)] {
            let json = JSON.object([
                "type": .string("request"), "seq": .integer(1), "command": .string(command),
            ])
            #expect(DebugSession.isPrompt(try #require(DebugRequest(json))) == isPrompt)
        }
    }
}
