import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// The shell's pane of the real lab, with real programs in it.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct ShellTests {
        let project: Project
        let workspace: URL

        init() throws {
            project = try Project(named: "shell")
            workspace = project.folder.appending(path: "work")
            try project.write("work/app.py", "print('hello')\n")
        }

        private func lab() throws -> Tmux {
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            let program = "SHELL=/bin/bash \(Program.binary) lab --workspace \(workspace.path)"
            try tmux.type("clear; \(program); echo ended $?\n")
            try tmux.wait(for: "step 1 of")
            try tmux.press("F4")
            try tmux.wait(for: " › Shell")
            try tmux.type("PS1='ready> '\n")
            try tmux.wait(for: "\u{2502}ready>")
            return tmux
        }

        private func leave(_ tmux: Tmux) throws {
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func vimWritesTheFileThatTheEditorShows() throws {
            defer { project.remove() }
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.type("vim.tiny app.py\n")
            try tmux.wait(for: "print('hello')") { $0.contains("~") }
            try tmux.type("ggOimport flask")
            try tmux.press("Escape")
            try tmux.type(":wq\n")
            // Above in the editor, without a key; below the prompt is back.
            try tmux.wait(for: "1 import flask")
            try tmux.wait { $0.contains("ready>") && !$0.contains("~") }
            let text = try String(contentsOf: workspace.appending(path: "app.py"), encoding: .utf8)
            #expect(text == "import flask\nprint('hello')\n")
            try leave(tmux)
        }

        @Test func lessAndTopHaveTheScreenToThemselves() throws {
            defer { project.remove() }
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.type("seq 1 500 | less\n")
            try tmux.wait { $0.contains("\u{2502}:") }
            try tmux.press("PPage", "NPage")
            try tmux.type("G")
            try tmux.wait(for: "(END)")
            try tmux.type("q")
            try tmux.wait { $0.contains("ready>") && !$0.contains("(END)") }
            try tmux.type("top\n")
            try tmux.wait(for: "PID USER")
            try tmux.resize(200, 60)
            try tmux.wait(for: "COMMAND")
            try tmux.type("q")
            try leave(tmux)
        }

        @Test func aTypedBuildLightsTheBuildPane() throws {
            defer { project.remove() }
            let tmux = try lab()
            defer { tmux.end() }
            let word = UUID().uuidString
            try project.write("work/Dockerfile", "FROM python:3.11-alpine\nRUN echo \(word); sleep 3\nRUN exit 7\n")
            try tmux.type("docker build -t my-flask-app:v1 .\n")
            try tmux.press("M-4")
            try tmux.wait(for: "[2/3] RUN echo", within: 240) { $0.contains("running") }
            let failed = try tmux.wait(for: "FAILED", within: 30)
            #expect(failed.contains("exit status 7") || failed.contains("exit code 7"), "\(failed)")
            try leave(tmux)
        }

        @Test func aFloodBlocksNoKey() throws {
            defer { project.remove() }
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.type("yes slipway\n")
            try tmux.wait { $0.components(separatedBy: "\u{2502}slipway").count > 8 }
            try tmux.press("F3")
            try tmux.wait(for: "─ › app.py")
            try tmux.type("# typed")
            try tmux.wait(for: "# typed")
            try tmux.press("C-s")
            try tmux.wait(for: "Saved")
            try tmux.press("F4", "C-c")
            try tmux.wait(for: "ready>") { screen in screen.contains("^C") }
            try leave(tmux)
            let left = try Program(folder: project.folder).run(["pgrep", "-fx", "yes slipway"])
            #expect(left.output.isEmpty, "the flood goes on: \(left.output)")
        }

        @Test func aShellThatEndsIsStartedAgainAndNoneIsLeft() throws {
            defer { project.remove() }
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.type("exit 3\n")
            try tmux.wait(for: "ended with exit status 3")
            try tmux.press("Enter")
            try tmux.wait { !$0.contains("exit status 3") }
            let mark = "sleep 98765.\(getpid())"
            try tmux.type("trap '' HUP; \(mark) & docker --version | tr . -\n")
            try tmux.wait(for: "0-1-0")
            try leave(tmux)
            _ = try Program(folder: project.folder).run(["pkill", "-fx", mark])
            // Of this store alone: somebody may use a lab on this machine.
            let home = ProcessInfo.processInfo.environment["SLIPWAY_HOME"] ?? ".*"
            let left = try Program(folder: project.folder).run(["pgrep", "-f", "rcfile \(home)/shellrc"])
            #expect(left.output.isEmpty, "a shell is left: \(left.output)")
        }
    }
}
