internal import Files
internal import ImageFormat
internal import Synchronization

/// Keeps track of what each step of a lesson makes in a Docker daemon, so that a step can begin with exactly what the
/// earlier steps made. The user's own work is in the same daemon and must stay. The ledger is kept in a file, so it
/// survives a process that is killed.
///
/// While the ledger is open, the user's own images with names of the lesson are kept under other names. When it is
/// closed, only the builder's cache of the lesson is left in the daemon.
public final class DaemonLedger: Sendable {
    private let docker: DockerProgram
    private let names: [String]
    private let path: String
    private let held: Mutex<LedgerState>

    /// Reads the file of an earlier process, if there is one.
    ///
    /// - Parameters:
    ///   - names: the names of the images that the lesson makes.
    ///   - path: the path of the ledger's file.
    public init(of docker: DockerProgram, making names: Set<String>, keptAt path: String) {
        self.docker = docker
        self.names = names.sorted()
        self.path = path
        let bytes = (try? WholeFile.readIfPresent(path)) ?? nil
        held = Mutex(bytes.flatMap { try? JSON(parsing: $0) }.map(LedgerState.init(json:)) ?? LedgerState())
    }

    /// Whether the ledger was opened, by this process or by one that was killed, and not closed.
    public var isOpen: Bool { held.withLock { $0.isOpen } }

    /// Whether the daemon contains nothing of the lesson, as far as is known.
    public var isEmpty: Bool { held.withLock { !$0.isOpen && $0.records.isEmpty } }

    /// Notes what belongs to the user, and gives the user's images with names of the lesson other names. If the ledger
    /// is open already, images with these names belong to the lesson.
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

    /// Notes that all new records of the builder's cache belong to a step.
    public func note(_ step: Int) {
        held.withLock { state in
            guard state.isOpen, let records = DockerTraces.cacheRecords(docker) else { return }
            let new = records.filter { state.records[$0] == nil && !state.foreign.contains($0) }
            guard !new.isEmpty else { return }
            for record in new { state.records[record] = step }
            keep(state)
        }
    }

    /// Removes the lesson's containers and images, and the cache records of a step and all later ones. Records of an
    /// unknown step are removed too.
    public func forget(from step: Int) {
        held.withLock { state in
            guard state.isOpen else { return }
            removeImages(state)
            // The newest records are removed first, because the daemon keeps a record that another one depends on.
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

    /// Removes the lesson's containers and images, and gives the user's images their names back. Does nothing if the
    /// ledger is not open. If the daemon does not answer, the ledger stays open for the next process.
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

    /// Gives the user's images their names back. A name that was given to a newer image meanwhile stays with that one.
    private func giveBack(_ state: inout LedgerState) {
        for (name, other) in state.aside {
            let isFree = DockerImages(docker).image(name) == nil
            guard !isFree || docker.ask(["tag", other, name]).isSuccess else { continue }
            _ = docker.ask(["rmi", other])
            state.aside[name] = nil
        }
    }

    private func unnamedImages() -> Set<String> { DockerTraces.imageIDs(docker, ["--filter", "dangling=true"]) }

    /// Writes the ledger's file. A failure is not an error: a later process then takes everything for the user's and
    /// removes nothing.
    private func keep(_ state: LedgerState) { try? WholeFile.replace(path, with: state.json.encoded()) }
}

/// The content of a ledger.
struct LedgerState: Equatable {
    var isOpen = false
    /// The step that made each record of the builder's cache, by the record's ID.
    var records: [String: Int] = [:]
    /// The IDs of what is not the lesson's because it existed before: records, containers, and images without a name.
    var foreign: Set<String> = []
    /// The temporary names of the user's images, by their own names.
    var aside: [String: String] = [:]

    init() {}

    /// Reads a ledger. Members that are missing or of another type are left out.
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
