internal import ImageFormat
internal import TerminalUI
internal import TextEditing

/// The pane that looks into images: which layers it shows, which are unfolded, and the file that is open.
public struct LayersPane: PaneModel, Equatable {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case unfold, fold, showWaste, sort, search, searchNext, searchBack, extract
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// Shows an image's layers, or two images beside each other.
        case inspect(ImageSubject)
        case loaded(RunID, Answer<LayersContent>)
        case fileLoaded(RunID, Answer<LayerFile>)
        /// Goes to the next path that holds a text.
        case find(String)
        case extracted(RunID, Answer<String>)
        /// Shows a file, wherever it is.
        case show(String, LayerFilePlace)
        /// The disk is as it was when a step began: what is shown may be gone.
        case forget
    }

    /// What is looked into; nil before the first image.
    public private(set) var subject: ImageSubject?
    public private(set) var content = Loadable<LayersContent>()
    public private(set) var list = ListPosition()
    public private(set) var side = SidePosition()
    /// Layers whose changes are shown.
    public private(set) var openLayers: Set<Int> = []
    /// Whether the layers of the base image are shown one by one.
    public private(set) var showsBase = false
    /// Whether what lies in one folder comes with the largest first.
    public private(set) var sortsBySize = false
    /// What was looked for last.
    private var searchText = ""
    private var extraction: RunID?
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
        KeyBinding(
            .layers(.sort), "Sort by size, or by name again", "sort", .pane(.layers), [.key("s")], 6),
        KeyBinding(.layers(.search), "Look for a path", "search", .pane(.layers), [.key("/"), .control("f")], 6),
        KeyBinding(
            .layers(.searchNext), "Look for the next one", "next hit", .pane(.layers), [.key("n"), .alternate("f")], 4),
        KeyBinding(
            .layers(.searchBack), "Look for the one before", "hit before", .pane(.layers),
            [.key("N"), .alternate("b")]),
        KeyBinding(
            .layers(.extract), "Copy this file out of the image into your folder", "extract", .pane(.layers),
            [.key("x")]),
        KeyBinding(again: .shared(.lookRight), .pane(.layers), [.key(">")], 4),
        KeyBinding(again: .shared(.refresh), .pane(.layers), [.key("u")]),
    ]

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, &lab)
        case .inspect(let subject): return inspect(subject, &lab)
        case .loaded(let run, let answer): _ = content.take(answer, of: run)
        case .fileLoaded(let run, let answer): _ = file.take(answer, of: run)
        case .find(let text):
            searchText = text
            return find(lab)
        case .extracted(let run, let answer): return extracted(answer, run)
        case .show(let path, let place): return show(path, place, &lab)
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
        side = SidePosition()
        return [.world(.inspectLayers(run, subject))]
    }

    // MARK: Keys

    private mutating func take(_ input: PaneInput<Action>, _ lab: inout LabContext) -> [Request] {
        switch input {
        case .action(let action): return perform(action, &lab)
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
        if let halves = action.halves { side.move(by: halves, in: lab.screen.breadths[.layers]) }
        switch action {
        case .open: return open(&lab)
        case .refresh:
            guard let subject, content.state != .loading else { return [.listImages] }
            return [.listImages, .inspect(subject)]
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .lookLeft, .lookRight, .find, .findNext,
            .findPrevious, .copy, .showCause, .openShell:
            return []
        }
    }

    private mutating func perform(_ action: Action, _ lab: inout LabContext) -> [Request] {
        switch action {
        case .sort:
            sortsBySize.toggle()
            list.select(0, count: rows.count, in: lab.screen.extents[.layers])
            return [.notice(.sorted(bySize: sortsBySize))]
        case .search: return [.open(.prompt(Prompt(.findInLayers, text: searchText)))]
        case .searchNext: return hasSearched ? find(lab) : perform(.search, &lab)
        case .searchBack: return hasSearched ? find(backwards: true, lab) : perform(.search, &lab)
        case .extract: return extract(&lab)
        case .unfold: if lab.focus == .layers { turnRow(unfolding: true, lab) }
        case .fold: if lab.focus == .layers { turnRow(unfolding: false, lab) }
        case .showWaste: if case .layers = content.value { return [.open(.waste(offset: 0))] }
        }
        return []
    }

    /// What Enter does: a layer or a folder unfolds, a file is shown.
    private mutating func open(_ lab: inout LabContext) -> [Request] {
        let rows = rows
        guard rows.indices.contains(list.selected), !turn(rows[list.selected]), let file = selectedFile else {
            return []
        }
        return show(file.path, file.place, &lab)
    }

    /// What is under the selection, where it is no layer.
    private var selectedFile: (path: String, place: LayerFilePlace)? {
        let rows = rows
        guard rows.indices.contains(list.selected) else { return nil }
        switch (rows[list.selected], content.value) {
        case (.node(let layer, let node), .layers(let image)?):
            return (image.layers[layer].tree.nodes[node].path, .layer(image: image.image, layer: layer))
        case (.change(let change), .comparison(let both)?):
            return (both.changes[change].path, .images(left: both.left.image, right: both.right.image))
        case (.layer, _), (.base, _), (.node, _), (.omitted, _), (.pair, _), (.filesTitle, _), (.change, _): return nil
        }
    }

    private mutating func extract(_ lab: inout LabContext) -> [Request] {
        guard let file = selectedFile else { return [.notice(.nothingToExtract)] }
        let run = lab.newRun()
        extraction = run
        return [.world(.extractFile(run, path: file.path, file.place))]
    }

    private mutating func extracted(_ answer: Answer<String>, _ run: RunID) -> [Request] {
        guard run == extraction else { return [] }
        extraction = nil
        switch answer {
        case .known(let name): return [.notice(.extracted(name))]
        case .failed(let reason): return [.notice(.notExtracted(reason))]
        }
    }

    // MARK: Searching

    /// Whether there is a text to look for again.
    public var hasSearched: Bool { !searchText.isEmpty }

    /// Goes to the next path below the selection that holds the text, or above it, round the end, and unfolds what it
    /// lies in.
    private mutating func find(backwards: Bool = false, _ lab: LabContext) -> [Request] {
        guard hasSearched else { return [] }
        let all = unfolded.rows
        let here = rows.indices.contains(list.selected) ? all.firstIndex(of: rows[list.selected]) ?? -1 : -1
        // The selection itself comes last in either direction.
        let cut = backwards ? max(0, here) : here + 1
        let forwards = Array(all.indices.dropFirst(cut)) + all.indices.prefix(cut)
        let order = backwards ? Array(forwards.reversed()) : forwards
        guard
            let found = order.first(where: { path(of: all[$0])?.lowercased().contains(searchText.lowercased()) == true }
            )
        else { return [.notice(.edit(.notFound))] }
        reveal(all[found])
        guard let row = rows.firstIndex(of: all[found]) else { return [] }
        list.select(row, count: rows.count, in: lab.screen.extents[.layers])
        return [.focus(.layers)] + (hit(all[found]).map { [.notice(.foundInLayers($0))] } ?? [])
    }

    /// What a hit's own row does not say of it: its folder, and the layer that it is in. A row of two images says it all.
    private func hit(_ row: Row) -> LayerHit? {
        guard case .node(let layer, let node) = row, case .layers(let image)? = content.value else { return nil }
        return LayerHit(
            path: image.layers[layer].tree.nodes[node].path,
            layer: image.layers[...layer].count { $0.diffID != nil }, createdBy: image.layers[layer].createdBy)
    }

    /// The pane with nothing folded.
    private var unfolded: LayersPane {
        var pane = self
        guard case .layers(let image)? = content.value else { return pane }
        pane.showsBase = true
        pane.openLayers = Set(image.layers.indices)
        pane.turnedFolders = []
        for layer in image.layers.indices {
            for node in image.layers[layer].tree.nodes.indices where pane.isFolded(node, in: layer) {
                pane.turnedFolders.insert([layer, node])
            }
        }
        return pane
    }

    private func path(of row: Row) -> String? {
        switch (row, content.value) {
        case (.node(let layer, let node), .layers(let image)?): image.layers[layer].tree.nodes[node].path
        case (.change(let change), .comparison(let both)?): both.changes[change].path
        case (.layer, _), (.base, _), (.node, _), (.omitted, _), (.pair, _), (.filesTitle, _), (.change, _): nil
        }
    }

    private mutating func reveal(_ row: Row) {
        guard case .node(let layer, let node) = row, case .layers(let image)? = content.value else { return }
        if let base = image.base, layer < base.rows { showsBase = true }
        openLayers.insert(layer)
        for folder in image.layers[layer].tree.folders(above: node) where isFolded(folder, in: layer) {
            _ = turn(.node(layer: layer, folder))
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

    /// Whether what lies in a folder of a layer is hidden.
    public func isFolded(_ node: Int, in layer: Int) -> Bool {
        let isLarge = (summary(layer)?.tree.nodes.count ?? 0) > Self.unfoldedLimit
        return isLarge != turnedFolders.contains([layer, node])
    }
}
