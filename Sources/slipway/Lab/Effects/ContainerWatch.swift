import ContainerRuntime
import Glibc
import ImageStore
import LabModel

/// Looks at the store's containers once a second, from a thread of its own, and says when they are others.
final class ContainerWatch: Sendable {
    private let isOver = StopFlag()

    func stop() { isOver.raise() }

    /// Blocks until `stop`.
    func run(changed: ([ContainerRow]) -> Void) {
        var seen: [ContainerRow] = []
        while !isOver.isRaised {
            let rows = Self.rows()
            if rows != seen { changed(rows) }
            seen = rows
            for _ in 0..<10 where !isOver.isRaised { usleep(100_000) }
        }
    }

    private static func rows() -> [ContainerRow] {
        guard let path = StoreLocation.path() else { return [] }
        return ContainerList(store: path).all().map { folder in
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
