import Foundation
import Testing

extension EndToEnd {
    /// A client of the debugger that was written down, and the real program.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct DebugAdapterTests {
        /// Speaks the protocol with the program, one message after another.
        private final class Client {
            private let process: Process
            private let input = Pipe()
            private let output = Pipe()
            private var pending = Data()
            private var number = 0
            /// Events that came before they were waited for.
            private var events: [[String: Any]] = []
            /// Answers likewise, by the number of their request.
            private var answers: [Int: [String: Any]] = [:]

            init(_ program: Program) throws {
                process = Process()
                process.executableURL = URL(filePath: Program.binary)
                process.arguments = ["dap"]
                process.currentDirectoryURL = program.folder
                let variables = ["SLIPWAY_HOME": program.home, "SLIPWAY_ROOT": try Program.checkout.get().path]
                process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
                process.standardInput = input
                process.standardOutput = output
                try process.run()
            }

            deinit { if process.isRunning { process.terminate() } }

            /// The body of the answer.
            func ask(_ command: String, _ arguments: [String: Any] = [:]) throws -> [String: Any] {
                let message = try answer(to: send(command, arguments))
                try #require(message["success"] as? Bool == true, "\(message)")
                return message["body"] as? [String: Any] ?? [:]
            }

            /// Says something without waiting for the answer; gives the request's number.
            func send(_ command: String, _ arguments: [String: Any] = [:]) throws -> Int {
                number += 1
                let message: [String: Any] = [
                    "seq": number, "type": "request", "command": command, "arguments": arguments,
                ]
                let content = try JSONSerialization.data(withJSONObject: message)
                input.fileHandleForWriting.write(Data("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
                return number
            }

            /// The whole answer to a request; answers to others are kept.
            func answer(to request: Int) throws -> [String: Any] {
                while true {
                    if let known = answers.removeValue(forKey: request) { return known }
                    let message = try next()
                    if message["type"] as? String == "response", let number = message["request_seq"] as? Int {
                        answers[number] = message
                    } else {
                        events.append(message)
                    }
                }
            }

            /// The body of the next event of that name.
            func event(_ name: String) throws -> [String: Any] {
                while true {
                    let message = events.isEmpty ? try next() : events.removeFirst()
                    if message["event"] as? String == name { return message["body"] as? [String: Any] ?? [:] }
                }
            }

            private func next() throws -> [String: Any] {
                while true {
                    if let end = pending.range(of: Data("\r\n\r\n".utf8)) {
                        let head = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
                        let length = try #require(Int(head.split(separator: " ").last ?? ""))
                        if pending.count - (end.upperBound - pending.startIndex) >= length {
                            let content = pending[end.upperBound..<(end.upperBound + length)]
                            pending = Data(pending[(end.upperBound + length)...])
                            let json = try JSONSerialization.jsonObject(with: Data(content))
                            return try #require(json as? [String: Any])
                        }
                    }
                    let more = output.fileHandleForReading.availableData
                    try #require(!more.isEmpty, "the adapter has ended")
                    pending += more
                }
            }

            func wait() -> Int32 {
                process.waitUntilExit()
                return process.terminationStatus
            }

            func variables(_ reference: Int) throws -> [String: String] {
                let found = try ask("variables", ["variablesReference": reference])["variables"] as? [[String: Any]]
                let pairs = (found ?? []).compactMap { variable -> (String, String)? in
                    guard let name = variable["name"] as? String else { return nil }
                    return (name, variable["value"] as? String ?? "")
                }
                return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            }

            var line: Int? {
                get throws {
                    let frames = try ask("stackTrace", ["threadId": 1])["stackFrames"] as? [[String: Any]]
                    return frames?.first?["line"] as? Int
                }
            }
        }

        @Test(.timeLimit(.minutes(5))) func aScriptedClientStepsThroughABuild() throws {
            let project = try Project(named: "dap")
            defer { project.remove() }
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            try project.write("a.txt", "hello\n")
            try project.write(
                "Dockerfile",
                "FROM scratch\nARG V=1\nENV A=$V\nWORKDIR /app\nCOPY a.txt .\nUSER 5\nCOPY a.txt b.txt\n")
            let client = try Client(program)
            #expect(try client.ask("initialize")["supportsStepBack"] as? Bool == true)
            _ = try client.event("initialized")
            _ = try client.ask("launch", ["context": ".", "args": ["V": "2"]])
            let set =
                try client.ask("setBreakpoints", ["breakpoints": [["line": 5]]])["breakpoints"] as? [[String: Any]]
            #expect(set?.first?["verified"] as? Bool == true)
            _ = try client.ask("configurationDone")
            #expect(try client.event("stopped")["reason"] as? String == "breakpoint")
            #expect(try client.line == 5)
            #expect(try client.variables(1)["A"] == "2")
            #expect(try client.variables(2) == ["V": "2"])
            #expect(try client.variables(3)["WORKDIR"] == "/app")
            #expect(try client.variables(4).keys.sorted() == ["app/"])
            _ = try client.ask("next", ["threadId": 1])
            #expect(try client.event("stopped")["reason"] as? String == "step")
            #expect(try client.line == 6)
            _ = try client.ask("stepBack", ["threadId": 1])
            _ = try client.event("stopped")
            #expect(try client.line == 5)
            _ = try client.ask("continue", ["threadId": 1])
            #expect(try client.event("exited")["exitCode"] as? Int == 0)
            _ = try client.event("terminated")
            _ = try client.ask("disconnect")
            #expect(client.wait() == 0)
        }

        /// As Visual Studio Code does it: breakpoints of all files before the launch, a hover, and what takes too long is
        /// cancelled.
        @Test(.timeLimit(.minutes(10))) func anEditorLooksAroundAndCancels() throws {
            let project = try Project(named: "dap editor")
            defer { project.remove() }
            let program = Program(folder: project.folder)
            try project.write(
                "Dockerfile", "FROM python:3.11-alpine\nENV A=hello\nRUN echo \\\n  made\nRUN exit 3\n")
            let client = try Client(program)
            _ = try client.ask("initialize", ["supportsProgressReporting": true])
            let file = project.folder.appending(path: "Dockerfile").path
            for (path, line) in [("/nowhere/app.py", 2), (file, 4)] {
                let set = try client.ask(
                    "setBreakpoints", ["source": ["path": path], "breakpoints": [["line": line]]])
                #expect((set["breakpoints"] as? [[String: Any]])?.first?["verified"] as? Bool == false)
            }
            _ = try client.ask("launch", ["context": project.folder.path])
            _ = try client.ask("configurationDone")
            #expect(try client.event("stopped")["reason"] as? String == "breakpoint")
            #expect(try client.line == 3, "a line within an instruction means that one")

            let hover = try client.ask("evaluate", ["expression": "A", "context": "hover"])
            #expect(hover["result"] as? String == "hello")
            let echo = try client.ask("evaluate", ["expression": "echo $A; exit 2", "context": "repl"])
            let shown = echo["result"] as? String ?? ""
            #expect(shown == "hello\n(exit status 2)", "what the command wrote, and nothing of the doctor's")
            let endless = try client.send("evaluate", ["expression": "sleep 600", "context": "repl"])
            _ = try client.ask("cancel", ["requestId": endless])
            let cancelled = try client.answer(to: endless)
            #expect(cancelled["success"] as? Bool == false && cancelled["message"] as? String == "cancelled")

            _ = try client.ask("continue", ["threadId": 1])
            #expect(try client.event("stopped")["reason"] as? String == "exception")
            #expect(try client.line == 5)
            let failure = try client.ask("exceptionInfo", ["threadId": 1])["description"] as? String
            #expect(failure?.contains("3") == true, "\(failure ?? "nothing")")
            _ = try client.ask("terminate")
            _ = try client.event("terminated")
            _ = try client.ask("disconnect")
            #expect(client.wait() == 0)
        }
    }
}
