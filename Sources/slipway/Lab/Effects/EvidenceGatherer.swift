import ContainerRuntime
import Files
import Glibc
import ImageFormat
import ImageStore
import Processes
import RunDoctor
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

    /// What a check reads of a file at most, in bytes: it is judged while somebody waits.
    private static let fileLimit = 1 << 20

    private func file(_ path: String) -> FileEvidence {
        do {
            let full = path == "." ? place.workspace : place.workspace + "/" + path
            return try WholeFile.readIfPresent(full, limit: Self.fileLimit).map { .file($0) } ?? .missing
        } catch .notAFile(_, .folder) {
            return .folder
        } catch .tooLarge {
            return .large(limit: Self.fileLimit)
        } catch {
            return .unreadable(error.reason)
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
        guard let output = run(words), output.end == .exited(0) else { return [] }
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
        guard let request = PageRequest(url) else { return .unreachable("it is not an address of this machine") }
        guard let page = request.fetch() else {
            guard let fault = fault(ofPort: request.port) else { return .unreachable("nothing answers") }
            return .silent(cause: fault.sentence, advice: fault.advice)
        }
        return .answered(status: page.status, body: page.body)
    }

    /// Why the container that has a port of this machine does not answer there.
    private func fault(ofPort port: UInt16) -> RunFault? {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path) else { return nil }
        let running = ContainerList(store: path).all().filter(\.state.isRunning)
        let own = running.first { Self.hostPorts($0.record.ports.joined(separator: ",")).contains(port) }
        // A container that publishes nothing is the one that was meant, where it is the only one.
        guard let container = own ?? (running.count == 1 && running[0].record.ports.isEmpty ? running[0] : nil) else {
            return nil
        }
        return DoctorVisit.faults(of: container, in: store).first
    }

    /// Seconds that a command of a check may take.
    private static let patience = 20

    private func command(_ line: String) -> CommandEvidence {
        guard let run = run(["/usr/bin/env", "PATH=\(place.commandPath)", "bash", "-c", line]) else {
            return CommandEvidence(status: -1, output: "")
        }
        switch run.end {
        case .exited(let status): return CommandEvidence(status: status, output: run.text)
        case .timedOut: return CommandEvidence(stoppedAfter: Self.patience, output: run.text)
        }
    }

    private func run(_ words: [String]) -> BoundedRun? {
        try? BoundedRun(words, folder: place.commandFolder, seconds: Self.patience)
    }
}
