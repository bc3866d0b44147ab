import ArgumentParser
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

extension LayerPacking {
    /// What `--compression` says of itself.
    static let help: ArgumentHelp = "How layers are packed: none, gzip or zstd; with a level, as in gzip:9 or zstd:19."

    /// The value of `--compression`.
    static func argument(_ text: String) throws -> LayerPacking {
        guard let packing = LayerPacking(text) else {
            throw ValidationError(
                "\(text) is not a compression. Use none, gzip (levels 0 to 9) or zstd (levels 1 to 22), as in zstd:19.")
        }
        return packing
    }
}

/// `slipway save`: images as one archive, which docker, skopeo, podman and buildah read.
struct SaveCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Write images into an archive that docker, skopeo, podman and buildah read.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case archive
        case ociDir = "oci-dir"
    }

    @Option(
        name: [.short, .long],
        help: "The file, or with --format oci-dir the folder, to write; otherwise standard output.")
    var output: String?

    @Option(help: LayerPacking.help, transform: LayerPacking.argument)
    var compression = LayerPacking(.none)

    @Option(help: "archive (docker's and OCI's in one) or oci-dir.")
    var format: Format = .archive

    @Argument(help: "Images, by name or ID; a name without a tag is all tags of it.")
    var images: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let bundle = ImageBundle(
                images: try images.flatMap { try Self.items($0, in: store) }, packing: compression)
            switch (format, output) {
            case (.ociDir, let output?): try store.export(bundle, to: FilePath(output))
            case (.ociDir, nil): throw ValidationError("--format oci-dir needs --output FOLDER.")
            case (.archive, let output?): try Self.write(bundle, from: store, to: output)
            case (.archive, nil):
                guard isatty(STDOUT_FILENO) == 0 else {
                    throw ValidationError("An archive does not go to a terminal: say --output FILE, or redirect it.")
                }
                try store.save(bundle, to: STDOUT_FILENO)
            }
        }
    }

    /// As docker does it: an image that is given by name takes that name along, by ID none, and a repository without
    /// a tag is all of its images.
    private static func items(_ name: String, in store: Store) throws -> [ImageBundle.Item] {
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

    private static func write(_ bundle: ImageBundle, from store: Store, to path: String) throws {
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
