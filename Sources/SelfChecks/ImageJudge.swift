import ImageFormat
import LessonFormat

/// Checks of an image of the store.
enum ImageJudge {
    static func judge(
        _ reference: String, _ expectation: ImageExpectation, of step: Step, _ evidence: Evidence
    ) -> Verdict {
        guard let looked = evidence.images[reference] else { return .waiting("Build the image first.") }
        guard let image = looked else {
            return .failed(missing(reference, of: step, evidence))
        }
        switch expectation {
        case .exists: return .passed(found: "\(reference) is \(short(image.id))")
        case .sameAs(let other): return same(reference, image, other, evidence)
        case .config(let field, let wanted): return config(image, field, wanted)
        case .starts(let command):
            let config = image.config.config
            let words = ((config.entrypoint ?? []) + (config.command ?? [])).joined(separator: " ")
            return StartedProgram.judge(
                StartedProgram(config), shown: words.isEmpty ? nil : words, wanted: command,
                folder: config.workingDirectory ?? "/")
        case .sizeAtMost(let bytes):
            return limit(
                image.size, bytes, "\(image.size) bytes", "at most \(bytes) bytes",
                "Leave out what the program does not need.")
        case .layersAtMost(let count):
            let layers = image.config.diffIDs.count
            return limit(
                Int64(layers), Int64(count), "\(layers) layers", "at most \(count) layers",
                "Join RUN instructions with &&.")
        case .hasFile(let path): return file(path, image, wanted: true)
        case .lacksFile(let path): return file(path, image, wanted: false)
        }
    }

    /// An image that is not there. Where a build should have made it, the last one says why it did not.
    private static func missing(_ reference: String, of step: Step, _ evidence: Evidence) -> Verdict.Failure {
        let expected = "an image \(reference)"
        if let tagging = step.tagging(reference) {
            return .init(found: "no image \(reference)", expected: expected, advice: tagging)
        }
        if let fault = BuildJudge.fault(evidence) {
            return .init(found: "no image \(reference): \(fault.cause)", expected: expected, advice: fault.advice)
        }
        return .init(found: "no image \(reference)", expected: expected, advice: step.making(reference))
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

    private static func config(_ image: ImageEvidence, _ field: String, _ wanted: TextExpectation) -> Verdict {
        let values = ConfigValues(image.config)[field]
        let text = values.joined(separator: " ")
        let found = values.isEmpty ? "\(field) is not set" : "\(field): \(TextJudge.shortened(text))"
        do {
            if try TextJudge.isMet(wanted, by: text) { return .passed(found: found) }
        } catch {
            return TextJudge.tooMuch(field, expected: "\(field) \(TextJudge.words(wanted))")
        }
        return .failed(
            .init(
                found: found, expected: "\(field) \(TextJudge.words(wanted))",
                advice: "Change the Dockerfile, then build again."))
    }

    private static func file(_ path: String, _ image: ImageEvidence, wanted: Bool) -> Verdict {
        guard let files = image.files else { return .waiting("The image's layers have not been looked at yet.") }
        if path.hasPrefix("**/") { return anywhere(String(path.dropFirst(3)), files, wanted: wanted) }
        let name = rooted(path, image)
        let isThere = files.contains(name) || files.contains { $0.hasPrefix(name + "/") }
        if isThere == wanted { return .passed(found: "\(wanted ? "" : "no ")/\(name)") }
        if wanted { return missing(name, files) }
        return .failed(
            .init(
                found: "/\(name) is in the image", expected: "no /\(name)",
                advice: "Keep it out: name it in .dockerignore, or copy only what is needed. Then build again."))
    }

    /// A file of that name, in any folder.
    private static func anywhere(_ name: String, _ files: Set<String>, wanted: Bool) -> Verdict {
        let found = files.filter { $0 == name || $0.hasSuffix("/" + name) }.min()
        if wanted { return found.map { .passed(found: "/\($0)") } ?? missing(name, files) }
        guard let found else { return .passed(found: "no \(name)") }
        return .failed(
            .init(
                found: "/\(found) is in the image", expected: "no \(name)",
                advice: "Keep it out: name it in .dockerignore, or copy only what is needed. Then build again."))
    }

    /// Without the slash in front; a relative path is below WORKDIR.
    private static func rooted(_ path: String, _ image: ImageEvidence) -> String {
        if path.hasPrefix("/") { return String(path.dropFirst()) }
        let folder = image.config.config.workingDirectory.map { $0.split(separator: "/").joined(separator: "/") } ?? ""
        return folder.isEmpty ? path : folder + "/" + path
    }

    private static func missing(_ name: String, _ files: Set<String>) -> Verdict {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let elsewhere = files.filter { $0 == last || $0.hasSuffix("/" + last) }.min()
        return .failed(
            .init(
                found: elsewhere.map { "no /\(name), but /\($0)" } ?? "no /\(name) in \(files.count) files",
                expected: "/\(name)",
                advice: elsewhere == nil
                    ? "Copy it into the image with COPY, then build again."
                    : "See where WORKDIR and the destination of COPY lead, then build again."))
    }
}

extension Step {
    /// How to name the image where the solution only gives it a name; nil where it is built.
    fileprivate func tagging(_ reference: String) -> String? {
        for case .run(let line) in solution {
            let words = line.split(separator: " ")
            if words.starts(with: ["docker", "tag"]), words.last == Substring(reference) {
                return "Give an image that name: \(line)"
            }
        }
        return nil
    }

    fileprivate func making(_ reference: String) -> String {
        "Build it: docker build \(buildArguments(for: reference))"
    }

    /// What `docker build` needs for an image: what the solution says, else its name and the folder.
    private func buildArguments(for reference: String) -> String {
        for case .build(let arguments) in solution where arguments.split(separator: " ").contains(Substring(reference))
        {
            return arguments
        }
        return "-t \(reference) ."
    }
}
