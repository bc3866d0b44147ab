internal import ContainerPlans
internal import ImageStore
internal import SystemPackage

/// `--cidfile`: tells a script which container is its own.
public struct IDFile {
    private let descriptor: FileDescriptor

    /// Makes the file, which must not be there yet, before anything else is made.
    public init(path: String) throws {
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch Errno.fileExists {
            throw ContainerFault(
                "--cidfile \(path): the file is there already. Is its container still running? Remove it.")
        } catch {
            throw ContainerFault("--cidfile \(path): it cannot be written: \(error)")
        }
    }

    /// Writes the ID, and closes the file.
    public func write(_ id: String) throws {
        try descriptor.closeAfter { _ = try descriptor.writeAll(id.utf8) }
    }
}
