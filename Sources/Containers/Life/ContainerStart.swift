internal import ArgumentParser
internal import Clocks
internal import Commands
internal import ContainerRuntime
internal import Evidence
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Printing
internal import RunDoctor
internal import SystemPackage

/// Owns a container from its start to its end.
struct ContainerStart {
    let store: Store
    let list: ContainerList
    let attachment: Attachment
    let idFile: IDFile?
    /// What was typed behind the image's name.
    var typed: [String] = []

    /// Whom the owner tells of the container, by its ID.
    enum Telling {
        /// Nobody: this process is the one that wants to know.
        case nobody
        /// Once its program runs.
        case started((String) -> Void)
        /// Once others can be attached to it; it waits for the first.
        case ready((String) -> Void)
    }

    /// - Returns: the container's exit status.
    func run(_ made: MadeContainer, ports: PublishedPorts, _ telling: Telling) throws -> Int32 {
        let owned = made.owned
        do {
            return try live(owned, made.snapshot, ports, telling)
        } catch {
            // What could not be started is there still, as with docker, unless it was not to stay.
            let status =
                (error as? RuntimeError)?.exitStatus ?? (error as? ExitCode)?.rawValue
                ?? RefusedContainer.status.rawValue
            if let refusal = error as? RuntimeError, !owned.hasEnded { owned.folder.keep(refusal) }
            end(owned, made.snapshot, status: status)
            throw error
        }
    }

    private func live(
        _ owned: OwnedContainer, _ snapshot: Snapshot, _ ports: PublishedPorts, _ telling: Telling
    ) throws -> Int32 {
        try owned.begin()
        let settings = owned.folder.record.settings
        let groups = ResourceGroups(for: settings.resources, id: owned.folder.record.id)
        for flag in groups.missing {
            warn("\(flag) cannot be met here: there is no control group for it. The limit is left out.")
        }
        let namespaces = try Namespaces.enter(beside: try sharedProcess(settings))
        if attachment.isForeground, let limitation = namespaces.limitation { note(limitation) }
        let image = try store.resolve(owned.folder.record.imageID)
        let layers = try store.layers(of: image)
        let mounts = try ContainerMounts(settings.mounts, in: store)
        let initial = firstProgram(settings)
        let all = mounts.list + (initial.map { [$0.mount] } ?? [])
        let overlay = try OverlayMount(
            lower: layers.map(\.shortPath), in: store.layersPath, upper: snapshot.shortUpper, work: snapshot.shortWork,
            mounts: all, namespaces: namespaces)
        defer { try? overlay.unmount() }
        try mounts.fill(from: overlay.path, in: store)
        let record = try identified(owned.folder.record, in: overlay.path, ports)
        try owned.update(record)
        let session = try ContainerSession(
            owned, ports: ports, groups: groups, networks: NetworkList(store: store.path), attachment: attachment,
            runtime: Runtime(namespaces: namespaces))
        if session.isCutOff, attachment.isForeground {
            StandardStream.error.write("\(ContainerSession.cutOffNote)\n")
        }
        try idFile?.write(record.id)
        let process = ProcessSpec(
            arguments: (initial?.words ?? []) + record.command, environment: record.environment,
            workingDirectory: record.workingDirectory, user: record.user, capabilities: settings.rights.capabilities,
            hasNoNewPrivileges: settings.rights.hasNoNewPrivileges, hasTerminal: record.hasTerminal)
        let examination = RunExamination(
            owned.folder, typed: typed, user: settings.config.user, config: image.config.config)
        return try run(session, process, overlay, all, owned, snapshot, examination, telling)
    }

    private func run(
        _ session: ContainerSession, _ process: ProcessSpec, _ overlay: OverlayMount, _ mounts: [Mount],
        _ owned: OwnedContainer, _ snapshot: Snapshot, _ examination: RunExamination, _ telling: Telling
    ) throws -> Int32 {
        let id = owned.folder.record.id
        var onReady: (() -> Void)?
        var onStart: (() -> Void)?
        switch telling {
        case .nobody: break
        case .started(let tell): onStart = { tell(id) }
        case .ready(let tell): onReady = { tell(id) }
        }
        let began = MonotonicClock.now
        // A container that is removed at its end takes its log along.
        var tail = OutputTail()
        do {
            let status = try session.run(
                process, root: overlay.path, mounts: mounts, onReady: onReady, onStart: onStart,
                output: { [attachment] stream, bytes in
                    guard attachment.isForeground else { return }
                    tail.add(bytes)
                    Passing.write(stream, bytes)
                })
            session.closePorts()
            if let signal = session.unheardSignal {
                if attachment.isForeground { note(Self.killed(owned.folder.record, for: signal)) }
            } else if attachment.isForeground {
                let life = RunEvidence.Life.ended(status: status, seconds: MonotonicClock.now - began)
                DoctorWords.print(RunDoctor.faults(in: examination.evidence(life, root: overlay.path, log: tail.text)))
            }
            let missed = whatInitMissed(owned, status, MonotonicClock.now - began, examination, overlay)
            try? overlay.unmount()
            end(owned, snapshot, status: status)
            if let (error, words) = missed { session.tell(error, words: words) } else { session.tell(status: status) }
            return status
        } catch {
            throw refusal(error, of: session, overlay, owned, snapshot, examination)
        }
    }

    /// Ends a container whose program could not be started, and tells why.
    ///
    /// - Returns: what is left to be told by the caller: the error itself, where the doctor found nothing.
    private func refusal(
        _ error: RuntimeError, of session: ContainerSession, _ overlay: OverlayMount, _ owned: OwnedContainer,
        _ snapshot: Snapshot, _ examination: RunExamination
    ) -> any Error {
        session.closePorts()
        let faults = RunDoctor.faults(in: examination.evidence(.refused(error.message), root: overlay.path))
        try? overlay.unmount()
        owned.folder.keep(error)
        end(owned, snapshot, status: error.exitStatus)
        session.tell(error, words: Self.words(error, faults))
        guard !faults.isEmpty else { return error }
        // The error's advice is general, and the doctor has looked at this container. In the background, this is read by
        // the process that started the container, while it waits for it to begin.
        RefusedContainer.tell(Self.message(error, faults))
        DoctorWords.print(faults)
        return ExitCode(error.exitStatus)
    }

    /// For a terminal that is joined to the container: that `--init`, which starts whatever the image has, did not find
    /// the command, which the runtime would have refused. Nil for any other end.
    private func whatInitMissed(
        _ owned: OwnedContainer, _ status: Int32, _ seconds: Double, _ examination: RunExamination,
        _ overlay: OverlayMount
    ) -> (RuntimeError, String?)? {
        let record = owned.folder.record
        guard !attachment.isForeground, status == 127, record.settings.hasInit, let name = record.command.first else {
            return nil
        }
        let evidence = examination.evidence(.ended(status: status, seconds: seconds), root: overlay.path)
        guard evidence.log.contains("[FATAL docker-init") else { return nil }
        let error = RuntimeError.commandNotFound(name)
        return (error, Self.words(error, RunDoctor.faults(in: evidence)))
    }

    /// Writes what became of the container, or takes it away with all that is its own.
    private func end(_ owned: OwnedContainer, _ snapshot: Snapshot, status: Int32) {
        guard !owned.hasEnded else { return }
        let record = owned.folder.record
        owned.end(status: status)
        guard record.isRemovedAtEnd else { return }
        try? ContainerRemoval.forget(record, from: store, withVolumes: true)
    }

    /// The user, the home and the ports of a record, as they have become known.
    private func identified(
        _ record: ContainerRecord, in root: FilePath, _ ports: PublishedPorts
    ) throws -> ContainerRecord {
        var record = record
        let settings = record.settings
        record.user = try UserIdentity.resolve(settings.config.user, inRoot: root)
            .joining(settings.additionalGroups, inRoot: root)
        if let home = record.user.home, !record.environment.contains(where: { $0.hasPrefix("HOME=") }) {
            record.environment.append("HOME=\(home)")
        }
        record.ports = ports.mappings.map(\.shown)
        return record
    }

    /// A process of the container whose network this one shares.
    private func sharedProcess(_ settings: ContainerSettings) throws -> Int32? {
        guard case .container(let id) = settings.network.choice else { return nil }
        let other = try list.sharingNetwork(id)
        guard let process = other.firstProcess else { throw RuntimeError.notRunning(other.record.name) }
        return process
    }

    /// A program that is there, and lacks what it is run by, is not one that is missing.
    private static func message(_ error: RuntimeError, _ faults: [RunFault]) -> String {
        guard case .commandNotFound(let name) = error else { return error.message }
        if case .programMissing? = faults.first { return error.message }
        if case .shellMissing? = faults.first { return error.message }
        if case .noShell? = faults.first { return error.message }
        if case .programOffPath? = faults.first, let words = error.dockersWords {
            return "\(name) could not be started: \(words)."
        }
        return "\(name) could not be started."
    }

    /// What a terminal that is joined to the container is told in place of the error; nil where the doctor found
    /// nothing.
    private static func words(_ error: RuntimeError, _ faults: [RunFault]) -> String? {
        guard !faults.isEmpty else { return nil }
        let text = "\(message(error, faults))\n\(DoctorWords.text(faults).text)"
        // Who shows it ends the last line.
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// The program that `--init` puts in front of the container's own; nil without the flag, and where it was not built.
    private func firstProgram(_ settings: ContainerSettings) -> InitProgram? {
        guard settings.hasInit else { return nil }
        let program = InitProgram.find()
        if program == nil {
            warn("--init does nothing here: the program slipway-init is not beside this one. Build Slipway again.")
        }
        return program
    }

    /// Why a container ended at a signal that it would not have noticed.
    private static func killed(_ record: ContainerRecord, for signal: Int32) -> String {
        "\(record.command.first ?? record.name) has no handler for \(Signals.name(signal)), and a container's first "
            + "program ends by no signal that it does not handle: Slipway killed it. Docker would let it run. With "
            + "--init, the signal ends it."
    }

    private func warn(_ text: String) {
        StandardStream.error.write("WARNING! \(text)\n")
    }

    private func note(_ text: String) {
        StandardStream.error.write("Note: \(text)\n")
    }
}
