internal import ContainerRuntime
internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// The ports of this machine that a lesson has in its workspace, kept there so that the lab, `check` and `watch` agree.
///
/// Docker's daemon listens for all users alike, so that nobody can say whose a port is: there a lesson has those that it
/// asks for.
public struct WorkspacePorts {
    private let lesson: Lesson
    private let place: Workplace

    public init(of lesson: Lesson, at place: Workplace) {
        self.lesson = lesson
        self.place = place
    }

    /// The lesson with the ports that it has been given here; as it is where it has been given none.
    public var keptLesson: Lesson { canFollow ? lesson.with(ports: kept) : lesson }

    /// The lesson with ports that nobody else has, which are this process's to its end and kept for later ones. Where they
    /// cannot be kept, the lesson is as it is: other commands would ask other ports.
    public func chosenLesson() -> Lesson {
        guard canFollow else { return lesson }
        let (earlier, own) = (kept, ownPorts)
        let choice = PortChoice { Self.holder(of: $0, besides: own) }
        let map = choice.map(for: lesson.wishedPorts, kept: earlier)
        do { if map != earlier { try keep(map) } } catch { return lesson }
        return lesson.with(ports: map)
    }

    private var canFollow: Bool { !lesson.wishedPorts.isEmpty && !place.surroundings.usesDocker }

    // MARK: Who has a port

    private static func holder(of port: UInt16, besides own: Set<UInt16>) -> String? {
        if own.contains(port) { return nil }
        guard let user = PortOwner.find(port) else { return PortClaim.take(port) }
        if user != geteuid() { return PortOwner.name(of: user) }
        return PortHolder.find(port: port) ?? "a program of yours"
    }

    /// The ports of containers that still run from an earlier visit.
    private var ownPorts: Set<UInt16> {
        let running = ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning)
        return Set(running.flatMap(\.record.ports).compactMap { PortMapping(shown: $0)?.hostPort })
    }

    // MARK: On the disk

    private var path: String { "\(place.home)/ports/\(Digest(of: place.workspace.utf8).hex).json" }

    /// Nothing where the file is missing or cannot be understood.
    private var kept: PortMap {
        guard let bytes = try? WholeFile.read(path), let members = (try? JSON(parsing: bytes))?.members else {
            return PortMap()
        }
        var given: [UInt16: PortMap.Given] = [:]
        for member in members {
            guard let wished = UInt16(member.name),
                let port = member.value["port"]?.int.flatMap({ UInt16(exactly: $0) }), port > 0
            else { continue }
            given[wished] = PortMap.Given(port: port, holder: member.value["holder"]?.string)
        }
        return PortMap(given)
    }

    private func keep(_ map: PortMap) throws(FileError) {
        let members = map.given.sorted { $0.key < $1.key }.map { wished, given in
            JSON.Member(
                "\(wished)",
                .object(["port": .integer(Int64(given.port)), "holder": given.holder.map(JSON.string)]))
        }
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? Store.open(at: FilePath(place.home))
        try WholeFile.replace(path, with: JSON.object(members).encoded(), mode: 0o600)
    }
}
