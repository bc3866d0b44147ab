internal import Glibc
public import ImageStore
internal import SystemPackage

/// A file that differs between two layers.
public struct LayerDifference: Equatable, Sendable {
    /// A property of a file that differs.
    public enum Field: String, CaseIterable, Sendable {
        /// Only the first layer has it, or only the second.
        case onlyInFirst, onlyInSecond
        case type, content, target, mode, owner, time
    }

    /// Absolute inside the image.
    public var path: String
    /// The properties that differ; never empty.
    public var fields: [Field]

    public init(path: String, fields: [Field]) {
        self.path = path
        self.fields = fields
    }
}

/// Compares two layers file by file, in all properties that affect their digests.
public struct LayerComparer {
    private let first: Layer
    private let second: Layer

    public init(_ first: Layer, _ second: Layer) {
        self.first = first
        self.second = second
    }

    /// The differences by path. A layer that cannot be read to its end is compared as far as it goes.
    public func differences() -> [LayerDifference] {
        let (left, right) = (Self.files(of: first), Self.files(of: second))
        return Set(left.keys).union(right.keys).sorted().compactMap { path in
            let fields = fields(of: path, left[path], right[path])
            return fields.isEmpty ? nil : LayerDifference(path: "/" + path, fields: fields)
        }
    }

    private static func files(of layer: Layer) -> [String: stat] {
        let folder = open(layer.path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0, let walk = try? TreeWalk(top: folder) else { return [:] }
        defer { close(folder) }
        var files: [String: stat] = [:]
        while let event = try? walk.next() {
            guard case .found = event, let found = try? walk.status() else { continue }
            files[String(decoding: walk.path, as: UTF8.self)] = found
            if found.st_mode & S_IFMT == S_IFDIR { try? walk.enter() }
        }
        return files
    }

    private func fields(of path: String, _ left: stat?, _ right: stat?) -> [LayerDifference.Field] {
        guard let left else { return [.onlyInSecond] }
        guard let right else { return [.onlyInFirst] }
        guard left.st_mode & S_IFMT == right.st_mode & S_IFMT else { return [.type] }
        var fields: [LayerDifference.Field] = []
        switch left.st_mode & S_IFMT {
        case S_IFREG: if left.st_size != right.st_size || !hasSameBytes(path) { fields.append(.content) }
        case S_IFLNK: if target(path, first) != target(path, second) { fields.append(.target) }
        default: break
        }
        if left.st_mode != right.st_mode { fields.append(.mode) }
        if left.st_uid != right.st_uid || left.st_gid != right.st_gid { fields.append(.owner) }
        // A layer's tar has times in whole seconds, so fractions are ignored.
        if left.st_mtim.tv_sec != right.st_mtim.tv_sec { fields.append(.time) }
        return fields
    }

    private func target(_ path: String, _ layer: Layer) -> [UInt8] {
        LayerStack.target(ofLink: layer.path.string + "/" + path)
    }

    private func hasSameBytes(_ path: String) -> Bool {
        FileBytes.areSame(first.path.string + "/" + path, second.path.string + "/" + path)
    }
}
