import ArgumentParser
import Clocks
import ContainerRuntime
import Evidence
import Glibc
import ImageFormat
import ImageStore
import Printing
import RunDoctor
import SystemPackage

/// Makes the container of a `run` and stays with it to its end.
struct ContainerStart {
    let plan: RunPlan
    let ports: PublishedPorts
    let store: Store
    let list: ContainerList
    let idFile: IDFile?
    /// What was typed behind the image's name.
    let typed: [String]

    /// - Parameter onStart: called with the ID once nothing can go wrong any more but the process itself.
    /// - Returns: the container's exit status.
    func run(onStart: @escaping (String) -> Void) throws -> Int32 {
        let namespaces = try Namespaces.enter()
        if plan.attachment.isForeground, let limitation = namespaces.limitation { note(limitation) }
        let use = try store.beginUse()
        let layers = try store.layers(of: plan.image)
        let snapshot = try store.beginSnapshot()
        defer { try? store.discard(snapshot) }
        let overlay = try OverlayMount(
            lower: layers.map(\.shortPath), in: store.layersPath, upper: snapshot.shortUpper, work: snapshot.shortWork,
            mounts: plan.mounts, namespaces: namespaces)
        defer { try? overlay.unmount() }
        var record = plan.record
        record.user = try UserIdentity.resolve(plan.user, inRoot: overlay.path)
        if let home = record.user.home, !record.environment.contains(where: { $0.hasPrefix("HOME=") }) {
            record.environment.append("HOME=\(home)")
        }
        record.ports = ports.mappings.map(\.shown)
        record.snapshot = snapshot.id.name
        try store.pin(Pin(name: record.id, image: plan.image.id, layers: [snapshot.id]))
        defer { try? store.unpin(record.id) }
        // The image may have been removed before it was pinned: then this fails.
        _ = try store.listed(plan.image.id.description)
        _ = consume use
        return try live(try list.create(record), overlay, Runtime(namespaces: namespaces), onStart)
    }

    private func live(
        _ owned: OwnedContainer, _ overlay: OverlayMount, _ runtime: Runtime, _ onStart: @escaping (String) -> Void
    ) throws -> Int32 {
        let record = owned.folder.record
        let session = try ContainerSession(
            owned, network: plan.network, ports: ports, attachment: plan.attachment, runtime: runtime)
        if session.isCutOff, plan.attachment.isForeground {
            note("The container has no way out to the network here: /dev/net/tun or slirp4netns cannot be used.")
        }
        let process = ProcessSpec(
            arguments: record.command, environment: record.environment, workingDirectory: record.workingDirectory,
            user: record.user, hasTerminal: plan.attachment.hasTerminal)
        let isForeground = plan.attachment.isForeground
        try idFile?.write(record.id)
        let examination = RunExamination(
            owned.folder, typed: typed, user: plan.user, config: plan.image.config.config)
        let began = MonotonicClock.now
        // A container that is removed at its end takes its log along.
        var tail = OutputTail()
        do throws(RuntimeError) {
            let status = try session.run(
                process, root: overlay.path, mounts: plan.mounts, hostname: plan.hostname ?? record.shortID,
                onStart: isForeground ? nil : { onStart(record.id) },
                output: { stream, bytes in
                    guard isForeground else { return }
                    tail.add(bytes)
                    Passing.write(stream, bytes)
                })
            if isForeground {
                let life = RunEvidence.Life.ended(status: status, seconds: MonotonicClock.now - began)
                DoctorWords.print(RunDoctor.faults(in: examination.evidence(life, root: overlay.path, log: tail.text)))
            }
            return status
        } catch {
            let faults = RunDoctor.faults(in: examination.evidence(.refused(error.message), root: overlay.path))
            guard !faults.isEmpty else { throw error }
            // The advice of the error is a general one; the doctor has looked.
            Complaint.print(PrintableText(lines: Self.message(error, faults)))
            DoctorWords.print(faults)
            throw ExitCode(error.exitStatus)
        }
    }

    /// A program that is there, and lacks what it is run by, is not one that is missing.
    private static func message(_ error: RuntimeError, _ faults: [RunFault]) -> String {
        guard case .commandNotFound(let name) = error else { return error.message }
        if case .programMissing? = faults.first { return error.message }
        return "\(name) could not be started."
    }

    private func note(_ text: String) {
        StandardStream.error.write("Note: \(text)\n")
    }
}
