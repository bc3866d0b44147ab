public import TerminalUI

/// A pane: what it holds, its keys, and what it does about an event.
///
/// A pane never writes another pane, the screen or the world: it answers with requests, which the lab carries out.
protocol PaneModel: Sendable {
    /// What can be asked of this pane alone.
    associatedtype Action: Hashable, CaseIterable, Sendable
    associatedtype Event: PaneEvent where Event.Action == Action

    /// A row for each key: the key, what it does, and what that is called.
    static var keys: [KeyBinding] { get }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request]
}

/// What happens to a pane: what every pane can be told, and what is its own.
protocol PaneEvent: Sendable {
    associatedtype Action

    static func input(_ input: PaneInput<Action>) -> Self
}

/// What every pane can be told.
public enum PaneInput<Action: Sendable>: Sendable {
    case action(Action)
    case shared(SharedAction)
    /// A click on a row of its list.
    case click(row: Int)
    /// The mouse's wheel, by so many rows.
    case wheel(Int)
    /// Where the pane is on the screen from now on; nil where nobody sees it.
    case placed(Rect?)
}

extension PaneInput where Action == Never {
    /// The same for a pane that has actions of its own.
    func `for`<P: PaneModel>(_ pane: P.Type) -> PaneInput<P.Action> {
        switch self {
        case .shared(let action): .shared(action)
        case .click(let row): .click(row: row)
        case .wheel(let rows): .wheel(rows)
        case .placed(let area): .placed(area)
        }
    }
}

/// What means something in more than one pane: the pane that has the focus knows what.
public enum SharedAction: CaseIterable, Hashable, Sendable {
    case lineUp, lineDown, pageUp, pageDown, toTop, toBottom
    /// Shows what is cut at the pane's edge.
    case lookLeft, lookRight
    /// Opens or folds what is under the selected row.
    case open
    case refresh
    case find, findNext, findPrevious, copy
    /// Says why the instruction at the caret or under the selection ran.
    case showCause
    /// Opens a shell in the files as they are before that instruction.
    case openShell

    /// The pane that it is for.
    func target(_ focus: Pane) -> Pane {
        switch self {
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .lookLeft, .lookRight, .open: focus
        case .refresh: focus == .layers ? .layers : .images
        case .find, .findNext, .findPrevious, .copy: focus == .shell ? .shell : .editor
        case .showCause, .openShell: focus == .build ? .build : .editor
        }
    }

    /// How many rows it moves by, where a page has so many; nil where it moves nothing.
    func rows(page: Int) -> Int? {
        let step = max(1, page - 1)
        return switch self {
        case .lineUp: -1
        case .lineDown: 1
        case .pageUp: -step
        case .pageDown: step
        case .toTop: -ScrollPosition.farAway
        case .toBottom: ScrollPosition.farAway
        case .lookLeft, .lookRight, .open, .refresh, .find, .findNext, .findPrevious, .copy, .showCause, .openShell:
            nil
        }
    }

    /// How many halves of what is in sight it looks further to the right; nil where it does not look aside.
    var halves: Int? {
        switch self {
        case .lookLeft: -1
        case .lookRight: 1
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .open, .refresh, .find, .findNext,
            .findPrevious, .copy, .showCause, .openShell:
            nil
        }
    }
}
