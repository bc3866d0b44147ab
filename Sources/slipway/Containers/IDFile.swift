import ArgumentParser
import Glibc
import ImageStore
import SystemPackage

/// `--cidfile`: tells a script which container is its own.
struct IDFile {
    private let descriptor: FileDescriptor

    /// Makes the file, which must not be there yet, before anything else is made.
    init(path: String) throws {
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch Errno.fileExists {
            throw CommandFailure(
                "--cidfile \(path): the file is there already. Is its container still running? Remove it.")
        } catch {
            throw CommandFailure("--cidfile \(path): it cannot be written: \(error)")
        }
    }

    func write(_ id: String) throws {
        try descriptor.closeAfter { _ = try descriptor.writeAll(id.utf8) }
    }
}
