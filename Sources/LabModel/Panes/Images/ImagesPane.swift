internal import CommandLines
internal import TerminalUI

/// The images of the store.
public struct ImagesPane: PaneModel, Equatable {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case inspect, run, tag, remove, compare, history
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// The store may have changed.
        case list
        case listed(RunID, Answer<[ImageRow]>)
        /// The answer to what the new name is.
        case tag(image: String, name: String)
    }

    public private(set) var listing = Loadable<[ImageRow]>()
    public private(set) var list = ListPosition()
    public private(set) var side = SidePosition()
    /// The image that another one is to be compared with.
    public private(set) var marked: ImageRow?

    public var rows: [ImageRow] { listing.value ?? [] }

    /// The image under the selection.
    public var selected: ImageRow? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

    static let keys: [KeyBinding] = [
        key(.inspect, "Show this image's layers", "layers", [KeyPress(.enter)], 5),
        key(.run, "Run this image", "run", [.key("r")], 5),
        key(.tag, "Give this image a further name", "tag", [.key("t")], 5),
        key(.remove, "Remove this image", "remove", [KeyPress(.delete)], 5),
        key(.compare, "Compare this image with another", "compare", [.key("c")], 5),
        key(.history, "Show this image's history", "history", [.key("h")], 5),
        KeyBinding(again: .shared(.lookRight), .pane(.images), [KeyPress(.right)], 4),
        KeyBinding(again: .shared(.lookLeft), .pane(.images), [KeyPress(.left)]),
        KeyBinding(again: .shared(.refresh), .pane(.images), [.key("u")]),
    ]

    private static func key(
        _ action: Action, _ title: String, _ short: String, _ chords: [KeyPress], _ prominence: Int
    ) -> KeyBinding {
        KeyBinding(.images(action), title, short, .pane(.images), chords, prominence)
    }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, lab)
        case .list:
            let run = lab.newRun()
            listing.load(run, keepsValue: true)
            return [.world(.listImages(run))]
        case .listed(let run, let answer):
            if listing.take(answer, of: run) { list.fit(count: rows.count) }
            return []
        case .tag(let image, let name): return Self.tag(image, as: name)
        }
    }

    private mutating func take(_ input: PaneInput<Action>, _ lab: LabContext) -> [Request] {
        switch input {
        case .action(let action): return selected.map { perform(action, on: $0, lab) } ?? []
        case .shared(let action): return take(action, lab)
        case .click(let row):
            let isSecond = lab.focus == .images && list.selected == row
            list.selected = row
            return [.focus(.images)] + (isSecond ? open(lab) : [])
        case .wheel(let rows):
            list.scroll.move(by: rows, in: lab.screen.extents[.images])
            return []
        case .placed: return []
        }
    }

    private mutating func take(_ action: SharedAction, _ lab: LabContext) -> [Request] {
        let extent = lab.screen.extents[.images]
        if let step = action.rows(page: extent?.visible ?? 10) {
            list.move(by: step, count: rows.count, in: extent)
            return []
        }
        if let halves = action.halves { side.move(by: halves, in: lab.screen.breadths[.images]) }
        switch action {
        case .open: return open(lab)
        case .refresh: return [.listImages]
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .lookLeft, .lookRight, .find, .findNext,
            .findPrevious, .copy, .showCause, .openShell:
            return []
        }
    }

    private mutating func open(_ lab: LabContext) -> [Request] {
        selected.map { perform(.inspect, on: $0, lab) } ?? []
    }

    private mutating func perform(_ action: Action, on image: ImageRow, _ lab: LabContext) -> [Request] {
        switch action {
        case .inspect: [.focus(.layers), .inspect(.image(image.title))]
        case .run: [.run(RunCommandLine(image: image.title, ports: lab.lesson.ports))]
        case .tag: [.open(.prompt(Prompt(.tag(image.title))))]
        case .remove: [.open(.removeImage(image.title))]
        case .compare: compare(image)
        case .history: [.command(.history(image: image.title))]
        }
    }

    /// Marks the selected image, or compares it with the one that is marked.
    private mutating func compare(_ image: ImageRow) -> [Request] {
        guard let marked, rows.contains(marked) else {
            marked = image
            return [.notice(.compareWith(image.title))]
        }
        self.marked = nil
        guard marked.id != image.id || marked.title != image.title else { return [] }
        return [.focus(.layers), .inspect(.images(left: marked.title, right: image.title))]
    }

    /// A new name, as `slipway tag` takes it; nothing that a shell would read as more than a word.
    private static func tag(_ image: String, as name: String) -> [Request] {
        let isWord = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || ".-_:/@".contains($0) }
        return isWord ? [.command(.tag(image: image, name: name))] : [.notice(.noName(name))]
    }
}
