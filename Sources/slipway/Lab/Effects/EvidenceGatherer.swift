import Glibc
import ImageFormat
import ImageStore
import Processes
import SelfChecks

/// Looks at what checks ask for: files, images, containers, pages, commands. Blocks; changes nothing.
struct EvidenceGatherer {
    let place: LabPlace

    func gather(_ needs: EvidenceNeeds) -> Evidence {
        var evidence = Evidence()
        for path in needs.files { evidence.files[path] = file(path) }
        gatherImages(needs, &evidence)
        if needs.containers { evidence.containers = containers() }
        for url in needs.pages { evidence.pages[url] = page(url) }
        for line in needs.commands { evidence.commands[line] = command(line) }
        return evidence
    }

    private func file(_ path: String) -> FileEvidence {
        let full = path == "." ? place.workspace : place.workspace + "/" + path
        var status = stat()
        guard stat(full, &status) == 0 else { return errno == ENOENT ? .missing : .unreadable("it cannot be read") }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder }
        do {
            return try ProjectFiles.read(full).map { .file($0) } ?? .missing
        } catch {
            return .unreadable(error.words)
        }
    }

    // MARK: Images

    private func gatherImages(_ needs: EvidenceNeeds, _ evidence: inout Evidence) {
        let names = needs.images.union(needs.imageFiles)
        guard !names.isEmpty else { return }
        let store = StoreLocation.path().flatMap { try? Store.open(at: $0) }
        for name in names {
            let found = store.flatMap { image(name, in: $0, withFiles: needs.imageFiles.contains(name)) }
            evidence.images.updateValue(found, forKey: name)
        }
    }

    private func image(_ name: String, in store: Store, withFiles: Bool) -> ImageEvidence? {
        guard let image = try? store.resolve(name) else { return nil }
        var evidence = ImageEvidence(id: image.id.description, config: image.config, size: image.size)
        if withFiles, let layers = try? store.layers(of: image) {
            var walk = LayerWalk(keepsChanges: false)
            for layer in layers { _ = walk.summary(of: layer, createdBy: "") }
            evidence.files = Set(walk.files.map { String($0.dropFirst()) })
        }
        return evidence
    }

    // MARK: What runs

    private func containers() -> [ContainerEvidence] {
        let words = [place.executable, "ps", "--no-trunc", "--format", "{{.Image}}\t{{.Ports}}"]
        guard let output = run(words), output.status == 0 else { return [] }
        return output.text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            return ContainerEvidence(
                image: String(parts.first ?? ""), hostPorts: parts.count > 1 ? Self.hostPorts(String(parts[1])) : [])
        }
    }

    /// The ports of this machine in docker's column: `0.0.0.0:5000->5000/tcp, …`.
    static func hostPorts(_ column: String) -> [UInt16] {
        column.split(separator: ",").compactMap { entry in
            guard let arrow = entry.firstRange(of: "->") else { return nil }
            return entry[..<arrow.lowerBound].split(separator: ":").last.flatMap { UInt16($0) }
        }
    }

    private func page(_ url: String) -> PageEvidence {
        guard let request = PageRequest(url) else { return .unreachable("it is no address of this machine") }
        guard let page = request.fetch() else { return .unreachable("nothing answers") }
        return .answered(status: page.status, body: page.body)
    }

    private func command(_ line: String) -> CommandEvidence {
        let words = ["/usr/bin/env", "PATH=\(place.commandPath)", "timeout", "20", "bash", "-c", line]
        let ended = run(words)
        return CommandEvidence(status: ended?.status ?? -1, output: ended?.text ?? "")
    }

    /// A child's standard output, then its standard error.
    private func run(_ words: [String]) -> (status: Int32, text: String)? {
        var program = Program(words, folder: place.commandFolder)
        program.lifetime = .group
        guard let child = try? program.start() else { return nil }
        var text = ""
        for descriptor in [child.output, child.errors] {
            var pipe = LineReader(descriptor)
            pipe.read { lines in
                for line in lines where text.utf8.count < 1 << 20 {
                    text += String(decoding: line, as: UTF8.self) + "\n"
                }
            }
        }
        return (child.wait().code, text)
    }
}
