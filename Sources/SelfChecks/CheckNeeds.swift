public import LessonFormat

extension Check {
    /// The evidence that is needed to judge the check.
    public var needs: EvidenceNeeds {
        var needs = EvidenceNeeds()
        switch kind {
        case .folder(let path), .file(let path, _), .dockerfile(let path, _): needs.files = [path]
        case .image(let reference, let expectation):
            needs.images = [reference]
            switch expectation {
            case .sameAs(let other): needs.images.insert(other)
            case .hasFile, .lacksFile: needs.imageFiles = [reference]
            case .exists, .config, .starts, .sizeAtMost, .layersAtMost: break
            }
        case .build: needs.lastBuild = true
        case .predict: needs.lastBuild = true
        case .container: needs.containers = true
        case .http(let url, _, _): needs.pages = [url]
        case .command(let line, _, _): needs.commands = [line]
        case .quiz: break
        }
        return needs
    }
}

extension EvidenceNeeds {
    /// Whether all of it is looked up in the workspace and the store: nothing is started or fetched, and no build counts.
    public var isOnDisk: Bool {
        imageFiles.isEmpty && !lastBuild && !containers && pages.isEmpty && commands.isEmpty
    }
}

extension Lesson {
    /// The names of all images that its checks look at or its solutions build.
    public var imageReferences: Set<String> {
        var names = Set([image?.reference].compactMap { $0 })
        for check in steps.flatMap(\.checks) { names.formUnion(check.needs.images) }
        for case .build(let arguments) in steps.flatMap(\.solution) {
            let words = arguments.split(separator: " ").map(String.init)
            for (word, name) in zip(words, words.dropFirst()) where word == "-t" || word == "--tag" {
                names.insert(name)
            }
        }
        return names
    }

    /// The port of this machine at which nothing but a container of the learner's is meant; nil where there is none, or
    /// where the container may be one of another machine of the lesson.
    public var containersPort: UInt16? { machines.isEmpty ? image?.port : nil }
}
