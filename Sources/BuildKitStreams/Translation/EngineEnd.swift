/// How the build of another engine ended, by its exit status and its result.
public enum EngineEnd: Equatable, Sendable {
    /// - Parameters:
    ///   - size: the size of the image in bytes; 0 where it is not known.
    case succeeded(imageID: String, tags: [String], size: Int64)
    case failed
    /// The user cancelled the build.
    case cancelled
}
