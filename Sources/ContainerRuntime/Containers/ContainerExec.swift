internal import CLinux
internal import Glibc
internal import ImageFormat
internal import SystemPackage

extension ContainerFolder {
    /// The user that `-u` means in the container as it runs: its passwd and group files may have changed since it began.
    public func identity(of user: String) throws(RuntimeError) -> UserIdentity {
        guard case .running(let running) = state, let first = Signals.firstProcess(of: running.process) else {
            throw .notRunning(record.name)
        }
        return try UserIdentity.resolve(user, inRoot: FilePath("/proc/\(first)/root"))
    }
}

/// One more process in a container that runs.
public struct ContainerExec {
    private let folder: ContainerFolder
    private let process: ProcessSpec

    public init(_ process: ProcessSpec, in folder: ContainerFolder) {
        self.folder = folder
        self.process = process
    }

    /// Runs the process to its end, joined to this one's input and output; its exit status.
    ///
    /// Enters the container's namespaces: for a process with one thread, once.
    public func run(
        _ attachment: Attachment, output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        guard case .running(let running) = folder.state else { throw .notRunning(folder.record.name) }
        let streams = try ProcessStreams(attachment)
        let log = folder.path.appending("exec-\(getpid()).log")
        defer { unlink(log.string) }
        let specification = try memoryFile(json.encoded())
        defer { close(specification) }
        let program = RuntimeProgram(kind: running.runtime.hasSuffix("runc") ? .runc : .crun, path: running.runtime)
        let words =
            program.options(state: FilePath(running.runtimeRoot), log: log)
            + ["exec", "--process", "/proc/self/fd/3", folder.record.id]
        var descriptors = streams.descriptors
        descriptors.passed = specification
        let group = ControlGroup.directory(of: "\(running.process)")
        defer { if group >= 0 { close(group) } }
        let child = HostProgram.spawn(words, descriptors, hasTerminal: attachment.hasTerminal) { command in
            command.group = group
            return slipway_spawn_beside(running.process, &command)
        }
        guard child > 0 else { throw .failed("enter", "container \(folder.record.name)") }
        var first = FirstOutput(log: log)
        streams.serve(
            onSignal: { slipway_signal_process(child, $0) }, onIdle: { first.idle(output) },
            output: { first.take($0, $1, output) })
        let status = slipway_wait(child, 0)
        let command = process.arguments.first ?? ""
        if status != 0, let failure = RuntimeLog.failure(in: TextFile.read(log.string) ?? "", command: command) {
            throw failure
        }
        first.passOn(output)
        return status
    }

    /// Variables may be secrets: no disk sees them, however this process ends.
    private func memoryFile(_ content: [UInt8]) throws(RuntimeError) -> Int32 {
        let file = slipway_memory_file("process")
        guard file >= 0 else { throw .failed("make", "a file in memory") }
        WholeWrite.write(content[...], to: file)
        return file
    }

    private var json: JSON {
        let spec = ContainerSpec(process: process, root: "/")
        let environment = BundleEnvironment(users: .range, scratch: "")
        return BundleConfig(spec: spec, environment: environment).json["process"] ?? .null
    }
}
