import Foundation
import LabModel
import Scratch
import ShellScreen
import Surroundings
import TerminalUI
import Testing

@testable import LabRuntime

/// The learner's shell, on a terminal of its own.
@Suite(.timeLimit(.minutes(20)))
struct ShellTests {
    private static let run = RunID(1)
    private static let size = Size(width: 80, height: 24)

    private func shows(_ text: String, _ event: LabEvent) -> Bool? {
        guard case .shellFrame(Self.run, let frame) = event else { return nil }
        return frame.rows.contains { $0.text.contains(text) } ? true : nil
    }

    @Test func aLineIsTypedAtThePromptAndItsEndIsTold() async throws {
        let shop = try Workshop(program: "echo \"the program was asked: $*\"")
        shop.performer.perform(.startShell(Self.run, Self.size))
        shop.performer.perform(.shellInput(Self.run, .line("docker images; pwd; echo \"tmux: [$TMUX]\"")))
        // One frame may show both lines, and the end of the command may come before it.
        var (isAsked, isForgotten, hasEnded) = (false, false, false)
        _ = try await shop.wait { event -> Bool? in
            if shows("the program was asked: images", event) == true { isAsked = true }
            if shows("tmux: []", event) == true { isForgotten = true }
            if case .shellCommandEnded(Self.run) = event { hasEnded = true }
            return isAsked && isForgotten && hasEnded ? true : nil
        }
        shop.performer.perform(.shellInput(Self.run, .line("exit 7")))
        let status = try await shop.wait { if case .shellEnded(Self.run, let status) = $0 { status } else { nil } }
        #expect(status == 7)
    }

    @Test func nothingIsTypedIntoACommandThatRuns() async throws {
        let shop = try Workshop()
        shop.performer.perform(.startShell(Self.run, Self.size))
        shop.performer.perform(.shellInput(Self.run, .line("echo begun; cat")))
        _ = try await shop.wait { shows("begun", $0) }
        // It may take a moment until `cat` has the terminal.
        var isBusy = false
        while !isBusy {
            shop.performer.perform(.shellInput(Self.run, .line("echo second")))
            isBusy = try await shop.wait {
                switch $0 {
                case .shellBusy(Self.run): true
                case .shellFrame(Self.run, _): false
                default: nil
                }
            }
        }
    }

    @Test func theShellKnowsItsSize() async throws {
        let shop = try Workshop()
        shop.performer.perform(.startShell(Self.run, Self.size))
        shop.performer.perform(.resizeShell(Self.run, Size(width: 100, height: 30)))
        shop.performer.perform(.shellInput(Self.run, .line("stty size")))
        _ = try await shop.wait { shows("30 100", $0) }
    }

    @Test func aShellThatCannotBeStartedSaysWhy() async throws {
        let shop = try Workshop()
        try shop.scratch.makeFolder("store/shellrc")
        shop.performer.perform(.startShell(Self.run, Self.size))
        let reason = try await shop.wait { if case .shellNotStarted(_, let reason) = $0 { reason } else { nil } }
        #expect(reason.contains("shellrc"))
    }
}

/// What the shell is started with.
struct ShellEnvironmentTests {
    private func place(_ variables: [String: String], _ shop: Workshop) -> Workplace {
        Workplace(
            workspace: shop.place.workspace, home: shop.place.home,
            in: Surroundings(variables: variables, folder: "/", program: shop.place.program))
    }

    @Test func theTerminalThatTheLabIsInIsForgotten() throws {
        let shop = try Workshop()
        let foreign = ["TMUX": "1", "LINES": "2", "COLUMNS": "3", "TERM_PROGRAM": "x", "STY": "y", "KEPT": "z"]
        let variables = try ShellEnvironment(place(foreign, shop)).variables
        #expect(
            variables == [
                "COLORTERM=truecolor", "KEPT=z", "PATH=\(shop.place.home)/bin:/usr/local/bin:/usr/bin:/bin",
                "SLIPWAY_HOME=\(shop.place.home)", "SLIPWAY_WORKSPACE=\(shop.place.workspace)", "TERM=xterm-256color",
            ])
    }

    @Test(arguments: [
        ("/bin/sh", "/bin/sh", 2), ("/bin/bash", "/bin/bash", 4), ("/nowhere", "/bin/bash", 4), ("", "/bin/bash", 4),
    ])
    func theLearnersShellIsTakenWhereItCanBeRun(_ wanted: String, _ shell: String, _ count: Int) throws {
        let shop = try Workshop()
        let arguments = try ShellEnvironment(place(["SHELL": wanted], shop)).arguments
        #expect(arguments.first == shell && arguments.count == count)
    }
}
