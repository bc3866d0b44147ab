@testable import LabModel
import TerminalUI
import Testing

/// The recipe "a pane" of CONTRIBUTING.md: notes that are listed, chosen and copied.
private struct NotesPane: PaneModel {
    enum Action: CaseIterable, Hashable, Sendable {
        case copy
    }

    enum Event: PaneEvent {
        case input(PaneInput<Action>)
        case read(RunID, Answer<[String]>)
        case list
    }

    private(set) var notes = Loadable<[String]>()
    private(set) var list = ListPosition()

    static let keys: [KeyBinding] = []

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, lab)
        case .list: notes.load(lab.newRun(), keepsValue: true)
        case .read(let run, let answer): if notes.take(answer, of: run) { list.fit(count: notes.value?.count ?? 0) }
        }
        return []
    }

    private mutating func take(_ input: PaneInput<Action>, _ lab: LabContext) -> [Request] {
        let rows = notes.value ?? []
        let extent = lab.screen.extents[.images]
        switch input {
        case .action(.copy): return rows.isEmpty ? [] : [.program(.copy(rows[list.selected])), .notice(.copied)]
        case .shared(let action):
            if let step = action.rows(page: extent?.visible ?? 10) {
                list.move(by: step, count: rows.count, in: extent)
            }
        case .click(let row): list.select(row, count: rows.count, in: extent)
        case .wheel(let rows): list.scroll.move(by: rows, in: extent)
        case .placed: break
        }
        return []
    }
}

@Suite struct PaneRecipeTests {
    @Test func aPaneIsOneTypeThatAsksAndNeverReaches() throws {
        var notes = try Alone(NotesPane())
        #expect(notes.act(.copy).isEmpty)
        notes.send(.list)
        notes.send(.list)
        notes.send(.read(RunID(1), .known(["stale"])))
        #expect(notes.pane.notes.state == .loading)
        notes.send(.read(RunID(2), .known(["one", "two", "three"])))
        notes.share(.lineDown)
        #expect(notes.act(.copy) == [.program(.copy("two")), .notice(.copied)])
        notes.send(.input(.click(row: 9)))
        #expect(notes.act(.copy).first == .program(.copy("three")))
    }

    /// What the list of panes gives a pane without a line elsewhere: its key, its name, its place on a small screen.
    @Test(arguments: Pane.allCases) func aPaneOfTheListIsEverywhere(_ pane: Pane) throws {
        let action = Action.lab(.show(pane))
        #expect(KeyTable.title(action) == pane.row.going && !pane.title.isEmpty)
        let key = try #require(pane.row.keys.first)
        var lab = try Lab(width: 60, height: 20)
        lab.press(key.key, key.modifiers)
        #expect(lab.model.layout.focus == pane)
        #expect(LabLayout(lab.model.layout).panes.keys.map { $0 } == [pane])
    }
}
