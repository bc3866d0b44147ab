import ImageFormat
import LessonFormat

/// Checks of an image of the store.
enum ImageJudge {
    static func judge(_ reference: String, _ expectation: ImageExpectation, _ evidence: Evidence) -> Verdict {
        guard let looked = evidence.images[reference] else { return .waiting("Build the image first.") }
        guard let image = looked else {
            return .failed(
                .init(
                    found: "no image \(reference)", expected: "an image \(reference)",
                    advice: "Build it: docker build -t \(reference) ."))
        }
        switch expectation {
        case .exists: return .passed(found: "\(reference) is \(short(image.id))")
        case .sameAs(let other): return same(reference, image, other, evidence)
        case .config(let field, let text): return config(image, field, text)
        case .sizeAtMost(let bytes):
            return limit(
                image.size, bytes, "\(image.size) bytes", "at most \(bytes) bytes",
                "Leave out what the program does not need.")
        case .layersAtMost(let count):
            let layers = image.config.diffIDs.count
            return limit(
                Int64(layers), Int64(count), "\(layers) layers", "at most \(count) layers",
                "Join RUN instructions with &&.")
        case .hasFile(let path): return file(path, image)
        }
    }

    private static func short(_ id: String) -> String { String(id.split(separator: ":").last?.prefix(12) ?? "") }

    private static func limit(_ value: Int64, _ most: Int64, _ found: String, _ expected: String, _ advice: String)
        -> Verdict
    {
        value <= most ? .passed(found: found) : .failed(.init(found: found, expected: expected, advice: advice))
    }

    private static func same(_ reference: String, _ image: ImageEvidence, _ other: String, _ evidence: Evidence)
        -> Verdict
    {
        let advice = "Give the image its second name: docker tag \(other) \(reference)"
        guard let found = evidence.images[other] ?? nil else {
            return .failed(.init(found: "no image \(other)", expected: "one image with both names", advice: advice))
        }
        if found.id == image.id { return .passed(found: "\(reference) and \(other) are both \(short(image.id))") }
        return .failed(
            .init(
                found: "\(reference) is \(short(image.id)), \(other) is \(short(found.id))",
                expected: "one image with both names", advice: advice))
    }

    private static func config(_ image: ImageEvidence, _ field: String, _ text: String) -> Verdict {
        let values = Self.values(of: field, in: image.config.config)
        let found = values.isEmpty ? "\(field) is not set" : "\(field): \(values.joined(separator: " "))"
        if values.joined(separator: " ").contains(text) { return .passed(found: found) }
        return .failed(
            .init(found: found, expected: "\(field): \(text)", advice: "Change the Dockerfile, then build again."))
    }

    /// A field's values, by its name in the image specification.
    private static func values(of field: String, in config: ContainerConfig) -> [String] {
        if field.hasPrefix("Labels.") {
            return config.labels[String(field.dropFirst("Labels.".count))].map { [$0] } ?? []
        }
        return switch field {
        case "Cmd": config.command ?? []
        case "Entrypoint": config.entrypoint ?? []
        case "Env": config.environment
        case "ExposedPorts": config.exposedPorts.sorted()
        case "User": config.user.map { [$0] } ?? []
        case "Volumes": config.volumes.sorted()
        case "WorkingDir": config.workingDirectory.map { [$0] } ?? []
        case "StopSignal": config.stopSignal.map { [$0] } ?? []
        case "Healthcheck": config.healthcheck?.test ?? []
        case "Labels": config.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        default: []
        }
    }

    private static func file(_ path: String, _ image: ImageEvidence) -> Verdict {
        guard let files = image.files else { return .waiting("The image's layers have not been looked at yet.") }
        let name = path.hasPrefix("/") ? String(path.dropFirst()) : path
        if files.contains(name) { return .passed(found: "/\(name)") }
        return .failed(
            .init(
                found: "no /\(name) in \(files.count) files", expected: "/\(name)",
                advice: "Copy it into the image with COPY, then build again."))
    }
}
