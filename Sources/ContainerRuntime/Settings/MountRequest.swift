/// Something that a container is to see at a path, as it was asked for.
public struct MountRequest: Equatable, Sendable {
    /// What is to lie at the path.
    public enum Source: Equatable, Sendable {
        /// A file or folder of the host, absolute.
        case path(String)
        /// A volume, by its name. Anonymous ones go with the container.
        case volume(String, isAnonymous: Bool)
        /// Memory, with options of the tmpfs.
        case memory([String])
    }

    public var source: Source
    /// Absolute, in the container.
    public var target: String
    public var isReadOnly: Bool
    /// Whether an empty volume first gets what the image has at its place.
    public var copiesContent: Bool

    public init(_ source: Source, at target: String, isReadOnly: Bool = false, copiesContent: Bool = true) {
        self.source = source
        self.target = target
        self.isReadOnly = isReadOnly
        self.copiesContent = copiesContent
    }

    public var volume: String? { if case .volume(let name, _) = source { name } else { nil } }

    public var isAnonymous: Bool { if case .volume(_, true) = source { true } else { false } }
}
