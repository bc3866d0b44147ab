internal import BuildPlan
internal import Commands
internal import ImageFormat

/// `--iidfile` and `--metadata-file`.
struct ResultFiles {
    let iidfile: String?
    let metadataFile: String?

    func write(_ image: BuiltImage) throws {
        if let iidfile { try GivenFile.write(image.imageID, to: iidfile) }
        guard let metadataFile else { return }
        let json = JSON.object([
            "containerimage.config.digest": .string(image.imageID),
            "image.name": .string(image.tags.joined(separator: ",")),
        ])
        try GivenFile.write(json.pretty() + "\n", to: metadataFile)
    }
}
