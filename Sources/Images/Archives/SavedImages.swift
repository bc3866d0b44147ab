internal import ArgumentParser
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// The work of `slipway save`: writes images into an archive.
public enum SavedImages {
    /// The images that a name means, as in docker: a name with a tag is one image, saved with that name; an ID is an
    /// image without a name; a repository without a tag is all of its images.
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

    /// Writes the archive to a path. The file appears there only when it is complete.
    public static func write(_ bundle: ImageBundle, from store: Store, to path: String) throws {
        do {
            if isDevice(path) { try fill(path, with: bundle, from: store) } else { try make(path, bundle, store) }
        } catch let error as Errno {
            Complaint.print("\(path) cannot be written: \(error)")
            throw ExitCode.failure
        }
    }

    /// Whether the path is that of a pipe, a terminal or a device such as `/dev/null`, which no file may replace.
    private static func isDevice(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// Writes the archive into a new file, which appears at the path only when it is complete.
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
