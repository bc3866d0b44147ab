internal import ArgumentParser
internal import Commands
internal import Files
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// Images that are read out of an archive.
public enum LoadedImages {
    /// Reads them.
    ///
    /// - Parameters:
    ///   - input: a file or a folder; nil for standard input.
    ///   - tag: a name in place of those that a folder brings along.
    public static func load(_ input: String?, as tag: String?, into store: Store) throws -> [LoadedImage] {
        guard let input else {
            guard isatty(STDIN_FILENO) == 0 else {
                throw ValidationError("Nothing to load: say --input FILE, or redirect an archive to standard input.")
            }
            return try load(STDIN_FILENO, named: "standard input", into: store)
        }
        if Folder.isFolder(input) {
            return try store.load(layout: FilePath(input), as: try tag.map { [try Reference($0)] } ?? [])
        }
        do {
            let file = try FileDescriptor.open(input, .readOnly)
            return try file.closeAfter { try load(file.rawValue, named: "`\(input)`", into: store) }
        } catch let error as Errno {
            Complaint.print("\(input) cannot be read: \(error)")
            throw ExitCode.failure
        }
    }

    /// What is not an archive at all is told by its name, and not by the byte at which that was seen.
    private static func load(_ file: Int32, named name: String, into store: Store) throws -> [LoadedImage] {
        do throws(StoreError) {
            return try store.load(archive: file)
        } catch {
            let cure = "Give it a file that `save` has written."
            if case .noImageInArchive(let reason) = error {
                throw CommandFailure("There is no image to load in \(name): \(reason). \(cure)")
            }
            if case .badArchive(let offset, let reason) = error, offset > 0, offset <= headerSize {
                throw CommandFailure("\(name) is not an image archive: \(reason). \(cure)")
            }
            throw error
        }
    }

    /// Bytes at the beginning of an archive by which it is known.
    private static let headerSize: Int64 = 512
}
