/// The changes of one layer as a tree, stored as a list in which a folder is followed by everything below it.
public struct LayerTree: Equatable, Sendable {
    /// A file or folder of the tree.
    public struct Node: Equatable, Sendable {
        /// The last part of the path, a folder's with its slash.
        public var name: String
        /// Absolute inside the image, without a slash at the end.
        public var path: String
        /// 0 for what lies in the root.
        public var depth: Int
        /// Nil for a folder that was there before, and in which something changed.
        public var kind: LayerChange.Kind?
        public var isFolder: Bool
        /// The bytes of the file; for a folder, of everything that was added or changed below it.
        public var bytes: Int64
        /// The index of the first node that is not below this one.
        public var end: Int
    }

    public private(set) var nodes: [Node] = []

    /// The tree of changes that come in the order of a walk.
    init(_ changes: [LayerChange]) {
        var open: [Int] = []
        for change in changes {
            let parts = change.path.split(separator: "/").map(String.init)
            guard let name = parts.last else { continue }
            descend(to: parts.dropLast(), &open)
            let isFolder = change.path.hasSuffix("/")
            let parent = open.last.map { nodes[$0].path } ?? ""
            nodes.append(
                Node(
                    name: isFolder ? name + "/" : name, path: parent + "/" + name, depth: open.count,
                    kind: change.kind, isFolder: isFolder, bytes: change.bytes, end: nodes.count + 1))
            if change.kind != .removed { for folder in open { nodes[folder].bytes += change.bytes } }
            if isFolder { open.append(nodes.count - 1) }
        }
        while let folder = open.popLast() { nodes[folder].end = nodes.count }
    }

    /// Leaves the open folders that are not on the way to a folder, and opens those that are missing.
    private mutating func descend(to parts: ArraySlice<String>, _ open: inout [Int]) {
        var shared = 0
        while shared < min(open.count, parts.count), nodes[open[shared]].name == parts[shared] + "/" { shared += 1 }
        while open.count > shared, let folder = open.popLast() { nodes[folder].end = nodes.count }
        for name in parts.dropFirst(shared) {
            let parent = open.last.map { nodes[$0].path } ?? ""
            nodes.append(
                Node(
                    name: name + "/", path: parent + "/" + name, depth: open.count, kind: nil, isFolder: true,
                    bytes: 0, end: nodes.count + 1))
            open.append(nodes.count - 1)
        }
    }

    /// The number of changes of a kind. Folders count only where they were removed.
    public func count(_ kind: LayerChange.Kind) -> Int {
        nodes.reduce(0) { $0 + ($1.kind == kind && (!$1.isFolder || kind == .removed) ? 1 : 0) }
    }

    /// The nodes that can be seen where some folders are folded.
    ///
    /// - Parameter bySize: whether what lies in one folder comes with the largest first.
    public func shown(bySize: Bool = false, isFolded: (Int) -> Bool) -> [Int] {
        var shown: [Int] = []
        /// Nodes that are still to be shown with what is below them, the next one last.
        var waiting = Array(children(0..<nodes.count, bySize).reversed())
        while let node = waiting.popLast() {
            shown.append(node)
            guard nodes[node].isFolder, !isFolded(node) else { continue }
            waiting += children((node + 1)..<nodes[node].end, bySize).reversed()
        }
        return shown
    }

    /// The nodes right in a folder, whose nodes are those.
    private func children(_ below: Range<Int>, _ bySize: Bool) -> [Int] {
        var children: [Int] = []
        var next = below.lowerBound
        while next < below.upperBound {
            children.append(next)
            next = nodes[next].end
        }
        return bySize ? children.sorted { (nodes[$1].bytes, $0) < (nodes[$0].bytes, $1) } : children
    }

    /// The folders that a node lies in, the outermost first.
    public func folders(above node: Int) -> [Int] { nodes[..<node].indices.filter { nodes[$0].end > node } }
}
