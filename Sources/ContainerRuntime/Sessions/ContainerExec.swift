internal import CLinux
internal import Glibc
internal import ImageFormat
internal import SystemPackage

extension ContainerFolder {
    /// The user that `-u` means in the container as it runs: its passwd and group files may have changed since it began.
    public func identity(of user: String) throws(RuntimeError) -> UserIdentity {
        guard let first = firstProcess else { throw .notRunning(record.name) }
        return try UserIdentity.resolve(user, inRoot: FilePath("/proc/\(first)/root"))
    }
}

/// A folder for a socket whose path must be short, for as long as the value lives.
private final class SocketFolder {
    let path: String

    init() throws(RuntimeError) {
        var name = Array("/tmp/slipway-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw .failed("make", "a folder in /tmp") }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { rmdir(path) }
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
    /// Enters the container's namespaces: for a process with one thread, once. The process is bound as the container's
    /// own is; where that cannot be, it is not run.
    public func run(
        _ attachment: Attachment, output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        guard case .running(let running) = folder.state else { throw .notRunning(folder.record.name) }
        let program = RuntimeProgram(kind: running.runtime.hasSuffix("runc") ? .runc : .crun, path: running.runtime)
        // The runtime works among the container's owner's mounts: what both see is a folder of neither.
        let folder = attachment.hasTerminal ? try SocketFolder() : nil
        defer { withExtendedLifetime(folder) {} }
        let streams = try ProcessStreams(attachment, console: program.console(at: (folder?.path ?? "") + "/console"))
        let log = self.folder.path.appending("exec-\(getpid()).log")
        defer { unlink(log.string) }
        let specification = try memoryFile(json.encoded())
        defer { close(specification) }
        let words = words(for: program, running, log: log, console: streams.console?.socketPath)
        var descriptors = streams.descriptors
        descriptors.passed = specification
        let child = try spawn(
            words, descriptors, beside: running,
            hasTerminal: streams.console?.socketPath == nil && attachment.hasTerminal)
        var first = FirstOutput(log: log)
        let ended = slipway_pidfd_open(child)
        defer { if ended >= 0 { close(ended) } }
        streams.serve(
            .init(ended: ended), onSignal: { slipway_signal_process(child, $0) }, onIdle: { first.idle(output) },
            output: { first.take($0, $1, output) })
        let status = slipway_wait(child, 0)
        let command = process.arguments.first ?? ""
        if status != 0, let failure = RuntimeLog.failure(in: TextFile.read(log.string) ?? "", command: command) {
            throw failure
        }
        first.passOn(output)
        return status
    }

    /// Starts the runtime in the container's namespaces and control groups; its process ID.
    private func spawn(
        _ words: [String], _ descriptors: HostProgram.Descriptors, beside running: ContainerState.Running,
        hasTerminal: Bool
    ) throws(RuntimeError) -> Int32 {
        let held = try HeldGroups(of: running, folder.record)
        defer { withExtendedLifetime(held) {} }
        let group = ControlGroup.directory(of: "\(running.process)")
        defer { if group >= 0 { close(group) } }
        var refused: Int32 = -1
        let child = HostProgram.spawn(words, descriptors, hasTerminal: hasTerminal) { command in
            command.group = group >= 0 ? group : held.devices
            return held.limits.withUnsafeBufferPointer { limits in
                command.groups = limits.baseAddress
                command.group_count = Int32(limits.count)
                return slipway_spawn_beside(running.process, &command, &refused)
            }
        }
        guard child > 0 else {
            let object = "container \(folder.record.name)"
            throw refused < 0 ? .failed("enter", object) : .failed("set the command the limits of", object)
        }
        return child
    }

    /// The runtime's command line; it reads the process's specification from descriptor 3.
    private func words(
        for program: RuntimeProgram, _ running: ContainerState.Running, log: FilePath, console: String?
    ) -> [String] {
        program.options(state: FilePath(running.runtimeRoot), log: log)
            + ["exec"] + RuntimeProgram.option(console: console)
            + ["--process", "/proc/self/fd/3", folder.record.id]
    }

    /// Variables may be secrets: no disk sees them, however this process ends.
    private func memoryFile(_ content: [UInt8]) throws(RuntimeError) -> Int32 {
        let file = slipway_memory_file("process")
        guard file >= 0 else { throw .failed("make", "a file in memory") }
        WholeWrite.write(content[...], to: file)
        return file
    }

    /// The process's specification: as the container's own process has it, its limits among it.
    var json: JSON {
        var process = process
        process.terminalSize = process.hasTerminal ? UserTerminal.size : nil
        var spec = ContainerSpec(process: process, root: "/")
        spec.limits = folder.record.settings.resources.processLimits
        let environment = BundleEnvironment(users: .range, scratch: "")
        return BundleConfig(spec: spec, environment: environment).json["process"] ?? .null
    }
}
