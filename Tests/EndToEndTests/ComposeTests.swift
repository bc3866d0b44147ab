import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Projects of several services, as tutorials have them.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct ComposeTests {
        let project: Project
        let program: Program

        init() throws {
            project = try Project(named: "shop")
            try Busybox.copy(into: project)
            try project.write(
                "Dockerfile",
                """
                FROM scratch
                COPY --chmod=755 busybox /bin/busybox
                ENV PATH=/bin
                RUN ["/bin/busybox", "--install", "-s", "/bin"]
                """)
            try project.write(".dockerignore", "home\n")
            try project.write("page/index.html", "from the store\n")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            self.program = program
        }

        private func compose(_ words: String...) throws -> Program.Outcome {
            try program.run([Program.binary, "compose", "-p", "shop"] + words)
        }

        private func remove() {
            _ = try? compose("down", "-v", "--timeout", "0")
            project.remove()
        }

        /// A web server behind a store that it asks by name, once that is healthy.
        private static let file = """
            version: "3.8"
            services:
              store:
                build: .
                image: shop-base
                command: httpd -f -p 80 -h /page
                volumes: ["./page:/page:ro", "kept:/kept"]
                healthcheck: {test: ["CMD", "wget", "-q", "-O", "-", "http://127.0.0.1/"], interval: 200ms, timeout: 5s}
              setup:
                image: shop-base
                command: sh -c "echo ready >/kept/state"
                volumes: [kept:/kept]
              web:
                image: shop-base
                container_name: shopfront
                environment:
                  GREETING: ${GREETING:-hello}
                working_dir: /tmp
                volumes: [kept:/kept:ro]
                ports: ["127.0.0.1::8000"]
                depends_on:
                  store: {condition: service_healthy}
                  setup: {condition: service_completed_successfully}
                command: |
                  sh -c 'echo "$$GREETING" >index.html; wget -q -O - http://store/ >>index.html; cat /kept/state >>index.html
                  echo serving; exec httpd -f -p 8000'
            volumes:
              kept:
            """

        @Test func aProjectLives() throws {
            defer { remove() }
            try project.write("compose.yaml", Self.file)
            let up = try compose("up", "-d")
            try #require(up.status == 0, "\(up.errors)")
            #expect(up.output.isEmpty && up.errors.contains(" Container shopfront  Started"), "\(up.errors)")
            let port = try compose("port", "web", "8000").output
            let page =
                "until wget -q -O - http://\(port.trimmingCharacters(in: .newlines))/index.html; do usleep 50000; done"
            let answer = try program.run(["busybox", "sh", "-c", page])
            #expect(answer.output == "hello\nfrom the store\nready\n", "\(answer)")

            #expect(
                try compose("ps", "--format", "{{.Name}} {{.Service}}").output == "shop-store-1 store\nshopfront web\n")
            #expect(try compose("ps", "-a", "--services").output == "setup\nstore\nweb\n")
            #expect(try compose("logs", "web").output == "shopfront  | serving\n")
            #expect(try compose("exec", "-T", "web", "cat", "/kept/state").output == "ready\n")
            #expect(try compose("exec", "-T", "web", "pwd").output == "/tmp\n")
            #expect(
                try compose("run", "--rm", "-T", "web", "sh", "-c", "wget -q -O - http://store/").output
                    == "from the store\n")
            #expect(try program("network", "ls", "--format", "{{.Name}}").output.contains("shop_default"))
            #expect(try compose("ls", "-q").output == "shop\n")

            // What has not changed stays, what has is made anew.
            let before = try program("inspect", "-f", "{{.Id}}", "shop-store-1", "shopfront").output.split(
                separator: "\n")
            try project.write(".env", "GREETING=good day\n")
            let again = try compose("up", "-d")
            #expect(again.status == 0, "\(again.errors)")
            let after = try program("inspect", "-f", "{{.Id}}", "shop-store-1", "shopfront").output.split(
                separator: "\n")
            #expect(before.count == 2 && after.count == 2 && before[0] == after[0] && before[1] != after[1])

            #expect(try compose("stop", "--timeout", "1", "web").status == 0)
            #expect(try compose("ps", "--status", "exited", "--services").output == "setup\nweb\n")
            #expect(try compose("start", "web").status == 0)
            let down = try compose("down", "-v", "--timeout", "1")
            #expect(down.status == 0 && down.errors.contains("Volume shop_kept  Removed"), "\(down.errors)")
            #expect(try program("ps", "-aq").output.isEmpty)
            #expect(!(try program("network", "ls", "--format", "{{.Name}}").output.contains("shop_default")))
            #expect(try program("volume", "ls", "-q").output.isEmpty)
        }

        /// In the foreground all lines are shown, and Ctrl-C ends what was started.
        @Test func theForegroundEndsByASignal() throws {
            defer { remove() }
            try project.write(
                "compose.yaml",
                """
                services:
                  one: {build: ., command: "sh -c 'trap \\"exit 0\\" TERM; echo first; while :; do sleep 1; done'"}
                  two: {build: ., command: "sh -c 'trap \\"exit 0\\" TERM; echo second >&2; while :; do sleep 1; done'"}
                """)
            let (output, errors) = (Pipe(), Pipe())
            let process = try program.start(
                [Program.binary, "compose", "-p", "shop", "up"], output: output, errors: errors)
            try eventually("both are there", within: 120) {
                try compose("logs", "--no-log-prefix").output == "first\n"
                    && compose("ps", "-q").output.split(separator: "\n").count == 2
            }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            let shown = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(shown.contains("one-1  | first\n"), "\(shown)")
            #expect(process.terminationStatus == 0)
            #expect(try compose("ps", "-q").output.isEmpty)
            #expect(try compose("ps", "-aq").output.split(separator: "\n").count == 2)
        }

        @Test func endsWithTheStatusOfAService() throws {
            defer { remove() }
            try project.write(
                "compose.yaml",
                """
                services:
                  test: {build: ., command: sh -c "exit 7", depends_on: [other]}
                  other: {build: ., command: sleep 1000}
                """)
            let up = try compose("up", "--exit-code-from", "test", "--timeout", "0")
            #expect(up.status == 7 && up.output.contains("test-1 exited with code 7\n"), "\(up.output)")
            #expect(try compose("ps", "-q").output.isEmpty)
        }

        @Test func whatIsNotOfferedStartsNothing() throws {
            defer { remove() }
            try project.write("compose.yaml", "services:\n  web:\n    image: a\n    devices: [/dev/sda]\n")
            let outcome = try compose("up", "-d")
            #expect(outcome.status == 1 && outcome.errors.contains("compose.yaml:4:5: `devices`"), "\(outcome.errors)")
            #expect(try compose("up", "--scale", "web=3").status == 125)
            try project.write(
                "compose.yaml",
                "services: {web: {build: ., depends_on: {db: {condition: service_healthy}}}, db: {build: .}}")
            #expect(try compose("config", "--services").output == "web\ndb\n")
            #expect(try compose("config", "-q").status == 0)
        }
    }
}
