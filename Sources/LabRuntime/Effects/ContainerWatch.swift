internal import ContainerRuntime
internal import Engines
internal import Glibc
internal import LabModel
internal import Surroundings
internal import SystemPackage

/// Looks at the containers every second or two, from a thread of its own, and tells of changes.
final class ContainerWatch: Sendable {
    private let home: String
    /// Whose containers are looked at instead of the store's; nil for the store's.
    private let docker: DockerProgram?
    private let isOver = StopFlag()

    /// Seconds between two looks; docker is a process each time.
    private var beat: Double { docker == nil ? 1 : 2 }

    init(at place: Workplace) {
        home = place.home
        docker = LabEngine.daemon(of: place)
    }

    func stop() { isOver.raise() }

    /// Blocks until `stop`.
    func run(changed: ([ContainerRow]) -> Void) {
        var seen: [ContainerRow] = []
        while !isOver.isRaised {
            let rows = rows()
            if rows != seen { changed(rows) }
            seen = rows
            isOver.wait(seconds: beat)
        }
    }

    private func rows() -> [ContainerRow] {
        if let docker { return DockerContainers(docker).all().map(Self.row) }
        return ContainerList(store: FilePath(home)).all().map { folder in
            let state: ContainerRow.State =
                switch folder.state {
                case .created, .starting: .created
                case .running, .restarting: .running
                case .exited(let status, _): .exited(status)
                }
            return ContainerRow(
                id: folder.record.id, name: folder.record.name, image: folder.record.image,
                ports: folder.record.ports, state: state)
        }
    }

    private static func row(_ container: DockerContainer) -> ContainerRow {
        let state: ContainerRow.State =
            switch container.state {
            case .created: .created
            case .running: .running
            case .exited(let status): .exited(status)
            }
        return ContainerRow(
            id: container.id, name: container.name, image: container.image, ports: container.ports, state: state)
    }
}
