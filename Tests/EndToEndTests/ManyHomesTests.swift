import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// A room in which all play the same lesson on one machine, each with a store of their own.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: access("/usr/bin/python3", X_OK) == 0, "the page is served by Python"))
    struct ManyHomesTests {
        private static let count = 5
        private static let port = 17_811
        private let project: Project

        init() throws {
            project = try Project(named: "room")
            try FileManager.default.createDirectory(
                at: project.folder.appending(path: "arrived"), withIntermediateDirectories: true)
            try project.write(
                "lessons/01-room/lesson.yaml",
                """
                id: 01-room
                title: A room
                summary: Serve a page.
                needs: { ports: [\(Self.port)] }
                workspace: room
                steps: [01-serve]

                """)
            try project.write("lessons/01-room/steps/01-serve.md", Self.step)
            try project.write("lessons/01-room/solution/serve.py", Self.server)
        }

        /// Nobody serves before all are there, so that all have their port at the same time.
        private static let step = """
            ---
            title: Serve it
            goal: The page is one's own.
            checks:
              - title: The page names the store
                command: { run: 'python3 serve.py localhost:\(port) ask "$SLIPWAY_HOME"' }
                expected: the page that this home serves
            solution:
              - write: serve.py
              - run: touch "$ROOM/$$"; until [ "$(ls "$ROOM" | wc -l)" -ge \(count) ]; do sleep 0.05; done
              - run: python3 serve.py localhost:\(port) serve "$SLIPWAY_HOME" >/dev/null 2>&1 &
              - fetch: http://localhost:\(port)/
            ---
            Serve it.

            """

        /// Ends by itself once nobody has asked for a while.
        private static let server = """
            import http.server, sys, time, urllib.request

            address, work, home = sys.argv[1:]
            if work == "ask":
                page = urllib.request.urlopen("http://" + address + "/").read().decode()
                sys.exit(page != home)
            asked = [time.time()]

            class Page(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    asked[0] = time.time()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(home)))
                    self.end_headers()
                    self.wfile.write(home.encode())

            server = http.server.HTTPServer(("127.0.0.1", int(address.split(":")[1])), Page)
            server.timeout = 1
            while time.time() - asked[0] < 20:
                server.handle_request()

            """

        @Test func eachHasAPortOfTheirOwn() throws {
            defer { project.remove() }
            let path = project.folder.path
            let demos = try (0..<Self.count).map { number in
                var program = Program(home: "\(path)/home-\(number)", folder: project.folder)
                program.prefix = ["env", "SLIPWAY_LESSONS=\(path)/lessons", "ROOM=\(path)/arrived"]
                let (output, errors) = (Pipe(), Pipe())
                let process = try program.start([Program.binary, "demo", "01-room"], output: output, errors: errors)
                return (process: process, output: output, errors: errors)
            }
            var pages: [String] = []
            for demo in demos {
                let said = String(decoding: demo.output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                let faults = String(decoding: demo.errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                demo.process.waitUntilExit()
                #expect(demo.process.terminationStatus == 0, "\(said)\(faults)")
                pages += said.split(separator: "\n").filter { $0.hasPrefix("$ curl ") }.map(String.init)
            }
            #expect(Set(pages).count == Self.count, "\(pages)")
            #expect(pages.contains("$ curl http://localhost:\(Self.port)/"), "the first has what the lesson asks for")
        }
    }
}
