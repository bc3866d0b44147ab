public import SystemPackage

/// Why a container could not be made, started or found.
public enum RuntimeError: Error, Equatable, Sendable {
    /// The kernel, or its settings, give this user no namespaces.
    case namespacesRefused(Errno)
    /// The process had more than one thread when it was to enter its namespaces.
    case tooManyThreads
    /// The user's range of IDs could not be mapped, although newuidmap is there.
    case mapRefused
    /// There is not a directory in which scratch files could be mounted.
    case noScratchPlace
    /// A system call failed; `operation` names it with what it was about.
    case system(operation: String, Errno)
    /// More layers than the kernel stacks, or than fit into one mount on an older kernel.
    case tooManyLayers(Int, limit: Int)
    /// The kernel does not mount an overlay on the store's file system.
    case overlayRefused(Errno, store: FilePath, isOverlay: Bool)
    /// Neither crun nor runc is installed.
    case noRuntime
    /// The OCI runtime could not start the container; its own words.
    case runtimeFailed(String)
    /// The container's file system has no such program.
    case commandNotFound(String)
    /// The program is there and cannot be executed.
    case commandNotExecutable(String)
    /// The image has no such user or group.
    case unknownUser(String)
    case unknownGroup(String)
    /// A `-p` that cannot be read; `reason` says which part.
    case badPort(String, reason: String)
    /// Something listens on the port already; `holder` names the process where it can be told.
    case portTaken(address: String, port: UInt16, holder: String?)
    case portForbidden(port: UInt16)
    case noSuchContainer(String)
    case ambiguousContainer(String)
    case nameTaken(String, id: String)
    case notRunning(String)
    /// The container whose network another shares was removed.
    case sharedNetworkGone(String)
    /// `rm` of a running container.
    case stillRunning(String)
    case unknownSignal(String)
    case unknownCapability(String)
    case isPaused(String)
    case isNotPaused(String)
    /// The process that runs the container could not do what it was asked for; its sentence.
    case refusedByOwner(String)
    case noSuchVolume(String)
    /// `volume rm` of one that containers have.
    case volumeInUse(String, by: [String])
    case noSuchNetwork(String)
    case networkExists(String)
    case networkInUse(String, by: [String])
    /// An address or subnet that a network cannot have; `reason` is a sentence without its full stop.
    case badNetwork(String, reason: String)
    /// A file of a container's record that cannot be understood.
    case corrupt(path: String)

    /// The error of the last system call, with what it was to do.
    static func failed(_ verb: String, _ object: String) -> RuntimeError {
        .system(operation: "\(verb) \(object)", Errno.last)
    }
}
