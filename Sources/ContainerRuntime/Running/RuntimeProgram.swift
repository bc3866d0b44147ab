internal import Glibc
internal import SystemPackage

/// An OCI runtime of the host.
struct RuntimeProgram: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case crun, runc
    }

    var kind: Kind
    var path: String

    static func find(_ kind: Kind) -> RuntimeProgram? {
        Programs.path(of: kind.rawValue).map { RuntimeProgram(kind: kind, path: $0) }
    }

    /// crun starts in a quarter of runc's time; `$SLIPWAY_RUNTIME` names the other one.
    static func first() throws(RuntimeError) -> RuntimeProgram {
        let asked = getenv("SLIPWAY_RUNTIME").flatMap { Kind(rawValue: String(cString: $0)) }
        guard let program = asked.flatMap(find) ?? find(.crun) ?? find(.runc) else { throw .noRuntime }
        return program
    }

    /// The options before the command. `state` holds what the runtime knows of its containers.
    func options(state: FilePath, log: FilePath) -> [String] {
        let cgroups = kind == .crun ? ["--cgroup-manager=disabled"] : []
        return [path] + cgroups + ["--root", state.string, "--log", log.string, "--log-format", "json"]
    }

    func run(bundle: FilePath, id: String, state: FilePath, log: FilePath) -> [String] {
        // It has a keyring of its own from the start (`slipway_spawn`), without the name under which others could join.
        options(state: state, log: log) + ["run", "--no-new-keyring", "--bundle", bundle.string, id]
    }
}
