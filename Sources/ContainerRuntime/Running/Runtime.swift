internal import CLinux
internal import Glibc
internal import SystemPackage

/// Runs processes in root file systems, through crun or runc.
public struct Runtime: Sendable {
    public let namespaces: Namespaces
    let program: RuntimeProgram

    /// Finds the OCI runtime; `noRuntime` where there is none.
    public init(namespaces: Namespaces) throws(RuntimeError) {
        self.namespaces = namespaces
        program = try RuntimeProgram.first()
    }

    /// `crun` or `runc`.
    public var programName: String { program.kind.rawValue }

    /// Which of a process's outputs a piece comes from.
    public enum Stream: Sendable {
        case stdout, stderr
    }

    /// Runs a process to its end, without input. A status other than 0 is a result, not an error.
    ///
    /// The files of /etc by which names are found are `HostFiles`'s, unless `spec.mounts` has others. Whatever
    /// happens, nothing of the container is left when this returns: no process and no mount, and no file in the root
    /// that only a mount needed.
    ///
    /// - Parameters:
    ///   - isCancelled: asked every twentieth of a second and after each signal; once true the container is killed.
    ///   - output: called on this thread with pieces of at most 64 KiB, as the process writes them.
    /// - Returns: the exit status; 128 + n where signal n ended the process.
    public func run(
        _ spec: ContainerSpec, isCancelled: () -> Bool = { false },
        output: (Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        var spec = spec
        let names = try HostFiles(for: spec, in: namespaces)
        defer { withExtendedLifetime(names) {} }
        spec.mounts = names.mounts + spec.mounts
        let leftovers = Leftovers(of: spec)
        defer { leftovers.remove() }
        let pipes = try OutputPipes()
        let container = try ContainerProcess(
            spec, named: "run", with: program, in: namespaces,
            descriptors: .init(input: pipes.nothing, output: pipes.output.write, error: pipes.error.write))
        pipes.closeWriters()
        pipes.drain(
            whenIdle: { if isCancelled() { container.signal(SIGKILL) } },
            to: output)
        return try container.wait()
    }
}
