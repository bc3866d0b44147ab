@testable import LabModel
import LessonFormat
import TerminalUI

/// A pane by itself: no lab, only what the pane may know of one.
struct Alone<P: PaneModel> {
    var pane: P
    var lab: LabContext

    init(_ pane: P, focus: Pane = .lesson) throws {
        self.pane = pane
        lab = LabContext(lesson: try Lab.lesson(), now: 100, focus: focus, size: Size(width: 120, height: 36))
    }

    /// What the pane asks for.
    @discardableResult mutating func send(_ event: P.Event) -> [Request] { pane.update(event, &lab) }

    @discardableResult mutating func act(_ action: P.Action) -> [Request] { send(.input(.action(action))) }

    @discardableResult mutating func share(_ action: SharedAction) -> [Request] { send(.input(.shared(action))) }

    /// As if the pane could show so many rows of so many.
    mutating func show(_ pane: Pane, rows: Int, visible: Int, offset: Int = 0) {
        lab.screen.extents[pane] = ScreenLayout.Extent(rows: rows, visible: visible, offset: offset)
    }
}
