internal import ArgumentParser
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// Images that are written into an archive.
public enum SavedImages {
    /// As docker does it: an image that is given by name takes that name along, by ID none, and a repository without
    /// a tag is all of its images.
    public static func named(_ name: String, in store: Store) throws -> [ImageBundle.Item] {
        let reference = try? Reference(name)
        if let reference, reference.isTagImplied(in: name) {
            let tagged = try store.images().map { image in
                let own = image.references.filter { $0.tag != nil && $0.repository == reference.repository }
                return ImageBundle.Item(image: image, references: own)
            }.filter { !$0.references.isEmpty }
            if !tagged.isEmpty { return tagged }
        }
        let image = try store.resolve(name)
        return [ImageBundle.Item(image: image, references: image.references.filter { $0 == reference })]
    }

    /// Writes the archive to a path, where it appears when it is whole.
    public static func write(_ bundle: ImageBundle, from store: Store, to path: String) throws {
        do {
            if isDevice(path) { try fill(path, with: bundle, from: store) } else { try make(path, bundle, store) }
        } catch let error as Errno {
            Complaint.print("\(path) cannot be written: \(error)")
            throw ExitCode.failure
        }
    }

    /// A pipe, a terminal or `/dev/null`, whose place no file may take.
    private static func isDevice(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// The file appears when it is whole.
    private static func make(_ path: String, _ bundle: ImageBundle, _ store: Store) throws {
        let temporary = "\(path).\(getpid()).part"
        defer { unlink(temporary) }
        try fill(temporary, with: bundle, from: store)
        guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
    }

    private static func fill(_ path: String, with bundle: ImageBundle, from store: Store) throws {
        let file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .truncate],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        try file.closeAfter { try store.save(bundle, to: file.rawValue) }
    }
}
