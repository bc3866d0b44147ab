/// The visible files of an image so far, as a tree of names in bytes, which needs less memory than a path for each.
struct VisibleTree {
    /// A place in the tree.
    struct Node {
        let parent: Int
        let name: [UInt8]
        /// Of a file; folders count 0.
        var bytes: Int64
        var isFolder: Bool
        /// The layer that it is from, by its place from the lowest.
        fileprivate(set) var layer: Int
        /// A folder's entries as a chain: the folder knows the entry that was added last, each entry the one added before it.
        fileprivate var lastChild: Int?
        fileprivate let before: Int?
        fileprivate var isGone = false
    }

    private struct Key: Hashable {
        let folder: Int
        let name: [UInt8]
    }

    private var nodes = [Node(parent: 0, name: [], bytes: 0, isFolder: true, layer: 0, before: nil)]
    private var places: [Key: Int] = [:]

    /// The index of the root.
    static let root = 0

    subscript(place: Int) -> Node { nodes[place] }

    /// What can be seen under a name in a folder; nil where nothing can.
    func place(of name: some Sequence<UInt8>, in folder: Int) -> Int? { places[Key(folder: folder, name: Array(name))] }

    /// Sets what can be seen under a name, and returns its place.
    mutating func set(
        _ name: some Sequence<UInt8>, in folder: Int, bytes: Int64, isFolder: Bool, from layer: Int = 0
    ) -> Int {
        let key = Key(folder: folder, name: Array(name))
        if let place = places[key] {
            (nodes[place].bytes, nodes[place].isFolder, nodes[place].layer) = (bytes, isFolder, layer)
            return place
        }
        let node = Node(
            parent: folder, name: key.name, bytes: bytes, isFolder: isFolder, layer: layer,
            before: nodes[folder].lastChild)
        nodes.append(node)
        nodes[folder].lastChild = nodes.count - 1
        places[key] = nodes.count - 1
        return nodes.count - 1
    }

    /// What can be seen right in a folder.
    func children(of folder: Int) -> [Int] {
        var children: [Int] = []
        var next = nodes[folder].lastChild
        while let child = next {
            if !nodes[child].isGone { children.append(child) }
            next = nodes[child].before
        }
        return children
    }

    /// Takes a place and all below it out of sight, and gives each to `body`.
    mutating func remove(_ place: Int, _ body: (VisibleTree, Int) -> Void) {
        var waiting = [place]
        while let next = waiting.popLast() {
            body(self, next)
            waiting += children(of: next)
            places[Key(folder: nodes[next].parent, name: nodes[next].name)] = nil
            nodes[next].isGone = true
            nodes[next].lastChild = nil
        }
    }

    /// A place's path from the root, with a leading `/`.
    func path(of place: Int) -> String {
        var names: [[UInt8]] = []
        var next = place
        while next != Self.root {
            names.append(nodes[next].name)
            next = nodes[next].parent
        }
        return names.reversed().map { "/" + String(decoding: $0, as: UTF8.self) }.joined()
    }

    /// All places but the root's.
    var all: some Sequence<Int> { nodes.indices.lazy.dropFirst().filter { !nodes[$0].isGone } }
}
