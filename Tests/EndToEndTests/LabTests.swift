import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// The lab in a real terminal: the program that users run, in tmux, by keys.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct LabTests {
        let project: Project
        let workspace: URL

        init() throws {
            project = try Project(named: "lab")
            workspace = project.folder.appending(path: "my-docker-app")
            // Progress is kept beside the store, and a test begins at the first step.
            let progress = URL(filePath: Program.sharedHome).appending(path: "progress.json")
            if FileManager.default.fileExists(atPath: progress.path) {
                try FileManager.default.removeItem(at: progress)
            }
        }

        private func lab(_ columns: Int, _ rows: Int) throws -> Tmux {
            let tmux = try Tmux(columns: columns, rows: rows, folder: project.folder)
            let program = "sh -c 'echo $$ > pid; exec \(Program.binary) lab --workspace \(workspace.path)'"
            try tmux.type("clear; stty -a > before; \(program); status=$?; stty -a > after; echo ended $status\n")
            try tmux.wait(for: "A folder for the project")
            return tmux
        }

        /// Presses Enter on the step's first code block, saves, and goes on once the step's checks pass.
        private func writeFile(of tmux: Tmux, checks: String) throws {
            try tmux.press("F8", "Right", "Enter")
            try tmux.wait(for: "not saved")
            try tmux.press("C-s")
            try tmux.wait(for: checks)
            try tmux.press("F2")
        }

        @Test func aLearnerGetsFromAnEmptyFolderToThePageOfTheirOwnImage() throws {
            defer { project.remove() }
            let tmux = try lab(120, 36)
            defer { tmux.end() }
            try tmux.press("Right", "Enter")
            try tmux.wait(for: "1 of 1 checks")
            try writeFile(of: tmux, checks: "2 of 17 done")
            try writeFile(of: tmux, checks: "3 of 17 done")
            try writeFile(of: tmux, checks: "4 of 17 done")
            #expect(FileManager.default.fileExists(atPath: workspace.appending(path: "Dockerfile").path))

            try tmux.press("F5")
            try tmux.wait(for: "Built my-flask-app:v1", within: 240)

            // Another editor's save counts, and the next build says what it found.
            let app = workspace.appending(path: "app.py")
            let text = String(decoding: try Data(contentsOf: app), as: UTF8.self)
            let greeting = "Hello number \(UUID().uuidString.prefix(8))"
            try Data(text.replacingOccurrences(of: "Hello from my custom Docker image!", with: greeting).utf8).write(
                to: app)
            try tmux.press("F3", "M-[", "M-[")
            try tmux.wait(for: greeting)
            try tmux.press("F5")
            try tmux.wait(for: "why: app.py changed", within: 60)
            try tmux.press("M-]", "M-]")
            // The gutter says what came from the cache.
            let built = try tmux.wait(for: "CACHED     3 WORKDIR /app")
            #expect(built.contains("CACHED     7 RUN pip install"), "\(built)")
            #expect(built.contains(" s      9 COPY app.py ."), "\(built)")

            try tmux.press("F6")
            try tmux.wait(for: "answers with status 200", within: 60)
            #expect(try tmux.screen().contains(greeting))

            for size in [(80, 24), (20, 5), (200, 60), (120, 36)] {
                try tmux.resize(size.0, size.1)
                try tmux.wait(for: "17")
            }
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
            let left = try Program(folder: project.folder)("ps", "--quiet")
            #expect(left.output.isEmpty, "a container is still there: \(left.output)")
            try expectRestoredTerminal()
        }

        /// Fills the workspace with the lesson's solution and builds the lesson's image of it.
        /// - Returns: the program, in the workspace.
        private func buildTheSolution() throws -> Program {
            var program = Program(folder: project.folder)
            let copied = try program.run([
                "cp", "-r", Program.root.path + "/Lessons/06-building-a-custom-image/solution", workspace.path,
            ])
            try #require(copied.status == 0, "\(copied.errors)")
            program.folder = workspace
            let built = try program("build", "-t", "my-flask-app:v1", ".")
            try #require(built.status == 0, "\(built.errors)")
            return program
        }

        /// Another program's server on the lesson's port, once it answers.
        private func takeTheLessonsPort(with program: Program) throws -> Process {
            let server = try program.start(
                ["python3", "-m", "http.server", "5000", "--bind", "127.0.0.1"], output: Pipe(), errors: Pipe())
            do {
                _ = try fetch("http://localhost:5000/", within: 20)
            } catch {
                kill(server.processIdentifier, SIGKILL)
                throw error
            }
            return server
        }

        /// No restart is needed: F6 looks at the port anew, and the lesson goes on with another one.
        @Test func aPortThatIsTakenWhileTheLabIsOpenIsReplaced() throws {
            defer { project.remove() }
            let program = try buildTheSolution()
            let tmux = try lab(120, 36)
            defer { tmux.end() }
            // It comes later than the lab, which has looked for a free port when it was opened.
            let other = try takeTheLessonsPort(with: program)
            defer { kill(other.processIdentifier, SIGKILL) }
            try tmux.press("F6")
            let screen = try tmux.wait(for: "answers with status 200", within: 60)
            #expect(
                screen.contains("Hello from my custom Docker image!") && screen.contains("localhost:5001"), "\(screen)")
            #expect(!screen.contains("Directory listing"), "the page of another server is shown:\n\(screen)")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        /// Where somebody has the lesson's port before the lab is opened, text, checks and F6 have another one.
        @Test func aPortThatSomebodyHasIsReplacedByAFreeOne() throws {
            defer { project.remove() }
            let program = try buildTheSolution()
            let other = try takeTheLessonsPort(with: program)
            defer { kill(other.processIdentifier, SIGKILL) }

            let tmux = try lab(120, 36)
            defer { tmux.end() }
            try tmux.press("F6")
            let screen = try tmux.wait(for: "answers with status 200", within: 60)
            #expect(
                screen.contains("Hello from my custom Docker image!") && !screen.contains("Directory listing"),
                "\(screen)")
            #expect(screen.contains("localhost:5001"), "\(screen)")
            // What runs outside of the lab looks at the same port.
            let checked = try program("check", "06", "--step", "8", "--workspace", workspace.path)
            #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
            #expect(checked.output.contains("localhost:5001"), "\(checked.output)")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func asksBeforeChangesAreLost() throws {
            defer { project.remove() }
            let tmux = try lab(80, 24)
            defer { tmux.end() }
            try tmux.press("F3")
            try tmux.type("hello")
            try tmux.wait(for: "not saved")
            try tmux.press("C-q")
            try tmux.wait(for: "Save and quit")
            try tmux.press("Escape")
            try tmux.wait { !$0.contains("Save and quit") }
            try tmux.press("C-q")
            try tmux.wait(for: "Save and quit")
            try tmux.type("s")
            try tmux.press("Enter")
            let left = try tmux.wait(for: "ended 0")
            #expect(left.contains("opens the lab again where you left it"), "\(left)")
            let saved = try String(contentsOf: workspace.appending(path: "app.py"), encoding: .utf8)
            #expect(saved == "hello")
        }

        @Test func anExerciseIsChosenBeganAgainAndLeft() throws {
            defer { project.remove() }
            let tmux = try lab(120, 36)
            defer { tmux.end() }
            try tmux.press("M-l")
            try tmux.wait(for: "Order for the cache")
            // Behind the two lessons.
            try tmux.press("Down", "Down", "Enter")
            try tmux.wait(for: "Order for the cache · step 1 of 1", within: 30)
            try tmux.wait(for: "FROM python:3.11-alpine")
            try tmux.press("F3")
            try tmux.type("# mine")
            try tmux.press("M-r")
            // At the beginning of the words or behind them, as there is room.
            try tmux.wait(for: "our files are kept in")
            try tmux.wait { !$0.contains("# mine") }
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
            try expectRestoredTerminal()
            let kept = try Program.checkout.get().appending(path: "Sandbox/backups")
            #expect(FileManager.default.fileExists(atPath: kept.path))
        }

        /// Whatever ends the lab, the terminal is as it was, and whoever waits is told which signal it was. (Not SIGINT: a
        /// shell whose program died of that ends its own line as well.)
        @Test(arguments: [
            SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR,
            SIGABRT,
            SIGSEGV,
        ])
        func aSignalGivesTheTerminalBack(number: Int32) throws {
            defer { project.remove() }
            let tmux = try lab(80, 24)
            defer { tmux.end() }
            let id = try String(contentsOf: project.folder.appending(path: "pid"), encoding: .utf8)
            kill(try #require(pid_t(id.trimmingCharacters(in: .newlines))), number)
            try tmux.wait(for: "ended \(128 + number)")
            try expectRestoredTerminal()
        }

        /// A write that a limit or a closed pipe refuses is not the end of the lab.
        @Test(arguments: [SIGXFSZ, SIGPIPE])
        func aRefusedWriteDoesNotEndTheLab(number: Int32) throws {
            defer { project.remove() }
            let tmux = try lab(80, 24)
            defer { tmux.end() }
            let id = try String(contentsOf: project.folder.appending(path: "pid"), encoding: .utf8)
            kill(try #require(pid_t(id.trimmingCharacters(in: .newlines))), number)
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0")
        }

        private func expectRestoredTerminal() throws {
            let modes = try ["before", "after"].map {
                try String(contentsOf: project.folder.appending(path: $0), encoding: .utf8)
            }
            let settings = modes.map {
                $0.split(separator: ";").filter { !$0.contains("rows") && !$0.contains("columns") }
            }
            #expect(settings[0] == settings[1])
        }
    }
}
