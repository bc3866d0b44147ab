internal import ArgumentParser
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
            return try store.load(archive: STDIN_FILENO)
        }
        if Folder.isFolder(input) {
            return try store.load(layout: FilePath(input), as: try tag.map { [try Reference($0)] } ?? [])
        }
        do {
            let file = try FileDescriptor.open(input, .readOnly)
            return try file.closeAfter { try store.load(archive: file.rawValue) }
        } catch let error as Errno {
            Complaint.print("\(input) cannot be read: \(error)")
            throw ExitCode.failure
        }
    }
}
