public import ImageFormat
public import ImageStore

/// What an image's layers take: those that other images have too, and its own.
public struct ImageSpace: Equatable, Sendable {
    /// Bytes of files in layers that another image has, too.
    public let shared: Int64
    /// Bytes of files in layers of its own: what its removal gives back.
    public let unique: Int64

    /// That of each image, by its ID.
    ///
    /// - Parameter bytes: those of a layer's files, by its diff ID.
    public static func all(
        _ images: [StoredImage], bytes: (Digest) throws -> Int64
    ) rethrows -> [Digest: ImageSpace] {
        let layers = Dictionary(images.map { ($0.id, $0.config.diffIDs) }) { first, _ in first }
        var owners: [Digest: Int] = [:]
        for diffIDs in layers.values { for diffID in Set(diffIDs) { owners[diffID, default: 0] += 1 } }
        var space: [Digest: ImageSpace] = [:]
        for (id, diffIDs) in layers {
            var (shared, unique): (Int64, Int64) = (0, 0)
            for diffID in diffIDs {
                if owners[diffID] == 1 { unique += try bytes(diffID) } else { shared += try bytes(diffID) }
            }
            space[id] = ImageSpace(shared: shared, unique: unique)
        }
        return space
    }
}
