internal import BuildJournal
internal import ContainerRuntime
internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import LayerContents
internal import Processes
internal import RunDoctor
public import SelfChecks
public import Surroundings
internal import SystemPackage

/// Gathers the evidence that checks need: files, images, builds, containers, pages and the results of commands. Its
/// calls block.
public struct EvidenceGatherer: Sendable {
    private let place: Workplace
    private let references: Set<String>
    private let containersPort: UInt16?
    /// The images and containers of Docker; nil where those of our own store count.
    private let docker: DockerEvidence?

    /// - Parameters:
    ///   - place: the folder and environment of the learner.
    ///   - references: the names of the lesson's images; see `RememberedBuild`.
    ///   - containersPort: the port whose page counts where a container of ours publishes it alone; nil for none.
    public init(at place: Workplace, references: Set<String>, containersPort: UInt16? = nil) {
        self.place = place
        self.references = references
        self.containersPort = containersPort
        docker = DockerEvidence(at: place)
    }

    /// The evidence for all needs.
    public func gather(_ needs: EvidenceNeeds) -> Evidence {
        var evidence = Evidence()
        for path in needs.files { evidence.files[path] = file(path) }
        gatherImages(needs, &evidence)
        if needs.lastBuild {
            let journal = JournalFolder(ofStoreAt: place.home)
            evidence.build = RememberedBuild.of(folder: place.workspace, naming: references, in: journal)
        }
        if needs.containers { evidence.containers = containers() }
        for url in needs.pages { evidence.pages[url] = page(url) }
        for line in needs.commands { evidence.commands[line] = command(line) }
        return evidence
    }

    /// The most bytes of a file that a check reads. It is limited because a learner waits for the result.
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
        if let docker {
            for name in names {
                let found = docker.image(name, withFiles: needs.imageFiles.contains(name))
                evidence.images.updateValue(found, forKey: name)
            }
            return
        }
        let store = try? Store.open(at: FilePath(place.home))
        for name in names {
            let found = store.flatMap { image(name, in: $0, withFiles: needs.imageFiles.contains(name)) }
            evidence.images.updateValue(found, forKey: name)
        }
    }

    private func image(_ name: String, in store: Store, withFiles: Bool) -> ImageEvidence? {
        guard let image = try? store.resolve(name) else { return nil }
        var evidence = ImageEvidence(id: image.id.description, config: image.config, size: image.size)
        if withFiles { evidence.files = StoredFiles.paths(of: image, in: store) }
        return evidence
    }

    // MARK: What runs

    private func containers() -> [ContainerEvidence] {
        if let docker { return docker.containers() }
        return ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning).map { folder in
            ContainerEvidence(
                image: folder.record.image,
                hostPorts: folder.record.ports.compactMap { PortMapping(shown: $0)?.hostPort })
        }
    }

    private func page(_ url: String) -> PageEvidence {
        guard let request = PageRequest(url) else { return .unreachable("it is not an address of this machine") }
        if let user = stranger(at: request.port) {
            return .silent(
                cause: "Port \(request.port) of this machine is used by \(user), so the page there is not yours.",
                advice: "Open the lab again: it finds a port that is free, and the lesson follows.")
        }
        if let program = foreigner(at: request.port) {
            return .silent(
                cause: "Port \(request.port) of this machine is used by \(program), which is not a container of yours.",
                advice: "Stop that first, or open the lab again: it finds a port that is free, and the lesson follows.")
        }
        guard let page = request.fetch() else {
            guard let fault = fault(ofPort: request.port) else { return .unreachable("nothing answers") }
            return .silent(cause: fault.sentence, advice: fault.advice)
        }
        return .answered(status: page.status, body: page.body)
    }

    /// The name of another user whose program listens on a port; nil where the port is free or the learner's own.
    private func stranger(at port: UInt16) -> String? {
        guard docker == nil, let user = PortOwner.find(port), user != geteuid() else { return nil }
        // A container in the host's network publishes no ports, and its program may listen as any user.
        let running = ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning)
        return running.contains { $0.record.ports.isEmpty } ? nil : PortOwner.name(of: user)
    }

    /// The program that listens where only a container of ours is meant; nil where one may be that.
    private func foreigner(at port: UInt16) -> String? {
        guard docker == nil, port == containersPort, PortHolder.isTaken(port) else { return nil }
        let own = ContainerList(store: FilePath(place.home)).all().contains { container in
            let ports = container.record.ports
            // A container without published ports may be in the host's network.
            guard ports.isEmpty || ports.contains(where: { PortMapping(shown: $0)?.hostPort == port }) else {
                return false
            }
            return switch container.state {
            case .starting, .running, .restarting: true
            case .created, .exited: false
            }
        }
        return own ? nil : PortHolder.find(port: port) ?? "another program"
    }

    /// Why the container that has a port of this machine does not answer there.
    private func fault(ofPort port: UInt16) -> RunFault? {
        guard let store = try? Store.open(at: FilePath(place.home)) else { return nil }
        let running = ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning)
        let own = running.first { $0.record.ports.contains { PortMapping(shown: $0)?.hostPort == port } }
        // If no container publishes the port, the only running one that publishes nothing is meant.
        guard let container = own ?? (running.count == 1 && running[0].record.ports.isEmpty ? running[0] : nil) else {
            return nil
        }
        return DoctorVisit.faults(of: container, in: store).first
    }

    /// How many seconds the command of a check may take.
    private static let patience = 20

    /// The output of a command, without the line about this machine that `run` prints before it.
    private static func own(_ output: String) -> String {
        output.replacing(ContainerSession.cutOffNote + "\n", with: "")
    }

    private func command(_ line: String) -> CommandEvidence {
        do {
            let run = try BoundedRun(["/bin/bash", "-c", line], in: place, seconds: Self.patience)
            switch run.end {
            case .exited(let status): return CommandEvidence(status: status, output: Self.own(run.text))
            case .timedOut: return CommandEvidence(stoppedAfter: Self.patience, output: Self.own(run.text))
            }
        } catch {
            return CommandEvidence(status: -1, output: error.description)
        }
    }
}
