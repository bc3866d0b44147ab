import ArgumentParser
import Commands
import Glibc
import ImageFormat
import ImageStore
import Images
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
                images: try images.flatMap { try SavedImages.named($0, in: store) }, packing: compression)
            switch (format, output) {
            case (.ociDir, let output?): try store.export(bundle, to: FilePath(output))
            case (.ociDir, nil): throw ValidationError("--format oci-dir needs --output FOLDER.")
            case (.archive, let output?): try SavedImages.write(bundle, from: store, to: output)
            case (.archive, nil):
                guard isatty(STDOUT_FILENO) == 0 else {
                    throw ValidationError("An archive does not go to a terminal: say --output FILE, or redirect it.")
                }
                try store.save(bundle, to: STDOUT_FILENO)
            }
        }
    }
}
