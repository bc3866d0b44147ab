internal import BuildPlan
internal import CommandLines
internal import Dispatch
internal import Evidence
internal import Glibc
internal import LabModel
internal import Processes
internal import SelfChecks
internal import Surroundings
internal import Synchronization

/// What the lab has done by a process of its own: builds, containers and commands, and what is read of them.
extension EffectPerformer {
    func build(_ run: RunID, _ line: BuildCommandLine) {
        guard access(place.workspace, F_OK) == 0 else {
            let words = "There is not a folder \(place.workspace) yet. Make it first: mkdir \(place.workspace)"
            return mailbox.send(.buildEnded(run, status: 1, errors: words))
        }
        let words = [place.program, "build", "--progress", "rawjson"] + line.words
        let ended = follow(run, words, folder: place.workspace) { lines in
            let events = lines.compactMap { try? TimedBuildEvent(line: $0) }
            self.mailbox.sendWaiting(events.map { .build(run, $0) })
        }
        mailbox.sendWaiting([.buildEnded(run, status: ended.status, errors: ended.errors)])
    }

    /// Starts it where its ports can still be had; else the lab asks again, with others.
    func startContainer(_ run: RunID, _ line: RunCommandLine) {
        work.async {
            if !line.ports.isEmpty, self.movePorts(for: run) { return }
            self.begin(run, line)
        }
    }

    private func begin(_ run: RunID, _ line: RunCommandLine) {
        let (isOver, isServed) = (StopFlag(), StopFlag())
        let idFile = RunIDFile(run, in: place.surroundings.temporaryFolder)
        work.async {
            let words = Self.inOneStream + [self.place.program, "run", "--cidfile", idFile.path] + line.words
            let ended = self.follow(run, words, folder: self.place.workspace, joinsErrors: true) { lines in
                self.mailbox.sendWaiting(lines.map { .containerLog(run, String(decoding: $0, as: UTF8.self) + "\n") })
            }
            isOver.raise()
            idFile.remove()
            if ended.status == Self.couldNotStart { self.mailbox.send(.containerLog(run, ended.errors + "\n")) }
            self.mailbox.sendWaiting([.containerEnded(run, status: ended.status)])
        }
        work.async {
            guard let id = self.nameContainer(run, idFile, isOver) else { return }
            ContainerExamination(container: id, home: self.place.home, isOver: isOver, isServed: isServed).watch {
                self.mailbox.send(.containerFaults(run, $0))
            }
        }
        guard let url = line.url else { return }
        work.async {
            self.fetch(run, url, unless: isOver, isReady: { idFile.isWritten })
            isServed.raise()
        }
    }

    /// Asks for the page until it is there or the container is gone; not before the port is the container's: what
    /// answers there until then is another program.
    func fetch(_ run: RunID, _ url: String, unless isOver: StopFlag, isReady: () -> Bool = { true }) {
        guard let request = PageRequest(url) else { return }
        for _ in 0..<1200 where !isOver.isRaised {
            if isReady(), let page = request.fetch(), !isOver.isRaised {
                mailbox.send(.containerPage(run, Page(status: page.status, body: page.body)))
                return
            }
            // A page says nothing of itself before it is asked for.
            isOver.wait(seconds: 0.1)
        }
    }

    /// Says which container of the store the run is, once that is known; nil where it ended before.
    private func nameContainer(_ run: RunID, _ idFile: RunIDFile, _ isOver: StopFlag) -> String? {
        while !isOver.isRaised {
            if let id = idFile.id {
                mailbox.send(.containerNamed(run, id))
                return id
            }
            isOver.wait(seconds: 0.05)
        }
        return nil
    }

    func followLog(_ run: RunID, _ container: String) {
        let words = Self.inOneStream + [place.program, "logs", "--follow", "--tail", "2000", container]
        _ = follow(run, words, folder: place.commandFolder, joinsErrors: true) { lines in
            self.mailbox.sendWaiting(lines.map { .containerLog(run, String(decoding: $0, as: UTF8.self) + "\n") })
        }
    }

    func command(_ run: RunID, _ command: StoreCommand) {
        let words = Self.inOneStream + [place.program] + command.words
        let ended = follow(run, words, folder: place.commandFolder, joinsErrors: true) { lines in
            self.mailbox.sendWaiting(lines.map { .commandOutput(run, String(decoding: $0, as: UTF8.self) + "\n") })
        }
        if ended.status == Self.couldNotStart { mailbox.send(.commandOutput(run, ended.errors + "\n")) }
        mailbox.sendWaiting([.commandEnded(run, status: ended.status)])
    }

    static let couldNotStart: Int32 = 127

    /// Ahead of a command whose outputs are to keep their order.
    private static let inOneStream = ["/bin/sh", "-c", "exec \"$0\" \"$@\" 2>&1"]

    /// Starts a child and reads it to its end. Blocks.
    func follow(
        _ run: RunID, _ words: [String], folder: String, joinsErrors: Bool = false,
        lines: @escaping @Sendable ([ArraySlice<UInt8>]) -> Void
    ) -> (status: Int32, errors: String) {
        var program = Program(words, folder: folder)
        program.environment = place.surroundings.environment
        program.lifetime = .group
        let child: RunningProgram
        do { child = try program.start() } catch { return (Self.couldNotStart, error.description) }
        guard children.add(child, run) else {
            // The lab ends: the child is to do nothing more, whatever it makes of an interruption.
            child.signal(SIGKILL)
            return (child.wait().code, "")
        }
        let errors = Mutex("")
        let group = DispatchGroup()
        work.async(group: group) {
            var pipe = LineReader(child.errors)
            pipe.read { more in
                if joinsErrors { lines(more) }
                errors.withLock { text in
                    for line in more where text.utf8.count < 50_000 {
                        text += String(decoding: line, as: UTF8.self) + "\n"
                    }
                }
            }
        }
        var pipe = LineReader(child.output)
        pipe.read(lines)
        group.wait()
        let status = child.wait().code
        children.remove(run)
        return (status, errors.withLock { $0 })
    }
}
