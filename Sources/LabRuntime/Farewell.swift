internal import ContainerRuntime
internal import Printing
internal import Surroundings
internal import SystemPackage

/// What the lab says when it is left: how to come back, and what still runs.
struct Farewell {
    let place: Workplace

    func say() {
        // The checkout's launcher names itself in the environment; otherwise the program is on the PATH.
        let program = place.surroundings.variables["SLIPWAY_ROOT"] == nil ? "slipway" : "./slipway"
        let isOwn = place.surroundings.checkout.map { place.workspace.hasPrefix($0.sandbox + "/") } ?? false
        let command = isOwn ? program : "\(program) lab --workspace \(place.workspace)"
        StandardStream.output.write(Self.words(place.workspace, command: command, running: running) + "\n")
    }

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
        ContainerList(store: FilePath(place.home)).all().filter(\.state.isRunning).map {
            ($0.record.name, $0.record.ports)
        }
    }
}
