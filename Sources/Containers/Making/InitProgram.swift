internal import ContainerRuntime
internal import Processes
internal import SystemPackage

/// The small first process that `--init` puts before the command: `slipway-init`, which lies beside this program.
struct InitProgram {
    private let path: String

    /// Where Docker has it.
    private static let place = "/sbin/docker-init"

    /// Nil where only a part of Slipway was built or copied.
    static func find() -> InitProgram? { ProgramPaths.beside("slipway-init").map { InitProgram(path: $0) } }

    var mount: Mount { .file(FilePath(path), at: Self.place) }
    var words: [String] { [Self.place, "--"] }
}
