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

            init(_ program: Program) throws {
                process = Process()
                process.executableURL = URL(filePath: Program.binary)
                process.arguments = ["dap"]
                process.currentDirectoryURL = program.folder
                process.environment = ProcessInfo.processInfo.environment.merging(["SLIPWAY_HOME": program.home]) { $1 }
                process.standardInput = input
                process.standardOutput = output
                try process.run()
            }

            deinit { if process.isRunning { process.terminate() } }

            /// The body of the answer.
            func ask(_ command: String, _ arguments: [String: Any] = [:]) throws -> [String: Any] {
                number += 1
                let message: [String: Any] = [
                    "seq": number, "type": "request", "command": command, "arguments": arguments,
                ]
                let content = try JSONSerialization.data(withJSONObject: message)
                input.fileHandleForWriting.write(Data("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
                while true {
                    let message = try next()
                    guard message["type"] as? String == "response" else {
                        events.append(message)
                        continue
                    }
                    try #require(message["success"] as? Bool == true, "\(message)")
                    return message["body"] as? [String: Any] ?? [:]
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
    }
}
