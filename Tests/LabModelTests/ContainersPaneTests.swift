import LabModel
import TerminalUI
import Testing

/// The list of containers: the lab's own beside those of the store.
@Suite struct ContainersPaneTests {
    private static func row(_ id: String, _ state: ContainerRow.State, _ ports: [String] = []) -> ContainerRow {
        ContainerRow(id: id, name: "name-\(id)", image: "hello:v1", ports: ports, state: state)
    }

    private static func lab(_ rows: [ContainerRow]) throws -> Lab {
        var lab = try Lab()
        lab.send(.containers(rows))
        lab.press(.character("7"), .alt)
        lab.draw()
        return lab
    }

    private static func names(_ lab: Lab) -> [String] {
        lab.model.panes.containers.entries.map { entry in
            switch entry {
            case .own(_, let name): "own \(name ?? "?")"
            case .other(let row): row.name
            }
        }
    }

    private static func followed(_ lab: inout Lab) -> [String] {
        lab.take().compactMap { if case .followLog(_, let id) = $0 { id } else { nil } }
    }

    @Test func theLogOfTheSelectedContainerIsRead() throws {
        var lab = try Self.lab([Self.row("a", .running), Self.row("b", .exited(1))])
        #expect(Self.followed(&lab) == ["a"])
        let first = try #require(lab.model.panes.containers.followed?.run)
        lab.send(.containerLog(first, "hi\n"))
        #expect(lab.model.panes.containers.followed?.log.count == 1)
        lab.press(.down)
        let effects = lab.take()
        #expect(effects.contains(.stopCommand(first)))
        #expect(effects.contains { if case .followLog(_, "b") = $0 { true } else { false } })
        lab.send(.containerLog(first, "stale\n"))
        #expect(lab.model.panes.containers.followed?.log.count == 0)
        // Nothing is read for a pane that nobody sees.
        lab.press(.character("4"), .alt)
        #expect(lab.model.panes.containers.followed == nil)
    }

    @Test func theSelectionStaysOnItsContainer() throws {
        var lab = try Self.lab([Self.row("a", .running), Self.row("b", .running)])
        lab.press(.down)
        lab.send(.containers([Self.row("new", .created), Self.row("a", .exited(0)), Self.row("b", .running)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("b", .running)))
        lab.send(.containers([Self.row("new", .created)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("new", .created)))
    }

    @Test func oneThatHasEndedGivesTheSelectionToOneThatStarts() throws {
        var lab = try Self.lab([Self.row("a", .exited(1)), Self.row("b", .running)])
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("a", .exited(1))))
        lab.send(.containers([Self.row("new", .created), Self.row("a", .exited(1)), Self.row("b", .running)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("a", .exited(1))), "it does not run yet")
        _ = lab.take()
        lab.send(.containers([Self.row("new", .running), Self.row("a", .exited(1)), Self.row("b", .running)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("new", .running)))
        #expect(Self.followed(&lab) == ["new"])
        lab.send(.containers([Self.row("c", .running), Self.row("new", .running), Self.row("b", .running)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("new", .running)), "it runs still")
    }

    @Test func f6SelectsWhatItStartsAndTheShellTakesOverFromWhatHasEnded() throws {
        var lab = try Self.lab([Self.row("a", .running), Self.row("b", .exited(1))])
        lab.press(.down)
        lab.press(.function(6))
        let run = try #require(lab.take().container?.run)
        #expect(lab.model.panes.containers.selected == 0 && Self.names(lab).first == "own ?")
        lab.send(.containerNamed(run, "own"))
        lab.send(.containerEnded(run, status: 1))
        lab.send(.containers([Self.row("own", .exited(1)), Self.row("a", .running)]))
        #expect(lab.model.panes.containers.selected == 0, "nothing has started")
        lab.send(.containers([Self.row("x", .running), Self.row("own", .exited(1)), Self.row("a", .running)]))
        #expect(lab.model.panes.containers.selectedEntry == .other(Self.row("x", .running)))
    }

    @Test func theLabsOwnContainerIsListedOnce() throws {
        var lab = try Self.lab([])
        lab.press(.function(6))
        let run = try #require(lab.take().container?.run)
        lab.send(.containers([Self.row("x", .running), Self.row("y", .running)]))
        lab.send(.containerNamed(run, "x"))
        #expect(Self.names(lab) == ["own name-x", "name-y"])
        #expect(lab.model.panes.containers.followed == nil)
    }

    @Test func keysActOnTheSelectedContainer() throws {
        var lab = try Self.lab([Self.row("a", .running, ["127.0.0.1:8080->80/tcp"]), Self.row("b", .exited(0))])
        lab.press(.enter)
        let run = try #require(lab.model.panes.containers.followed?.run)
        #expect(lab.take().contains(.fetchPage(run, url: "http://localhost:8080")))
        lab.send(.containerPage(run, Page(status: 200, body: "hi")))
        lab.press(.enter)
        #expect(lab.model.dialogue == .page(offset: 0))
        lab.press(.escape)
        lab.press(.delete)
        #expect(lab.model.notice == .stillRuns("name-a"))
        lab.type("x")
        #expect(lab.take().contains { if case .runCommand(_, .stop(container: "name-a")) = $0 { true } else { false } })
        lab.press(.escape)
        lab.press(.down)
        lab.press(.enter)
        #expect(lab.model.notice == .noPage)
        lab.press(.delete)
        #expect(
            lab.take().contains { if case .runCommand(_, .remove(container: "name-b")) = $0 { true } else { false } })
    }
}
