internal import CLinux
internal import Glibc
public import ImageStore
internal import SystemPackage

/// Extracted layers, combined as an overlay mount would show them.
public struct LayerStack {
    /// The lowest first.
    let layers: ArraySlice<Layer>

    /// - Parameter layers: the lowest first.
    public init(_ layers: ArraySlice<Layer>) { self.layers = layers }

    private enum Found {
        case at(String)
        /// The layer hides the path.
        case hidden
        case nothing
    }

    /// The path on disk of the file that is visible at a path of the image; nil where there is none.
    public func file(at path: String) -> String? {
        for layer in layers.reversed() {
            switch look(for: path, in: layer.path.string) {
            case .at(let real): return real
            case .hidden: return nil
            case .nothing: continue
            }
        }
        return nil
    }

    private func look(for path: String, in root: String) -> Found {
        let parts = path.split(separator: "/")
        var real = root
        var hidesLower = false
        for (index, part) in parts.enumerated() {
            real += "/" + part
            var status = stat()
            guard lstat(real, &status) == 0 else { return hidesLower ? .hidden : .nothing }
            if Self.isWhiteout(status) { return .hidden }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if index < parts.count - 1, !isFolder { return .hidden }
            if isFolder, Self.isOpaque(real) { hidesLower = true }
        }
        return .at(real)
    }

    /// How overlayfs marks what is removed.
    static func isWhiteout(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0 }

    /// Where a link points.
    static func target(ofLink path: String) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return [] }
            return buffer[..<max(0, readlink(path, start, buffer.count))].map { UInt8(bitPattern: $0) }
        }
    }

    /// Whether a folder hides all that lower layers have in it.
    static func isOpaque(_ folder: String) -> Bool { isOpaque { lgetxattr(folder, $0, &$1, 1) } }

    /// Whether an open folder hides all that lower layers have in it.
    static func isOpaque(_ folder: Int32) -> Bool { isOpaque { fgetxattr(folder, $0, &$1, 1) } }

    private static func isOpaque(_ get: (String, inout UInt8) -> Int) -> Bool {
        ["trusted.overlay.opaque", "user.overlay.opaque"].contains { name in
            var value: UInt8 = 0
            return get(name, &value) == 1 && value == UInt8(ascii: "y")
        }
    }
}
