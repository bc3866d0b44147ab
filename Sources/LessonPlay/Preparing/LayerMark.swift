internal import Files
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// What tells a layer that is whole from one that has lost files.
enum LayerMark {
    /// - Throws: where the layer's diff ID does not lead to it, its files are gone, or the blob that it came from.
    static func of(_ layer: Layer, in store: Store) throws -> String {
        guard let diffID = layer.diff?.id, try store.layer(diffID: diffID) != nil, Folder.isFolder(layer.path.string),
            layer.source.map({ store.hasBlob($0.digest) }) ?? true
        else { throw LessonFailure("the layer \(layer.path) is not whole") }
        return "\(diffID) \(FileMarks.extent(of: layer.path.string))"
    }
}
