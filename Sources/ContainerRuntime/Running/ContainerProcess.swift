internal import CLinux
internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// A container that runs: the OCI runtime's process, which is the first of a PID namespace, so that its end is the end
/// of all that the container started.
final class ContainerProcess {
    /// The runtime's process, as this process and its user see it.
    let process: Int32
    /// Readable once it has ended.
    let ended: Int32
    private let scratch: Scratch
    /// Where the runtime says what it could not do.
    let log: FilePath
    private let command: String
    private var status: Int32?

    typealias Descriptors = HostProgram.Descriptors

    init(
        _ spec: ContainerSpec, named id: String, with program: RuntimeProgram, in namespaces: Namespaces,
        descriptors: Descriptors, console: String? = nil, groups: [Int32] = []
    ) throws(RuntimeError) {
        scratch = try Scratch(in: namespaces)
        let bundle = scratch.path
        log = bundle.appending("log")
        command = spec.process.arguments.first ?? ""
        let binds = try ConfinedBinds(of: spec, users: namespaces.users, in: scratch)
        let config = BundleConfig(
            spec: binds.spec,
            environment: BundleEnvironment(
                users: namespaces.users, scratch: namespaces.scratch.string, system: binds.system,
                devices: binds.devices, loadsFilter: program.kind == .crun))
        // In memory, and for nobody else: variables may be secrets.
        try TextFile.write(bundle.appending("config.json").string, config.json.encoded(), mode: 0o600)
        let words = program.run(
            bundle: bundle, id: id, state: bundle.appending("state"), log: log, console: console)
        process = try Self.start(
            words, program, descriptors, hasTerminal: spec.process.hasTerminal && console == nil, binds,
            groups: (namespaces.group >= 0 ? [namespaces.group] : []) + groups)
        ended = slipway_pidfd_open(process)
    }

    private static func start(
        _ words: [String], _ program: RuntimeProgram, _ descriptors: Descriptors, hasTerminal: Bool,
        _ binds: ConfinedBinds, groups: [Int32]
    ) throws(RuntimeError) -> Int32 {
        var failed: Int32 = -1
        let process = binds.withList { list in
            HostProgram.spawn(words, descriptors, hasTerminal: hasTerminal) { command in
                command.owns_processes = 1
                command.group = groups.first ?? -1
                command.binds = list.baseAddress
                command.bind_count = Int32(list.count)
                let others = Array(groups.dropFirst())
                return others.withUnsafeBufferPointer { others in
                    command.groups = others.baseAddress
                    command.group_count = Int32(others.count)
                    return slipway_spawn(&command, &failed)
                }
            }
        }
        guard process > 0 else {
            throw failed < 0 ? .failed("start", program.path) : .failed("mount", binds.source(of: Int(failed)))
        }
        return process
    }

    /// Where the runtime keeps what it knows of the container.
    var state: FilePath { scratch.path.appending("state") }

    /// Passes a signal to the container's first process; SIGKILL ends the whole container.
    func signal(_ number: Int32) { if status == nil { kill(process, number) } }

    /// Whether nothing of the container runs any more.
    var hasEnded: Bool {
        var polled = pollfd(fd: ended, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) > 0
    }

    /// Waits until the container's own program runs, or everything has ended.
    func waitForStart() {
        for _ in 0..<2000 {
            if hasEnded { return }
            usleep(500)
            // Until it becomes the container's program the first process is a copy of the runtime.
            guard let first = Signals.firstProcess(of: process),
                let program = Directory.linkTarget("/proc/\(first)/exe"),
                program != Directory.linkTarget("/proc/\(process)/exe")
            else { continue }
            return
        }
    }

    /// Waits for the end: the exit status, 128 + n where signal n ended it.
    func wait() throws(RuntimeError) -> Int32 {
        if let status { return status }
        let result = slipway_wait(process, 0)
        status = result
        if result != 0, let failure = RuntimeLog.failure(in: TextFile.read(log.string) ?? "", command: command) {
            throw failure
        }
        return result
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            _ = slipway_wait(process, 0)
        }
        close(ended)
    }
}
