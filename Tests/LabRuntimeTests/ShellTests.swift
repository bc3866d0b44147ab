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

/// What is entered in a presentation's shell.
@Suite(.timeLimit(.minutes(20)))
struct TypedLinesTests {
    private static let run = RunID(1)

    /// Sends lines to a shell that is followed, each once the one before has ended; so much of what was told of them.
    private func told(_ count: Int, of lines: [String], by shell: String, _ shop: Workshop) async throws -> [LabEvent] {
        let variables = ["PATH": "/usr/bin:/bin", "HOME": shop.scratch.path, "SHELL": shell]
        let place = Workplace(
            workspace: shop.place.workspace, home: shop.place.home,
            in: Surroundings(variables: variables, folder: shop.scratch.path, program: shop.place.program))
        let (session, mailbox) = (ShellSession(), Mailbox())
        session.start(Self.run, Size(width: 80, height: 24), place, naming: [], isFollowed: true, mailbox)
        defer { session.end() }
        var (told, sent) = ([LabEvent](), 0)
        var wakes = mailbox.wakes.makeAsyncIterator()
        session.send(.line(lines[0]))
        while told.count < count {
            for event in mailbox.empty() {
                switch event {
                case .shellTyped(let run, let lines): told += lines.map { LabEvent.shellTyped(run, [$0]) }
                case .shellNotFollowed: told.append(event)
                case .shellCommandEnded where sent < lines.count - 1:
                    sent += 1
                    session.send(.line(lines[sent]))
                // The end of the one before was told too early.
                case .shellBusy: session.send(.line(lines[sent]))
                default: break
                }
            }
            if told.count < count { try #require(await wakes.next() != nil) }
        }
        return told
    }

    private func lines(_ events: [LabEvent]) -> [String] {
        events.flatMap { if case .shellTyped(Self.run, let lines) = $0 { lines } else { [String]() } }
    }

    @Test func bashTellsThemInTheirOrder() async throws {
        let shop = try Workshop()
        try shop.scratch.put("HISTCONTROL=ignoreboth\nHISTFILE=~/kept\n", at: ".bashrc")
        try shop.scratch.put("echo of an earlier day\n", at: "kept")
        let entered = ["echo 'a  b'", "echo 'a  b'", " echo hidden", "echo $((1 + 1)) # two"]
        let told = try await told(3, of: entered, by: "/bin/bash", shop)
        #expect(lines(told) == ["echo 'a  b'", "echo 'a  b'", "echo $((1 + 1)) # two"])
        #expect(try shop.scratch.text("kept") == "echo of an earlier day\n", "the stage is not in the user's history")
    }

    @Test func anotherShellIsSaidToTellNothing() async throws {
        let told = try await told(1, of: ["true"], by: "/bin/sh", try Workshop())
        #expect(told.count == 1 && lines(told).isEmpty)
    }

    @Test func nobodyElseIsFollowed() throws {
        let shop = try Workshop()
        #expect(try ShellEnvironment(shop.place).typed == nil)
        #expect(try ShellEnvironment(shop.place, isFollowed: true).typed == shop.place.home + "/shell-typed")
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
