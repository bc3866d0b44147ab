import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Terminals with fewer abilities, and terminals that go away.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct TerminalTests {
        let project: Project

        init() throws { project = try Project(named: "terminal") }

        private func start(_ variables: String, columns: Int = 80, rows: Int = 24) throws -> Tmux {
            let tmux = try Tmux(columns: columns, rows: rows, folder: project.folder)
            let workspace = project.folder.appending(path: "work").path
            try tmux.type(
                "clear; stty -a > before; env \(variables) \(Program.binary) lab --workspace \(workspace); "
                    + "status=$?; stty -a > after; echo ended $status\n")
            return tmux
        }

        @Test(arguments: ["TERM=vt100", "TERM=linux", "TERM=xterm", "TERM=xterm-256color", "NO_COLOR=1", "LC_ALL=C"])
        func theLabIsDrawnAndTheTerminalIsAsItWas(variables: String) throws {
            defer { project.remove() }
            let tmux = try start(variables)
            defer { tmux.end() }
            try tmux.wait(for: "step 1 of")
            try tmux.press("M-2")
            try tmux.type("typed")
            try tmux.wait(for: "typed")
            if ["TERM=vt100", "NO_COLOR=1"].contains(variables) {
                let colours = try tmux.coloured().matches(of: /\u{1B}\[[0-9;]*(?:3|4)[0-7][;m]/)
                #expect(colours.isEmpty, "\(colours.count) colours")
            }
            if variables == "LC_ALL=C" { #expect(try tmux.screen().allSatisfy(\.isASCII)) }
            try tmux.press("C-q")
            try tmux.wait(for: "Discard and quit")
            try tmux.press("Right", "Enter")
            try tmux.wait(for: "ended 0")
            let modes = try ["before", "after"].map {
                try String(contentsOf: project.folder.appending(path: $0), encoding: .utf8)
            }
            #expect(modes[0] == modes[1])
        }

        /// 25 is the blue of the light theme, and 16 the black of the one with the highest contrast.
        @Test func theThemeFollowsTheBackgroundUntilOneIsChosenAndIsKept() throws {
            defer { project.remove() }
            let tmux = try start("TERM=xterm-256color")
            defer { tmux.end() }
            try tmux.setBackground("#ffffff")
            try tmux.wait(for: "step 1 of")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0")
            try tmux.type("\(Program.binary) lab --workspace \(project.folder.path)/work; echo ended again\n")
            try tmux.wait(for: "the light theme") { _ in try tmux.coloured().contains("38;5;25") }
            try tmux.press("M-c")
            try tmux.wait(for: "high contrast")
            try tmux.press("C-q")
            try tmux.wait(for: "ended again")
            let settings = project.folder.appending(path: ".config/slipway/config.yaml")
            #expect(try String(contentsOf: settings, encoding: .utf8) == "theme: contrast\n")
            try tmux.type("\(Program.binary) lab --workspace \(project.folder.path)/work\n")
            try tmux.wait(for: "the theme that was kept") { _ in try tmux.coloured().contains("48;5;16") }
            try tmux.press("C-q")
        }

        @Test func aTerminalThatCannotBeDrawnOnIsRefusedInWords() throws {
            defer { project.remove() }
            let tmux = try start("TERM=dumb")
            defer { tmux.end() }
            let screen = try tmux.wait(for: "ended 1")
            #expect(screen.contains("no screen can be drawn on this terminal (TERM=dumb)"), "\(screen)")
        }

        @Test func everySizeFromTheSmallestToTheLargestIsDrawnAtAnyMoment() throws {
            defer { project.remove() }
            let tmux = try start("A=a")
            defer { tmux.end() }
            try tmux.wait(for: "step 1 of")
            for size in [(20, 5), (400, 120), (79, 23), (120, 36), (21, 6), (200, 60), (80, 24)] {
                try tmux.resize(size.0, size.1)
                try tmux.press("C-t")
            }
            try tmux.wait(for: "step 1 of 17")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0")
        }

        @Test func aTerminalThatGoesAwayEndsTheLabAndItsShell() throws {
            defer { project.remove() }
            let tmux = try start("A=a")
            try tmux.wait(for: "step 1 of")
            try tmux.press("F4")
            try tmux.wait(for: "› Shell")
            tmux.end()
            let mark = project.folder.path
            try eventually("the lab has ended with its terminal") { try left(mark).isEmpty }
        }

        /// Processes that name the test's folder.
        private func left(_ mark: String) throws -> String {
            try Program(folder: URL(filePath: "/")).run(["pgrep", "-f", "lab --workspace \(mark)"]).output
        }
    }
}
