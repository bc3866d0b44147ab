internal import BuildPlan
internal import DebugAdapter
internal import ImageFormat
internal import ImageStore
internal import LayerContents

/// The files of an image, folder by folder; a client asks for folders by their numbers.
struct DebugTree {
    private var folders: [String: Int] = ["": 0]
    private var entries: [[(name: String, path: String)]] = [[]]
    private var sizes: [String: Int64] = [:]

    init(of image: StoredImage, in store: Store) {
        var walk = LayerWalk(keepsChanges: false, weighs: true)
        guard (try? ImageLayers(of: image, named: "", in: store, &walk)) != nil else { return }
        for file in walk.weighed { sizes[file.path] = file.bytes }
        for path in walk.files.sorted() {
            let slash = path.lastIndex(of: "/") ?? path.startIndex
            if sizes[path] == nil {
                folders[path] = entries.count
                entries.append([])
            }
            guard let parent = folders[String(path[..<slash])] else { continue }
            entries[parent].append((String(path[path.index(after: slash)...]), path))
        }
    }

    func variables(in folder: Int) -> [DebugVariable] {
        guard entries.indices.contains(folder) else { return [] }
        return entries[folder].map { name, path in
            if let bytes = sizes[path] { return DebugVariable(name: name, value: Quantity.bytes(bytes)) }
            let folder = folders[path]
            return DebugVariable(
                name: name + "/", value: "", inner: folder.map { .folder($0) },
                count: folder.map { entries[$0].count } ?? 0)
        }
    }
}
