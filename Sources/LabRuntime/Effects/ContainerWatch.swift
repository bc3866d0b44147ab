internal import ContainerRuntime
internal import Glibc
internal import LabModel
internal import SystemPackage

/// Looks at the store's containers once a second, from a thread of its own, and says when they are others.
final class ContainerWatch: Sendable {
    private let home: String
    private let isOver = StopFlag()

    /// - Parameter home: the store's path.
    init(of home: String) { self.home = home }

    func stop() { isOver.raise() }

    /// Blocks until `stop`.
    func run(changed: ([ContainerRow]) -> Void) {
        var seen: [ContainerRow] = []
        while !isOver.isRaised {
            let rows = rows()
            if rows != seen { changed(rows) }
            seen = rows
            for _ in 0..<10 where !isOver.isRaised { usleep(100_000) }
        }
    }

    private func rows() -> [ContainerRow] {
        ContainerList(store: FilePath(home)).all().map { folder in
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
}
