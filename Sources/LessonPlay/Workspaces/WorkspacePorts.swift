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
/// Where Docker's daemon runs the lesson's containers, a port is told by them; see `DaemonPorts`.
public struct WorkspacePorts: Sendable {
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
    ///
    /// - Parameter keepsEarlier: whether ports that it had here before are taken again although those that it asks for are
    ///   free by now.
    public func chosenLesson(keepsEarlier: Bool = true) -> Lesson {
        guard canFollow else { return lesson }
        let (earlier, daemon) = (kept, DaemonPorts(of: lesson, at: place))
        let own = daemon?.own ?? ownPorts
        var choice = PortChoice { daemon?.others[$0] ?? Self.holder(of: $0, besides: own) }
        choice.keepsEarlier = keepsEarlier
        let map = choice.map(for: lesson.wishedPorts, kept: earlier)
        do { if map != earlier { try keep(map) } } catch { return lesson }
        return lesson.with(ports: map)
    }

    /// The lesson with other ports than it was given, where a program that has nothing to do with this store has taken one
    /// of them since; nil where all can be had. They are this process's from then on, and kept for later ones.
    ///
    /// The port of the lesson's registry stays: the lab's own registry listens there.
    ///
    /// - Parameter starts: whether the lab itself is about to run a container, and so has none that begins just now.
    public func movedLesson(starts: Bool = false) -> Lesson? {
        guard canFollow, !place.surroundings.usesDocker else { return nil }
        let (earlier, containers) = (kept, livingContainers)
        guard !containers.contains(where: servesLessonItself) else { return nil }
        let own = Self.ports(of: containers)
        let program = "\(place.program.split(separator: "/").last?.prefix(Self.nameLength) ?? "") ("
        let choice = PortChoice { port in
            // What this program listens on may be for a container that begins just now and is in no list yet.
            Self.holder(of: port, besides: own).flatMap { $0.hasPrefix(program) && !starts ? nil : $0 }
        }
        let wished = lesson.wishedPorts.filter { $0 != lesson.registry?.port }
        var given = choice.map(for: wished, kept: earlier).given
        if let registry = lesson.registry?.port { given[registry] = earlier.given[registry] }
        let map = PortMap(given)
        guard map.differs(from: earlier) else { return nil }
        do { try keep(map) } catch { return nil }
        return lesson.with(ports: map)
    }

    /// Whether a container of the lesson's image is in the machine's own network, where it may have the port itself.
    private func servesLessonItself(_ container: ContainerFolder) -> Bool {
        guard let reference = lesson.image?.reference, container.record.settings.network.choice == .host else {
            return false
        }
        return container.record.image == reference || container.record.image.hasSuffix("/" + reference)
    }

    /// As much of a program's name as the kernel tells.
    private static let nameLength = 15

    private var canFollow: Bool { !lesson.wishedPorts.isEmpty }

    /// What is said where there are no texts of the lesson to say it: a line for each port that is another one here.
    var notes: [String] {
        let given = kept.given
        return lesson.wishedPorts.compactMap { port in
            guard let other = given[port] else { return nil }
            let holder = other.holder.map { " by \($0)" } ?? ""
            return "Port \(port) is taken\(holder): port \(other.port) is used in its place."
        }
    }

    // MARK: Who has a port

    private static func holder(of port: UInt16, besides own: Set<UInt16>) -> String? {
        if own.contains(port) { return nil }
        guard let user = PortOwner.find(port) else { return PortClaim.take(port) }
        if user != geteuid() { return PortOwner.name(of: user) }
        return PortHolder.find(port: port) ?? "a program of yours"
    }

    /// The ports of containers that still run from an earlier visit.
    private var ownPorts: Set<UInt16> {
        Self.ports(of: ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning))
    }

    /// Those that run, or are about to.
    private var livingContainers: [ContainerFolder] {
        ContainerList(store: FilePath(place.home)).all().filter { container in
            switch container.state {
            case .starting, .running, .restarting: true
            case .created, .exited: false
            }
        }
    }

    private static func ports(of containers: [ContainerFolder]) -> Set<UInt16> {
        Set(containers.flatMap(\.record.ports).compactMap { PortMapping(shown: $0)?.hostPort })
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
