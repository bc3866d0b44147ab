/// Where a search in an image's layers has found a path.
public struct LayerHit: Equatable, Sendable {
    public let path: String
    /// The layer's number from 1; instructions without a layer are not counted.
    public let layer: Int
    /// The instruction, as the image's history has it.
    public let createdBy: String

    public init(path: String, layer: Int, createdBy: String) {
        self.path = path
        self.layer = layer
        self.createdBy = createdBy
    }
}
