internal import BuildPlan
internal import Commands
internal import ImageFormat

/// The files of `--iidfile` and `--metadata-file`, written after the build.
struct ResultFiles {
    let iidfile: String?
    let metadataFile: String?

    /// - Parameter digest: gives the digest of the image's manifest, and is asked only where a file has it; nil where it is
    ///   not known.
    func write(_ image: BuiltImage, digest: () throws -> Digest?) throws {
        if let iidfile { try GivenFile.write(image.imageID, to: iidfile) }
        guard let metadataFile else { return }
        let json = JSON.object([
            "containerimage.config.digest": .string(image.imageID),
            "containerimage.digest": try digest().map { .string($0.description) },
            "image.name": .string(image.tags.joined(separator: ",")),
        ])
        try GivenFile.write(json.pretty() + "\n", to: metadataFile)
    }
}
