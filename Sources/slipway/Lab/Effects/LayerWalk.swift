import Glibc
import ImageFormat
import ImageStore
import LabModel
import SystemPackage

/// Walks the extracted layers of an image from the lowest up, and says what each adds, changes and removes.
struct LayerWalk {
    /// Changes kept of one layer; a layer of more is nothing that anybody reads to the end.
    private static let changeLimit = 20_000

    /// What can be seen at a path so far.
    private struct Seen {
        /// Of a file; folders count 0.
        var bytes: Int64
        var isFolder: Bool
    }

    private var visible: [String: Seen] = [:]
    private var wasted: [String: ImageLayers.Waste] = [:]
    private let keepsChanges: Bool

    /// Without changes it only finds which files can be seen.
    init(keepsChanges: Bool = true) { self.keepsChanges = keepsChanges }

    /// Paths of all that can be seen, folders included.
    var files: some Sequence<String> { visible.keys }

    /// The files that cost most for nothing.
    var waste: [ImageLayers.Waste] {
        Array(wasted.values.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }.prefix(Self.wasteLimit))
    }

    private static let wasteLimit = 500

    /// Takes note of a version of a file that nobody sees from here on.
    private mutating func waste(_ path: String, _ bytes: Int64, _ changes: inout Changes) {
        changes.hidden += bytes
        guard keepsChanges, bytes > 0 else { return }
        wasted[path, default: ImageLayers.Waste(path: path, bytes: 0, versions: 0)].bytes += bytes
        wasted[path]?.versions += 1
    }

    func isFolder(_ path: String) -> Bool { visible[path]?.isFolder ?? false }

    mutating func summary(of layer: Layer, createdBy: String) -> LayerSummary {
        var changes = Changes()
        walk(layer.path.string, below: "", hidesLower: false, into: &changes)
        return LayerSummary(
            createdBy: createdBy, diffID: layer.diff?.id.description, bytes: layer.diff?.fileBytes ?? 0,
            hiddenBytes: changes.hidden, changes: changes.list, omittedChanges: changes.omitted)
    }

    private struct Changes {
        var list: [LayerChange] = []
        var omitted = 0
        var hidden: Int64 = 0
    }

    private mutating func walk(_ folder: String, below path: String, hidesLower: Bool, into changes: inout Changes) {
        let names = Self.names(in: folder)
        if hidesLower { removeAll(in: path, but: Set(names), &changes) }
        for name in names {
            let real = folder + "/" + name
            let inside = path + "/" + name
            var status = stat()
            guard lstat(real, &status) == 0 else { continue }
            if LayerStack.isWhiteout(status) {
                remove(inside, &changes)
            } else if status.st_mode & S_IFMT == S_IFDIR {
                let old = visible[inside]
                if old?.isFolder != true { note(old == nil ? .added : .changed, inside + "/", 0, &changes) }
                waste(inside, old?.bytes ?? 0, &changes)
                visible[inside] = Seen(bytes: 0, isFolder: true)
                walk(
                    real, below: inside, hidesLower: old != nil && (hidesLower || LayerStack.isOpaque(real)),
                    into: &changes)
            } else {
                let size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
                let old = visible[inside]
                if old?.isFolder == true { _ = hide(inside, &changes) }
                waste(inside, old?.bytes ?? 0, &changes)
                visible[inside] = Seen(bytes: size, isFolder: false)
                note(old == nil ? .added : .changed, inside, size, &changes)
            }
        }
    }

    private func note(_ kind: LayerChange.Kind, _ path: String, _ bytes: Int64, _ changes: inout Changes) {
        guard keepsChanges else { return }
        if changes.list.count < Self.changeLimit {
            changes.list.append(LayerChange(kind: kind, path: path, bytes: bytes))
        } else {
            changes.omitted += 1
        }
    }

    private mutating func remove(_ path: String, _ changes: inout Changes) {
        guard let old = visible[path] else { return }
        let bytes = hide(path, &changes)
        note(.removed, old.isFolder ? path + "/" : path, bytes, &changes)
    }

    /// Takes a path and all below it out of sight; the bytes that it had.
    private mutating func hide(_ path: String, _ changes: inout Changes) -> Int64 {
        guard let old = visible.removeValue(forKey: path) else { return 0 }
        waste(path, old.bytes, &changes)
        guard old.isFolder else { return old.bytes }
        var bytes: Int64 = 0
        let prefix = path + "/"
        for (other, seen) in visible where other.hasPrefix(prefix) {
            bytes += seen.bytes
            waste(other, seen.bytes, &changes)
            visible[other] = nil
        }
        return bytes
    }

    /// What a folder that hides its lower ones no longer has.
    private mutating func removeAll(in folder: String, but names: Set<String>, _ changes: inout Changes) {
        let prefix = folder + "/"
        let gone = visible.keys.filter { path in
            guard path.hasPrefix(prefix) else { return false }
            let name = path.dropFirst(prefix.count)
            return !name.contains("/") && !names.contains(String(name))
        }
        for path in gone.sorted() { remove(path, &changes) }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
