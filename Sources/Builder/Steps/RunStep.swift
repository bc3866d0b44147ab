internal import BuildPlan
internal import ContainerRuntime
internal import ImageStore
internal import SystemPackage

/// Performs RUN.
struct RunStep {
    let command: RunAction
    let work: StepWork

    func perform() throws(StepError) -> StepWork.Done {
        try Isolation.enter()
        let mounts = try RunMounts(command, services: work.services, origins: work.origins)
        defer { mounts.remove() }
        var done = try work.layering(mounts: mounts.list) { (root) throws(StepError) in
            try execute(in: root, mounts)
            return StepWork.Done()
        }
        done.note = mounts.note
        return done
    }

    private func execute(in root: String, _ mounts: RunMounts) throws(StepError) {
        let output = RunOutput { [work] stream, text in
            work.services.send(.stepLog(StepLog(step: work.step.id, stream: stream, text: text)))
        }
        let status: Int32
        do {
            let runtime = try Runtime(namespaces: try Isolation.entered())
            let user = try UserIdentity.resolve(command.user, inRoot: FilePath(root))
            let spec = spec(root, user, mounts)
            let schedule = work.schedule
            let isCancelled = { [work] in
                if work.services.onTick != nil { schedule.back { work.services.tick() } }
                return work.schedule.stop.isCancelled
            }
            status = try schedule.whileAway { () throws(RuntimeError) in
                try runtime.run(spec, isCancelled: isCancelled) { stream, bytes in
                    schedule.back { output.add(bytes, from: stream == .stdout ? .stdout : .stderr) }
                }
            }
        } catch {
            throw .runtime(error)
        }
        output.finish()
        if work.schedule.stop.isCancelled { throw .cancelled }
        guard status == 0 else { throw .command(status: status, output: output.tail) }
    }

    private func spec(_ root: String, _ user: UserIdentity, _ mounts: RunMounts) -> ContainerSpec {
        let isOnline = command.network == .host && work.services.request.hasNetwork
        // The host's own name would be a different one on each machine: this is the one that BuildKit gives.
        return ContainerSpec(
            process: command.process(as: user, adding: mounts.environment), root: FilePath(root), mounts: mounts.list,
            network: isOnline ? .host : .none, hostname: "buildkitsandbox")
    }
}

extension RunAction {
    /// The process that the step is.
    ///
    /// - Parameter variables: what the step's mounts add, `NAME=value`.
    func process(as user: UserIdentity, adding variables: [String]) -> ProcessSpec {
        var environment = environment + variables
        if let home = user.home, !environment.contains(where: { $0.hasPrefix("HOME=") }) {
            environment.append("HOME=" + home)
        }
        return ProcessSpec(
            arguments: arguments, environment: environment, workingDirectory: workingDirectory, user: user)
    }
}

/// The output of a process as text: a character that arrives in two pieces is put together again.
final class RunOutput {
    private let send: (StepLog.Stream, String) -> Void
    private var pending: [StepLog.Stream: [UInt8]] = [:]
    private var lastBytes: [UInt8] = []
    private static let tailBytes = 4_000

    init(send: @escaping (StepLog.Stream, String) -> Void) { self.send = send }

    /// The end of it all, for the advice on a failure.
    var tail: String { String(decoding: lastBytes, as: UTF8.self) }

    func add(_ bytes: UnsafeRawBufferPointer, from stream: StepLog.Stream) {
        let all = (pending[stream] ?? []) + bytes
        let split = all.count - Self.incompleteTail(all)
        pending[stream] = Array(all[split...])
        pass(all[..<split], stream)
    }

    func finish() {
        for stream in [StepLog.Stream.stdout, .stderr] { pass((pending[stream] ?? [])[...], stream) }
        pending = [:]
    }

    private func pass(_ bytes: ArraySlice<UInt8>, _ stream: StepLog.Stream) {
        guard !bytes.isEmpty else { return }
        lastBytes = Array((lastBytes + bytes.suffix(Self.tailBytes)).suffix(Self.tailBytes))
        send(stream, String(decoding: bytes, as: UTF8.self))
    }

    /// How many bytes at the end start a character that is not complete.
    private static func incompleteTail(_ bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let byte = bytes[bytes.count - count]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > count ? count : 0
        }
        return 0
    }
}
