internal import CLinux
internal import Glibc
internal import ImageFormat
public import SystemPackage

/// The life of a container that `run` starts, from its network to its last line of output.
public final class ContainerSession {
    /// What network a container gets.
    public enum Network: String, Sendable {
        case own, host, none
    }

    private let owned: OwnedContainer
    private let runtime: Runtime
    private let streams: ProcessStreams
    private let network: ContainerNetwork?
    private let choice: Network
    private let outbound: OutboundNetwork?
    private let log: LogWriter
    private var deadline: Double?

    /// Makes the container's network and log; the process must still have one thread.
    public init(
        _ owned: OwnedContainer, network choice: Network, ports: PublishedPorts, attachment: Attachment,
        runtime: Runtime
    ) throws(RuntimeError) {
        self.owned = owned
        self.runtime = runtime
        self.choice = choice
        log = try LogWriter(owned.folder.logPath)
        streams = try ProcessStreams(attachment)
        let place = runtime.namespaces.scratch.appending("network-\(owned.folder.record.shortID)")
        network = choice == .own ? try ContainerNetwork(at: place, forwarding: ports.listeners) : nil
        outbound = network.flatMap { OutboundNetwork(of: $0) }
    }

    /// Whether the container cannot reach the network, although it has one of its own.
    public var isCutOff: Bool { choice == .own && outbound == nil }

    /// Runs the process to its end.
    ///
    /// Ctrl-C and SIGTERM of this process ask the container to end; ten seconds later, on a second one, and where the
    /// container's first process takes no notice of the signal at all, it is killed.
    ///
    /// - Parameters:
    ///   - onStart: called once the container's own program runs; nil spares the wait for that.
    ///   - output: pieces of the output, in the order in which they were written, beside their way to the log.
    /// - Returns: the exit status; 128 + n where signal n ended the process.
    public func run(
        _ process: ProcessSpec, root: FilePath, mounts: [Mount], hostname: String?, onStart: (() -> Void)? = nil,
        output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        var spec = ContainerSpec(
            process: process, root: root, mounts: try nameFiles(besides: mounts, hostname) + mounts,
            network: joined, hostname: choice == .host ? nil : hostname)
        let names = try HostFiles(for: spec, in: runtime.namespaces)
        defer { withExtendedLifetime(names) {} }
        spec.mounts = names.mounts + spec.mounts
        do throws(RuntimeError) {
            let status = try run(spec, onStart, output)
            owned.end(status: status)
            return status
        } catch {
            owned.end(status: error.exitStatus)
            throw error
        }
    }

    private var joined: ContainerSpec.Network {
        switch choice {
        case .own: network.map { .joined($0.path) } ?? .none
        case .host: .host
        case .none: .none
        }
    }

    private func run(
        _ spec: ContainerSpec, _ onStart: (() -> Void)?, _ output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) throws(RuntimeError) -> Int32 {
        let container = try ContainerProcess(
            spec, named: owned.folder.record.id, with: runtime.program, in: runtime.namespaces,
            descriptors: streams.descriptors)
        try owned.folder.write(
            .running(
                .init(
                    process: container.process, started: Timestamp.now(), runtime: runtime.program.path,
                    runtimeRoot: container.state.string)))
        if let onStart { try announce(container, onStart) }
        var first = FirstOutput(log: container.log)
        func keep(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
            log.write(stream, bytes)
            output(stream, bytes)
        }
        streams.serve(
            onSignal: { [self] number in pass(number, to: container) },
            onIdle: { [self] in
                first.idle(keep)
                if let deadline, Clock.now > deadline { container.signal(SIGKILL) }
            },
            output: { first.take($0, $1, keep) })
        let status = try container.wait()
        if let error = failure(status, first) {
            log.finish()
            throw error
        }
        first.passOn(keep)
        log.finish()
        return status
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

    private func pass(_ number: Int32, to container: ContainerProcess) {
        guard [SIGINT, SIGTERM, SIGHUP].contains(number) else { return container.signal(number) }
        // The terminal is gone, or going: a program that lives on after SIGHUP would have nobody.
        let asked = number == SIGHUP ? SIGTERM : number
        if deadline != nil || !Self.isHeard(asked, by: container.process) { return container.signal(SIGKILL) }
        deadline = Clock.now + 10
        container.signal(asked)
    }

    /// Whether the container's first process takes notice of a signal; true where that cannot be told.
    static func isHeard(_ number: Int32, by runtime: Int32) -> Bool {
        guard let first = Signals.firstProcess(of: runtime) else { return true }
        return Signals.isCaught(number, by: first)
    }

    /// /etc/hosts, /etc/hostname and /etc/resolv.conf as the container's network wants them.
    private func nameFiles(besides mounts: [Mount], _ hostname: String?) throws(RuntimeError) -> [Mount] {
        guard choice != .host else { return [] }
        let name = hostname ?? owned.folder.record.shortID
        var files = [
            ("hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"),
            ("hostname", name + "\n"),
            ("resolv.conf", outbound.map { _ in OutboundNetwork.resolver } ?? TextFile.read("/etc/resolv.conf") ?? ""),
        ]
        if choice == .own { files[0].1 += "\(IPv4.text(ContainerNetwork.address))\t\(name)\n" }
        var result: [Mount] = []
        for (file, content) in files where !mounts.contains(where: { $0.target == "/etc/\(file)" }) {
            let path = owned.folder.path.appending(file)
            try TextFile.write(path.string, Array(content.utf8))
            result.append(.file(path, at: "/etc/\(file)", isReadOnly: false))
        }
        return result
    }
}

/// The published ports of a container, on which this process listens from now on.
public struct PublishedPorts: Sendable {
    let listeners: PortListeners

    /// Listens on all of them: `portTaken` and `portForbidden` come before anything of the container is made.
    public init(_ mappings: [PortMapping]) throws(RuntimeError) { listeners = try PortListeners(mappings) }

    /// As they are, with the ports that the system chose.
    public var mappings: [PortMapping] { listeners.mappings }
}

/// Seconds of a clock that only goes forwards.
enum Clock {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
