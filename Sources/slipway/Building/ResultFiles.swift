import BuildPlan
import ImageFormat

extension ResultFiles {
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
