internal import ArgumentParser
internal import Commands
internal import Files
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// The work of `slipway load`: reads images from an archive or a folder into the store.
public enum LoadedImages {
    /// Loads the images and prints their names.
    ///
    /// - Parameters:
    ///   - input: a file or a folder; nil for standard input.
    ///   - tag: the name to give the image instead of the names in a folder.
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

    /// Loads an open archive. An error for a file that is not an archive at all names the file, rather than an offset.
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

    /// The number of bytes at the beginning of a file that show whether it is an archive.
    private static let headerSize: Int64 = 512
}
