internal import Glibc
public import ImageFormat
public import ImageStore
internal import SystemPackage

/// Walks the extracted layers of an image from the lowest up, and says what each adds, changes and removes.
public struct LayerWalk {
    /// The most changes that are kept of one layer, because nobody reads a longer list.
    private static let changeLimit = 20_000

    private var visible = VisibleTree()
    private var wasted: [String: ImageLayers.Waste] = [:]
    private let keepsChanges: Bool
    private let weighs: Bool
    /// The layer that is walked, by its place from the lowest.
    private var layer = -1
    /// Every version of a file that a later layer replaces or removes, where files are weighed.
    public private(set) var hidden: [HiddenFile] = []

    /// - Parameters:
    ///   - keepsChanges: whether the changes of each layer are kept; otherwise only the visible files are found.
    ///   - weighs: whether the layers that contain and hide each file are kept.
    public init(keepsChanges: Bool = true, weighs: Bool = false) {
        self.keepsChanges = keepsChanges
        self.weighs = weighs
    }

    /// All files that can be seen, with the layer that each is from.
    public var weighed: [WeighedFile] {
        visible.all.filter { !visible[$0].isFolder }.map {
            WeighedFile(path: visible.path(of: $0), bytes: visible[$0].bytes, layer: visible[$0].layer)
        }
    }

    /// Paths of all that can be seen, folders included.
    public var files: some Sequence<String> { visible.all.lazy.map { visible.path(of: $0) } }

    /// Paths of all that can be seen and is not a folder.
    public var plainFiles: some Sequence<String> {
        visible.all.lazy.filter { !visible[$0].isFolder }.map { visible.path(of: $0) }
    }

    /// The files that cost most for nothing.
    public var waste: [ImageLayers.Waste] {
        Array(wasted.values.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }.prefix(Self.wasteLimit))
    }

    private static let wasteLimit = 500

    /// Notes that a version of a file cannot be seen any more.
    private mutating func waste(_ bytes: Int64, of owner: Int, _ changes: inout Changes, path: () -> String) {
        changes.hidden += bytes
        if weighs, bytes > 0 { hidden.append(HiddenFile(path: path(), bytes: bytes, layer: owner, by: layer)) }
        guard keepsChanges, bytes > 0 else { return }
        let path = path()
        wasted[path, default: ImageLayers.Waste(path: path, bytes: 0, versions: 0)].bytes += bytes
        wasted[path]?.versions += 1
    }

    /// The summary of the next layer. Of a layer that cannot be read completely, it contains the part that could be
    /// read.
    public mutating func summary(of layer: Layer, createdBy: String) -> LayerSummary {
        var changes = Changes()
        self.layer += 1
        let folder = open(layer.path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0, let tree = try? TreeWalk(top: folder) { try? walk(tree, into: &changes) }
        if folder >= 0 { close(folder) }
        return LayerSummary(
            createdBy: createdBy, diffID: layer.diff?.id.description, bytes: layer.diff?.fileBytes ?? 0,
            hiddenBytes: changes.hidden, changes: changes.list, omittedChanges: changes.omitted)
    }

    private struct Changes {
        var list: [LayerChange] = []
        var omitted = 0
        var hidden: Int64 = 0
    }

    /// A folder of the layer that the walk is in.
    private struct Folder {
        /// What can be seen of it.
        var place: Int
        var hidesLower: Bool
    }

    private mutating func walk(_ tree: TreeWalk, into changes: inout Changes) throws(StoreError) {
        var folders = [Folder(place: VisibleTree.root, hidesLower: false)]
        while let event = try tree.next() {
            guard case .found = event else {
                folders.removeLast()
                continue
            }
            guard let status = try tree.status() else { continue }
            let folder = folders[folders.count - 1]
            if LayerStack.isWhiteout(status) {
                if let old = visible.place(of: tree.name, in: folder.place) { remove(old, &changes) }
            } else if status.st_mode & S_IFMT == S_IFDIR {
                folders.append(try enter(tree, in: folder, &changes))
            } else {
                replace(tree, status, in: folder.place, &changes)
            }
        }
    }

    private mutating func enter(
        _ tree: TreeWalk, in folder: Folder, _ changes: inout Changes
    ) throws(StoreError) -> Folder {
        let old = visible.place(of: tree.name, in: folder.place).map { visible[$0] }
        let path = { Self.text(tree) }
        if old?.isFolder != true { note(old == nil ? .added : .changed, 0, &changes) { "/" + path() + "/" } }
        waste(old?.bytes ?? 0, of: old?.layer ?? 0, &changes) { "/" + path() }
        let place = visible.set(tree.name, in: folder.place, bytes: 0, isFolder: true, from: layer)
        try tree.enter()
        let isOpaque = folder.hidesLower || LayerStack.isOpaque(tree.folder)
        let entered = Folder(place: place, hidesLower: old != nil && isOpaque)
        if entered.hidesLower { keep(tree.enteredNames, in: place, &changes) }
        return entered
    }

    private mutating func replace(_ tree: TreeWalk, _ status: stat, in folder: Int, _ changes: inout Changes) {
        let size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
        let old = visible.place(of: tree.name, in: folder)
        let path = { "/" + Self.text(tree) }
        if let old {
            let (bytes, owner) = (visible[old].bytes, visible[old].layer)
            // A folder hides everything below it as well.
            if visible[old].isFolder { _ = hide(old, &changes) } else { waste(bytes, of: owner, &changes, path: path) }
        }
        _ = visible.set(tree.name, in: folder, bytes: size, isFolder: false, from: layer)
        note(old == nil ? .added : .changed, size, &changes, path: path)
    }

    /// The current path; of one that no program could open at once the beginning and the end.
    private static func text(_ tree: TreeWalk) -> String {
        tree.path.count < Int(PATH_MAX) ? String(decoding: tree.path, as: UTF8.self) : tree.shownPath
    }

    private func note(_ kind: LayerChange.Kind, _ bytes: Int64, _ changes: inout Changes, path: () -> String) {
        guard keepsChanges else { return }
        if changes.list.count < Self.changeLimit {
            changes.list.append(LayerChange(kind: kind, path: path(), bytes: bytes))
        } else {
            changes.omitted += 1
        }
    }

    private mutating func remove(_ place: Int, _ changes: inout Changes) {
        let (path, isFolder) = (visible.path(of: place), visible[place].isFolder)
        let bytes = hide(place, &changes)
        note(.removed, bytes, &changes) { isFolder ? path + "/" : path }
    }

    /// Hides a node and everything below it, and returns the bytes that were hidden.
    private mutating func hide(_ place: Int, _ changes: inout Changes) -> Int64 {
        var gone: [WeighedFile] = []
        visible.remove(place) { tree, place in
            guard tree[place].bytes > 0 else { return }
            gone.append(WeighedFile(path: tree.path(of: place), bytes: tree[place].bytes, layer: tree[place].layer))
        }
        for file in gone { waste(file.bytes, of: file.layer, &changes) { file.path } }
        return gone.reduce(0) { $0 + $1.bytes }
    }

    /// Hides the entries of an opaque folder that are not among the given names.
    private mutating func keep(_ names: [[UInt8]], in folder: Int, _ changes: inout Changes) {
        let kept = Set(names)
        let gone = visible.children(of: folder).filter { !kept.contains(visible[$0].name) }
        for place in gone.sorted(by: { visible[$0].name.lexicographicallyPrecedes(visible[$1].name) }) {
            remove(place, &changes)
        }
    }
}
