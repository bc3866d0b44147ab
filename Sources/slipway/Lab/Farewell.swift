import ContainerRuntime
import Glibc
import ImageStore
import Printing

/// What the lab says when it is left: how to come back, and what still runs.
struct Farewell {
    let place: LabPlace

    func say() { print(Self.words(place.workspace, command: CallName.program, running: running)) }

    static func words(_ workspace: String, command: String, running: [(name: String, ports: [String])]) -> PrintableText
    {
        var text: PrintableText =
            """
            Your files are in \(PrintableText(lines: workspace)). \(PrintableText(lines: command)) opens the lab again where \
            you left it.
            """
        for container in running {
            let ports = container.ports.isEmpty ? "" : " on \(container.ports.joined(separator: ", "))"
            text =
                text
                + "\nStill running: the container \(container.name)\(ports). slipway stop \(container.name) ends it."
        }
        return text
    }

    private var running: [(name: String, ports: [String])] {
        guard let path = StoreLocation.path() else { return [] }
        return ContainerList(store: path).all().filter(\.state.isRunning).map {
            ($0.record.name, $0.record.ports)
        }
    }
}

/// How the user calls this program.
enum CallName {
    /// The checkout's launcher names itself in the environment; otherwise the program is on the PATH.
    static var program: String { getenv("SLIPWAY_ROOT") == nil ? "slipway" : "./slipway" }
}
