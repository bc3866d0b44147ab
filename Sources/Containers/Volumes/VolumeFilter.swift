internal import ArgumentParser
public import ContainerRuntime

/// `--filter` of `volume ls`.
public struct VolumeFilter {
    private let key: String
    private let value: String

    /// - Throws: `ValidationError` for what is not offered.
    public init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["name", "label", "dangling", "driver"].contains(parts[0]) else {
            throw ValidationError("--filter \(text): offered are name=, label=, dangling= and driver=.")
        }
        (key, value) = (parts[0], parts[1])
    }

    /// Whether the volume is to be shown.
    ///
    /// - Parameter isUnused: whether no container has the volume of a name.
    public func admits(_ volume: Volume, isUnused: (String) -> Bool) -> Bool {
        switch key {
        case "name": return volume.name.contains(value)
        case "driver": return value == "local"
        case "dangling": return isUnused(volume.name) == ["true", "1"].contains(value.lowercased())
        default:
            return Labels.match(value, volume.labels)
        }
    }
}
