import CLinux
import Foundation
import ImageFormat
import ImageStore
import Scratch
import SystemPackage
import Testing

/// What a test puts into a layer, by the path inside the image.
enum Entry {
    case file(String)
    case folder
    /// A folder that hides all that lower layers have in it.
    case opaque
    case link(to: String)
    /// What lower layers have at the path is gone.
    case whiteout
}

/// A store in which tests make layers, as overlayfs would leave them.
final class LayerLab {
    let store: Store
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        store = try Store.open(at: FilePath(scratch("store")))
    }

    /// A layer of these entries; folders above them are made.
    func layer(_ entries: [(path: String, entry: Entry)]) throws -> Layer {
        let snapshot = try store.beginSnapshot()
        for (path, entry) in entries { try put(entry, at: snapshot.upper.string + "/" + path) }
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        return try store.layer(layer.id)
    }

    private func put(_ entry: Entry, at path: String) throws {
        let parent = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        switch entry {
        case .file(let text): try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .opaque:
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            // The first is a root's mount's, the second an ordinary user's.
            let isMarked = ["trusted", "user"].contains { lsetxattr(path, "\($0).overlay.opaque", "y", 1, 0) == 0 }
            try #require(isMarked)
        case .link(let target): try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        case .whiteout: try #require(mknod(path, S_IFCHR, 0) == 0)
        }
    }
}

/// A change on one line: `+ /a/file 3`, with `~` for changed and `-` for removed.
func line(_ kind: LayerChange.Kind, _ path: String, _ bytes: Int64) -> String {
    switch kind {
    case .added: "+ \(path) \(bytes)"
    case .changed: "~ \(path) \(bytes)"
    case .removed: "- \(path) \(bytes)"
    }
}

extension LayerSummary {
    /// What happened, without the folders that were there before.
    var lines: [String] {
        tree.nodes.compactMap { node in node.kind.map { line($0, node.path + (node.isFolder ? "/" : ""), node.bytes) } }
    }
}
