internal import Glibc
internal import SystemPackage
internal import Processes

/// An OCI runtime of the host.
struct RuntimeProgram: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case crun, runc
    }

    var kind: Kind
    var path: String

    static func find(_ kind: Kind) -> RuntimeProgram? {
        ProgramPaths.find(kind.rawValue).map { RuntimeProgram(kind: kind, path: $0) }
    }

    /// crun starts in a quarter of runc's time; `$SLIPWAY_RUNTIME` names the other one.
    static func first() throws(RuntimeError) -> RuntimeProgram {
        let asked = Program.inheritedVariables["SLIPWAY_RUNTIME"].flatMap(Kind.init)
        guard let program = asked.flatMap(find) ?? find(.crun) ?? find(.runc) else { throw .noRuntime }
        return program
    }

    /// The options before the command. `state` holds what the runtime knows of its containers.
    func options(state: FilePath, log: FilePath) -> [String] {
        let cgroups = kind == .crun ? ["--cgroup-manager=disabled"] : []
        return [path] + cgroups + ["--root", state.string, "--log", log.string, "--log-format", "json"]
    }

    func run(bundle: FilePath, id: String, state: FilePath, log: FilePath, console: String?) -> [String] {
        // The runtime has a keyring of its own from the start (`slipway_spawn`), without a name by which others could
        // join it.
        options(state: state, log: log) + ["run", "--no-new-keyring"] + Self.option(console: console)
            + ["--bundle", bundle.string, id]
    }

    /// The option that names the socket at which the runtime hands over a terminal.
    static func option(console: String?) -> [String] { console.map { ["--console-socket", $0] } ?? [] }
}
