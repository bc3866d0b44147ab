import Glibc
import ImageFormat
import ImageStore
import LabModel
import SystemPackage

/// Walks the extracted layers of an image from the lowest up, and says what each adds, changes and removes.
struct LayerWalk {
    /// Changes kept of one layer; a base image has thousands that nobody reads to the end.
    private static let changeLimit = 3000

    /// Bytes of what can be seen so far, by path; folders count 0.
    private var visible: [String: Int64] = [:]
    private let keepsChanges: Bool

    /// Without changes it only finds which files can be seen.
    init(keepsChanges: Bool = true) { self.keepsChanges = keepsChanges }

    /// Paths of all that can be seen, folders included.
    var files: some Sequence<String> { visible.keys }

    mutating func summary(of layer: Layer, createdBy: String) -> LayerSummary {
        var summary = LayerSummary(createdBy: createdBy, diffID: layer.diff?.id.description)
        summary.bytes = layer.diff?.fileBytes ?? 0
        walk(layer.path.string, below: "", into: &summary)
        return summary
    }

    private mutating func walk(_ folder: String, below path: String, into summary: inout LayerSummary) {
        for name in Self.names(in: folder) {
            let real = folder + "/" + name
            let inside = path + "/" + name
            var status = stat()
            guard lstat(real, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFCHR, status.st_rdev == 0 {
                note(.removed, inside, 0, &summary)
                hide(inside, &summary)
            } else if status.st_mode & S_IFMT == S_IFDIR {
                if visible[inside] == nil { note(.added, inside + "/", 0, &summary) }
                visible[inside] = 0
                walk(real, below: inside, into: &summary)
            } else {
                let size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
                let old = visible.updateValue(size, forKey: inside)
                summary.hiddenBytes += old ?? 0
                note(old == nil ? .added : .changed, inside, size, &summary)
            }
        }
    }

    private func note(_ kind: LayerChange.Kind, _ path: String, _ bytes: Int64, _ summary: inout LayerSummary) {
        guard keepsChanges else { return }
        if summary.changes.count < Self.changeLimit {
            summary.changes.append(LayerChange(kind: kind, path: path, bytes: bytes))
        } else {
            summary.omittedChanges += 1
        }
    }

    /// Takes a path and all below it out of sight.
    private mutating func hide(_ path: String, _ summary: inout LayerSummary) {
        if let size = visible.removeValue(forKey: path), size > 0 {
            summary.hiddenBytes += size
            return
        }
        let prefix = path + "/"
        for (other, size) in visible where other.hasPrefix(prefix) {
            summary.hiddenBytes += size
            visible[other] = nil
        }
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
