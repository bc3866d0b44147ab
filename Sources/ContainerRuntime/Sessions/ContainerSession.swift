internal import Clocks
internal import CLinux
internal import Glibc
internal import ImageFormat
public import SystemPackage

/// The life of a container, from its network to its last line of output; it may start again in it.
public final class ContainerSession {
    private let owned: OwnedContainer
    private let runtime: Runtime
    private let attachment: Attachment
    private let network: ContainerNetwork?
    private let outbound: OutboundNetwork?
    private let members: NetworkMembers
    private let ports: PublishedPorts
    private let groups: ResourceGroups
    private let log: LogWriter?
    private let control: ControlServer?
    private var health: HealthMonitor?
    private var terminalSize = UserTerminal.size
    var deadline: Double?
    /// The signal for which this process has killed the container, because the container's first process has no handler
    /// for it; nil where that has not happened.
    public internal(set) var unheardSignal: Int32?

    var settings: ContainerSettings { owned.folder.record.settings }

    /// Makes the container's network and log; the process must still have one thread.
    public init(
        _ owned: OwnedContainer, ports: PublishedPorts, groups: ResourceGroups, networks: NetworkList,
        attachment: Attachment, runtime: Runtime
    ) throws(RuntimeError) {
        self.owned = owned
        self.runtime = runtime
        self.attachment = attachment
        self.ports = ports
        self.groups = groups
        let record = owned.folder.record
        let limit = record.settings.logLimit
        log = limit == 0 ? nil : try LogWriter(owned.folder.logPath, limit: limit.map { Int($0 / 2) })
        control = ControlServer(in: owned.folder.path)
        let place = runtime.namespaces.scratch.appending("network-\(record.shortID)")
        switch record.settings.network.choice {
        case .own, .left, .named: network = try ContainerNetwork(at: place, forwarding: ports.listeners)
        case .host, .none, .container: network = nil
        }
        outbound = network.flatMap { OutboundNetwork(of: $0) }
        members = NetworkMembers(record, in: networks, folder: owned.folder.path, hasOutbound: outbound != nil)
        if let network, case .named(let name) = record.settings.network.choice {
            try members.join(
                name, aliases: record.settings.network.aliases, address: record.settings.network.address, network)
        }
        if let network {
            for further in record.settings.network.further {
                try members.join(further.name, aliases: further.aliases, address: further.address, network)
            }
        }
        health = record.settings.config.healthcheck.flatMap { HealthMonitor($0, of: owned.folder) }
    }

    /// Whether the container cannot reach the network, although it has one of its own.
    public var isCutOff: Bool { network != nil && outbound == nil }

    /// What is said of a container that is cut off, on standard error, before its own output.
    public static let cutOffNote =
        "Note: The container has no way out to the network here: /dev/net/tun or slirp4netns cannot be used."

    /// Runs the container to its end: as often as its restart policy says.
    ///
    /// Ctrl-C and SIGTERM of this process ask the container to end; after its stop timeout, on a second one, and where
    /// the container's first process takes no notice of the signal at all, it is killed.
    ///
    /// - Parameters:
    ///   - onReady: called once others can be attached to it; then it waits until somebody is. Nil for neither.
    ///   - onStart: called once the container's own program runs; nil spares the wait for that.
    ///   - output: pieces of the output, in the order in which they were written, beside their way to the log.
    /// - Returns: the exit status; 128 + n where signal n ended the process.
    public func run(
        _ process: ProcessSpec, root: FilePath, mounts: [Mount], onReady: (() -> Void)? = nil,
        onStart: (() -> Void)? = nil, output: @escaping (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        var spec = try self.spec(process, root: root, mounts: mounts)
        let names = try HostFiles(for: spec, in: runtime.namespaces)
        defer { withExtendedLifetime(names) {} }
        spec.mounts = names.mounts + spec.mounts
        if let onReady {
            onReady()
            waitForAttachment()
        }
        var restarts = 0
        while true {
            let begin = Clock.now
            spec.process.terminalSize = spec.process.hasTerminal ? terminalSize : nil
            let status = try live(spec, restarts, restarts == 0 ? onStart : nil, output)
            guard restartPolicy.restarts(afterStatus: status, times: restarts, wasStopped: isToEnd) else {
                log?.finish()
                return status
            }
            owned.folder.tellEnd(status: status)
            try owned.folder.write(.restarting(status: status, finished: Timestamp.now()))
            let pause = Clock.now - begin > 10 ? RestartPolicy.pause(before: 0) : RestartPolicy.pause(before: restarts)
            guard rest(seconds: pause) else { return status }
            restarts += 1
        }
    }

    /// As it is now: `update` may have changed it.
    private var restartPolicy: RestartPolicy {
        (ContainerFolder(at: owned.folder.path)?.record.settings ?? settings).restart
    }

    private var isToEnd: Bool { owned.folder.wasStopped || deadline != nil }

    /// Closes the ports, so that they are free before anybody hears that the container has ended.
    public func closePorts() { ports.close() }

    /// Tells all who are attached how it ended.
    public func tell(status: Int32) { control?.finish(.ended(status: status)) }

    /// Tells all who are attached why it could not be started.
    /// - Parameter words: what is known of it beyond the error; nil for the error's own words.
    public func tell(_ error: RuntimeError, words: String? = nil) {
        let text = words ?? [error.message, error.advice].compactMap { $0 }.joined(separator: "\n")
        control?.finish(.failure("\(error.exitStatus) \(text)"))
    }

    private func spec(_ process: ProcessSpec, root: FilePath, mounts: [Mount]) throws(RuntimeError) -> ContainerSpec {
        let other = sharedContainer
        let files = try NameFiles(
            of: owned.folder, hasOutbound: outbound != nil, asksHere: members.hasServer,
            address: members.ownAddress(network != nil), sharing: other)
        let nameMounts = try files.mounts(besides: mounts)
        members.files = files
        let hasName = settings.network.choice != .host
        let named = other ?? owned.folder
        var spec = ContainerSpec(
            process: process, root: root, mounts: nameMounts + mounts, network: try joined(),
            hostname: hasName ? named.record.settings.network.hostname ?? named.record.shortID : nil,
            isRootReadOnly: settings.isRootReadOnly, usesSeccomp: settings.rights.usesSeccomp)
        spec.sharedMemory = settings.sharedMemory
        spec.limits = settings.resources.processLimits
        spec.systemSettings = settings.resources.systemSettings
        spec.oomScoreAdjustment = settings.resources.oomScoreAdjustment
        return spec
    }

    /// The container whose network this one shares; as with Docker, it shares its names too.
    private var sharedContainer: ContainerFolder? {
        guard case .container(let id) = settings.network.choice else { return nil }
        return members.list.container(id)
    }

    private func joined() throws(RuntimeError) -> ContainerSpec.Network {
        switch settings.network.choice {
        case .own, .left, .named: return network.map { .joined($0.path) } ?? .none
        case .host: return .host
        case .none: return .none
        case .container(let id):
            guard let other = members.list.container(id), let process = other.firstProcess else {
                throw .notRunning(id)
            }
            return .joined(try held("/proc/\(process)/ns/net"))
        }
    }

    /// A place of our own mounts that keeps another container's network: the runtime has a /proc in which nobody else is.
    private func held(_ origin: String) throws(RuntimeError) -> String {
        let place = runtime.namespaces.scratch.appending("shared-network").string
        try TextFile.write(place, [])
        guard slipway_mount(-1, origin, place, nil, slipway_mount_bind, nil) == 0 else {
            throw .failed("keep", "the network of the other container")
        }
        return place
    }

    /// One life of the container.
    private func live(
        _ spec: ContainerSpec, _ restarts: Int, _ onStart: (() -> Void)?,
        _ output: @escaping (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        let place = runtime.namespaces.scratch.appending("console-\(restarts)").string
        let streams = try ProcessStreams(attachment, console: runtime.program.console(at: place), size: terminalSize)
        let container = try ContainerProcess(
            spec, named: owned.folder.record.id, with: runtime.program, in: runtime.namespaces,
            descriptors: streams.descriptors, console: streams.console?.socketPath, groups: groups.directories)
        var life = LastLife(started: Timestamp.now(), restarts: restarts)
        let killsBefore = groups.killsForMemory
        try noteStart(of: container, life)
        if let onStart { try announce(container, onStart) }
        var first = FirstOutput(log: container.log)
        func keep(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
            log?.write(stream, bytes)
            control?.show(stream, bytes)
            if attachment.shown.contains(stream) { output(stream, bytes) }
        }
        streams.serve(
            .init(ended: container.ended, requests: control?.events ?? -1),
            onSignal: { [self] number in if attachment.passesSignals { pass(number, to: container) } },
            onIdle: { [self] in
                first.idle(keep)
                control?.serve { [self] message in answer(message, container, streams) }
                health?.tick()
                if let deadline, Clock.now > deadline { container.signal(SIGKILL) }
            },
            output: { first.take($0, $1, keep) })
        let status = try container.wait()
        health?.end()
        if groups.killsForMemory > killsBefore {
            life.wasKilledForMemory = true
            try owned.folder.write(life)
        }
        if let error = failure(status, first) { throw error }
        first.passOn(keep)
        return status
    }

    /// Writes that the container runs, for all who look at it from outside.
    private func noteStart(of container: ContainerProcess, _ life: LastLife) throws(RuntimeError) {
        let running = ContainerState.Running(
            process: container.process, started: life.started, runtime: runtime.program.path,
            runtimeRoot: container.state.string, restarts: life.restarts)
        try owned.folder.write(life)
        try owned.folder.write(.running(running))
        owned.folder.tell("start")
        health?.begin()
    }

    /// Does what somebody who is attached asks for.
    private func answer(
        _ message: ControlMessage, _ container: ContainerProcess, _ streams: ProcessStreams
    ) -> ControlMessage? {
        switch message {
        case .attach(let size?), .resize(let size):
            terminalSize = size
            streams.console?.resize(to: size)
        case .input(let bytes): streams.give(bytes[...])
        case .endOfInput: streams.endInput()
        case .signal(let number): container.signal(number)
        case .join(let name, let address, let aliases):
            guard let network else { return .failure("The container has no network of its own to be joined.") }
            do {
                try members.join(name, aliases: aliases, address: address, network)
                return .done
            } catch { return .failure(error.message) }
        case .leave(let name):
            members.leave(name)
            return .done
        case .attach(nil), .wait, .output, .errors, .failure, .ended, .done: break
        }
        return nil
    }

    /// Waits for the first who is attached: nothing of the output is to be lost.
    private func waitForAttachment() {
        guard let control else { return }
        for _ in 0..<500 where !control.hasAttached {
            var polled = pollfd(fd: control.events, events: Int16(POLLIN), revents: 0)
            _ = poll(&polled, 1, 20)
            control.serve { message in
                if case .attach(let size?) = message { terminalSize = size }
                return nil
            }
        }
    }

    /// The time between two lives; false where somebody has asked that there be no other.
    private func rest(seconds: Double) -> Bool {
        let end = Clock.now + seconds
        while Clock.now < end {
            var polled = pollfd(fd: control?.events ?? -1, events: Int16(POLLIN), revents: 0)
            _ = poll(&polled, 1, 20)
            control?.serve { _ in nil }
            if isToEnd { return false }
        }
        return !isToEnd
    }

    /// Why the runtime could not become the program, where it said so in the program's place.
    private func failure(_ status: Int32, _ first: FirstOutput) -> RuntimeError? {
        let command = owned.folder.record.command.first ?? ""
        guard status == 1 || status == 255, let words = first.runtimesWords(command: command) else { return nil }
        return RuntimeLog.failure(inOutput: words, command: command)
    }

    /// Says that the container runs, unless it could not start at all.
    private func announce(_ container: ContainerProcess, _ onStart: () -> Void) throws(RuntimeError) {
        container.waitForStart()
        if container.hasEnded { _ = try container.wait() }
        onStart()
    }
}
