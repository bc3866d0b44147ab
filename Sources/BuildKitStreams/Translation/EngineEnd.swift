/// How an engine's build ended, as far as its process and its result tell.
public enum EngineEnd: Equatable, Sendable {
    /// - Parameters:
    ///   - size: bytes of the image; 0 where it is not known.
    case succeeded(imageID: String, tags: [String], size: Int64)
    case failed
    /// The user ended it.
    case cancelled
}
