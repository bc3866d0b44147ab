internal import Files
internal import ImageFormat
internal import Synchronization

/// What a lesson makes in a daemon, which the user's own work shares, told apart by the step that made it: so that a step can
/// begin there as it began when the lesson was rehearsed. It is written down, and so survives a process that was killed.
///
/// While it is open, the user's own images of the lesson's names are set aside. Closed, only what the builder remembers of the
/// lesson is left in the daemon.
public final class DaemonLedger: Sendable {
    private let docker: DockerProgram
    private let names: [String]
    private let path: String
    private let held: Mutex<LedgerState>

    /// Reads what was written down before.
    ///
    /// - Parameters:
    ///   - names: those of the images that the lesson makes.
    ///   - path: the file that keeps it.
    public init(of docker: DockerProgram, making names: Set<String>, keptAt path: String) {
        self.docker = docker
        self.names = names.sorted()
        self.path = path
        let bytes = (try? WholeFile.readIfPresent(path)) ?? nil
        held = Mutex(bytes.flatMap { try? JSON(parsing: $0) }.map(LedgerState.init(json:)) ?? LedgerState())
    }

    /// Whether the daemon has the lesson's images: it was opened, by this process or one that was killed, and not closed.
    public var isOpen: Bool { held.withLock { $0.isOpen } }

    /// Whether there is nothing of the lesson in the daemon that is known of.
    public var isEmpty: Bool { held.withLock { !$0.isOpen && $0.records.isEmpty } }

    /// Takes note of what is the user's, and sets the user's images of the lesson's names aside. Where it is open already, the
    /// images of these names are the lesson's own.
    ///
    /// - Throws: `DockerRefusal` where the daemon does not list what it has, or does not let an image be set aside.
    public func open() throws(DockerRefusal) {
        let refusal = held.withLock { state -> DockerRefusal? in
            guard !state.isOpen else { return nil }
            guard let records = DockerTraces.cacheRecords(docker) else {
                return DockerRefusal("docker does not list what its builder remembers")
            }
            giveBack(&state)
            state.foreign = Set(records).subtracting(state.records.keys)
                .union(DockerContainers(docker).all().map(\.id)).union(unnamedImages())
            for name in names where DockerImages(docker).image(name) != nil {
                let other = "slipway-aside:\(UInt32.random(in: 0 ... .max))"
                state.aside[name] = other
                keep(state)
                let tagged = docker.ask(["tag", name, other])
                guard tagged.isSuccess else {
                    giveBack(&state)
                    keep(state)
                    return DockerRefusal(tagged.errors)
                }
                _ = docker.ask(["rmi", name])
            }
            state.isOpen = true
            keep(state)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// What the builder remembers beyond what was known is of this step.
    public func note(_ step: Int) {
        held.withLock { state in
            guard state.isOpen, let records = DockerTraces.cacheRecords(docker) else { return }
            let new = records.filter { state.records[$0] == nil && !state.foreign.contains($0) }
            guard !new.isEmpty else { return }
            for record in new { state.records[record] = step }
            keep(state)
        }
    }

    /// Removes the lesson's containers and images, and what the builder remembers of a step and of those behind it. What no
    /// step is known of goes too.
    public func forget(from step: Int) {
        held.withLock { state in
            guard state.isOpen else { return }
            removeImages(state)
            // Newest first, since a record that another one stands on stays.
            for record in DockerTraces.cacheRecords(docker) ?? [] where !state.foreign.contains(record) {
                if let maker = state.records[record], maker < step { continue }
                _ = docker.ask(["builder", "prune", "--all", "--force", "--filter", "id=\(record)"])
            }
            guard let left = DockerTraces.cacheRecords(docker) else { return }
            state.records = state.records.filter { left.contains($0.key) }
            keep(state)
        }
    }

    /// Removes the lesson's containers; those of the user stay.
    public func removeContainers() {
        held.withLock { state in
            guard state.isOpen else { return }
            removeContainers(state)
        }
    }

    /// Removes the lesson's containers and images, and gives back what was set aside. Does nothing where it is not open. Where
    /// the daemon does not answer it stays open, for the next process.
    public func close() {
        held.withLock { state in
            guard state.isOpen, DockerTraces.cacheRecords(docker) != nil else { return }
            removeImages(state)
            giveBack(&state)
            state.isOpen = false
            keep(state)
        }
    }

    // MARK: In the daemon

    private func removeContainers(_ state: LedgerState) {
        let made = DockerContainers(docker).all().filter { container in
            !state.foreign.contains(container.id)
                && names.contains { (try? Reference($0)) == (try? Reference(container.image)) }
        }
        if !made.isEmpty { _ = docker.ask(["rm", "--force"] + made.map(\.id)) }
    }

    private func removeImages(_ state: LedgerState) {
        removeContainers(state)
        let made = names.filter { DockerImages(docker).image($0) != nil }
        if !made.isEmpty { _ = docker.ask(["rmi", "--force"] + made) }
        let left = unnamedImages().subtracting(state.foreign).sorted()
        if !left.isEmpty { _ = docker.ask(["rmi", "--force"] + left) }
    }

    /// An image that has its name again meanwhile keeps the newer one.
    private func giveBack(_ state: inout LedgerState) {
        for (name, other) in state.aside {
            let isFree = DockerImages(docker).image(name) == nil
            guard !isFree || docker.ask(["tag", other, name]).isSuccess else { continue }
            _ = docker.ask(["rmi", other])
            state.aside[name] = nil
        }
    }

    private func unnamedImages() -> Set<String> { DockerTraces.imageIDs(docker, ["--filter", "dangling=true"]) }

    /// Without it a process that comes later takes what is there for the user's, and removes nothing.
    private func keep(_ state: LedgerState) { try? WholeFile.replace(path, with: state.json.encoded()) }
}

/// What a ledger says.
struct LedgerState: Equatable {
    var isOpen = false
    /// The steps that made what the builder remembers, by its records' IDs.
    var records: [String: Int] = [:]
    /// What was there before, and is not the lesson's: IDs of records, of containers and of images without a name.
    var foreign: Set<String> = []
    /// Where the user's images are meanwhile, by the names that they have.
    var aside: [String: String] = [:]

    init() {}

    /// What is not there, or of another kind, is left out.
    init(json: JSON) {
        isOpen = json["open"]?.bool ?? false
        for member in json["records"]?.members ?? [] { records[member.name] = member.value.int }
        foreign = Set(json["foreign"]?.strings ?? [])
        for member in json["aside"]?.members ?? [] { aside[member.name] = member.value.string }
    }

    var json: JSON {
        let made = records.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer(Int64($0.value))) }
        return .object([
            "open": .bool(isOpen), "records": JSON.object(made), "foreign": .strings(foreign.sorted()),
            "aside": .strings(aside),
        ])
    }
}
