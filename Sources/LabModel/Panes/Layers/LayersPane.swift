internal import ImageFormat
internal import TerminalUI

/// The pane that looks into images: which layers it shows, which are unfolded, and the file that is open.
public struct LayersPane: PaneModel, Equatable {
    public enum Action: CaseIterable, Hashable, Sendable {
        case unfold, fold, showWaste
    }

    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// Shows an image's layers, or two images beside each other.
        case inspect(ImageSubject)
        case loaded(RunID, Answer<LayersContent>)
        case fileLoaded(RunID, Answer<LayerFile>)
        /// The disk is as it was when a step began: what is shown may be gone.
        case forget
    }

    /// What is looked into; nil before the first image.
    public private(set) var subject: ImageSubject?
    public private(set) var content = Loadable<LayersContent>()
    public private(set) var list = ListPosition()
    /// Layers whose changes are shown.
    public private(set) var openLayers: Set<Int> = []
    /// Whether the layers of the base image are shown one by one.
    public private(set) var showsBase = false
    /// Folders that are not as their layer began: a layer's position, and the node's in it.
    private var turnedFolders: Set<[Int]> = []
    /// The path of the file that is shown.
    public private(set) var filePath = ""
    public private(set) var file = Loadable<LayerFile>()

    /// A layer of more changes begins with its folders folded.
    private static let unfoldedLimit = 40

    static let keys: [KeyBinding] = [
        KeyBinding(again: .shared(.open), .pane(.layers), [KeyPress(.enter)], 5),
        KeyBinding(.layers(.unfold), "Unfold this layer or folder", "unfold", .pane(.layers), [KeyPress(.right)]),
        KeyBinding(
            .layers(.fold), "Fold this layer or folder, or go to the one above", "fold", .pane(.layers),
            [KeyPress(.left)]),
        KeyBinding(
            .layers(.showWaste), "Show which files of the layers are wasted", "waste", .pane(.layers), [.key("w")], 5),
        KeyBinding(again: .shared(.refresh), .pane(.layers), [.key("u")]),
    ]

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, &lab)
        case .inspect(let subject): return inspect(subject, &lab)
        case .loaded(let run, let answer): _ = content.take(answer, of: run)
        case .fileLoaded(let run, let answer): _ = file.take(answer, of: run)
        case .forget: self = LayersPane()
        }
        return []
    }

    private mutating func inspect(_ subject: ImageSubject, _ lab: inout LabContext) -> [Request] {
        let run = lab.newRun()
        self.subject = subject
        content.load(run)
        openLayers = []
        showsBase = false
        turnedFolders = []
        list.selected = 0
        return [.world(.inspectLayers(run, subject))]
    }

    // MARK: Keys

    private mutating func take(_ input: PaneInput<Action>, _ lab: inout LabContext) -> [Request] {
        switch input {
        case .action(let action): return perform(action, lab)
        case .shared(let action): return take(action, &lab)
        case .click(let row):
            let isSecond = lab.focus == .layers && list.selected == row
            list.selected = row
            return [.focus(.layers)] + (isSecond ? open(&lab) : [])
        case .wheel(let rows):
            list.scroll.move(by: rows, in: lab.screen.extents[.layers])
            return []
        case .placed: return []
        }
    }

    private mutating func take(_ action: SharedAction, _ lab: inout LabContext) -> [Request] {
        let extent = lab.screen.extents[.layers]
        if let step = action.rows(page: extent?.visible ?? 10) {
            list.move(by: step, count: rows.count, in: extent)
            return []
        }
        switch action {
        case .open: return open(&lab)
        case .refresh:
            guard let subject, content.state != .loading else { return [.listImages] }
            return [.listImages, .inspect(subject)]
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .find, .findNext, .findPrevious, .copy,
            .showCause, .openShell:
            return []
        }
    }

    private mutating func perform(_ action: Action, _ lab: LabContext) -> [Request] {
        switch action {
        case .unfold: if lab.focus == .layers { turnRow(unfolding: true, lab) }
        case .fold: if lab.focus == .layers { turnRow(unfolding: false, lab) }
        case .showWaste: if case .layers = content.value { return [.open(.waste(offset: 0))] }
        }
        return []
    }

    /// What Enter does: a layer or a folder unfolds, a file is shown.
    private mutating func open(_ lab: inout LabContext) -> [Request] {
        let rows = rows
        guard rows.indices.contains(list.selected), !turn(rows[list.selected]) else { return [] }
        switch (rows[list.selected], content.value) {
        case (.node(let layer, let node), .layers(let image)?):
            return show(image.layers[layer].tree.nodes[node].path, .layer(image: image.image, layer: layer), &lab)
        case (.change(let change), .comparison(let both)?):
            return show(both.changes[change].path, .images(left: both.left.image, right: both.right.image), &lab)
        case (.layer, _), (.base, _), (.node, _), (.omitted, _), (.pair, _), (.filesTitle, _), (.change, _): return []
        }
    }

    private mutating func show(_ path: String, _ place: LayerFilePlace, _ lab: inout LabContext) -> [Request] {
        let run = lab.newRun()
        filePath = path
        file.load(run)
        return [
            .open(.layerFile(offset: 0, showsDifference: true)), .world(.readLayerFile(run, path: path, place)),
        ]
    }

    /// Right unfolds; Left folds, or goes to the folder that the row lies in.
    private mutating func turnRow(unfolding: Bool, _ lab: LabContext) {
        let rows = rows
        guard rows.indices.contains(list.selected) else { return }
        if let isUnfolded = isUnfolded(rows[list.selected]), isUnfolded != unfolding {
            _ = turn(rows[list.selected])
        } else if !unfolding, let parent = parent(of: list.selected, in: rows) {
            list.select(parent, count: rows.count, in: lab.screen.extents[.layers])
        }
    }

    /// Unfolds or folds what is under a row; whether there is something to fold.
    private mutating func turn(_ row: Row) -> Bool {
        switch row {
        case .layer(let layer):
            if openLayers.remove(layer) == nil { openLayers.insert(layer) }
        case .base: showsBase.toggle()
        case .node(let layer, let node):
            guard summary(layer)?.tree.nodes[node].isFolder == true else { return false }
            if turnedFolders.remove([layer, node]) == nil { turnedFolders.insert([layer, node]) }
        case .omitted, .pair, .filesTitle, .change: return false
        }
        return true
    }

    public func isFolded(_ node: Int, in layer: Int) -> Bool {
        let isLarge = (summary(layer)?.tree.nodes.count ?? 0) > Self.unfoldedLimit
        return isLarge != turnedFolders.contains([layer, node])
    }
}
