internal import BuildJournal
internal import BuildPlan
internal import CommandLines
internal import Dispatch
internal import Evidence
internal import Files
internal import Glibc
internal import LabModel
internal import LessonFormat
internal import LessonPlay
internal import Processes
internal import SelfChecks
internal import Settings
internal import Surroundings
internal import Synchronization
internal import Threads

/// Performs the model's effects away from the main actor; what comes of them goes to the mailbox.
final class EffectPerformer: Sendable {
    let place: Workplace
    let mailbox: Mailbox
    let children = Children()
    /// What a presentation goes back to; nil in a learner's lab.
    private let prepared: PreparedLesson?
    /// Files are read and written in the order in which the model asked.
    private let files = DispatchQueue(label: "slipway.files")
    private let evidence = DispatchQueue(label: "slipway.evidence")
    /// Logs are read one after another: the next window is close to the last.
    private let logs = DispatchQueue(label: "slipway.logs")
    private let log = Mutex<BuildLog?>(nil)
    private let shell = Mutex<ShellSession?>(nil)
    private let lesson: Lesson
    private let gatherer: EvidenceGatherer
    private let store: StoreReader
    private let recovery: RecoveryFiles
    private let forecasts: ForecastAnswers
    private let looked = Mutex<Set<String>>([])
    private let work = DispatchQueue(label: "slipway.work", attributes: .concurrent)

    init(_ lesson: Lesson, place: Workplace, mailbox: Mailbox, prepared: PreparedLesson? = nil) {
        self.lesson = lesson
        gatherer = EvidenceGatherer(at: place, references: lesson.imageReferences)
        store = StoreReader(place)
        recovery = RecoveryFiles(place)
        forecasts = ForecastAnswers(place: place, mailbox: mailbox)
        self.prepared = prepared
        self.place = place
        self.mailbox = mailbox
    }

    func perform(_ effect: WorldEffect) {
        switch effect {
        case .read(let file): files.async { self.read(file) }
        case .write(let file, let bytes): files.async { self.write(file, bytes) }
        case .keepProgress(let progress): files.async { self.keep(progress) }
        case .keepTheme(let theme): files.async { self.keep(theme) }
        case .startBuild(let run, let line): work.async { self.build(run, line) }
        case .startContainer(let run, let line): startContainer(run, line)
        case .runCommand(let run, let command): work.async { self.command(run, command) }
        case .cancelBuild(let run), .stopContainer(let run), .stopCommand(let run): children.interrupt(run)
        case .fetchPage(let run, let url): work.async { self.fetch(run, url, unless: StopFlag()) }
        case .gatherEvidence(let run, let needs):
            evidence.async { self.mailbox.send(.evidence(run, self.gatherer.gather(needs))) }
        case .judge(let run, let judging): evidence.async { self.mailbox.send(.verdicts(run, judging.verdicts)) }
        case .listImages(let run): work.async { self.mailbox.send(.images(run, self.store.images())) }
        case .inspectLayers(let run, let subject):
            work.async { self.mailbox.send(.layers(run, self.store.layers(of: subject))) }
        case .readLayerFile(let run, let path, let place):
            work.async { self.mailbox.send(.layerFile(run, self.store.file(path, place))) }
        case .extractFile(let run, let path, let place):
            work.async { self.mailbox.send(.extracted(run, self.store.extract(path, place, to: self.place.workspace))) }
        case .readMoments(let run, let name):
            work.async { self.mailbox.send(.moments(run, self.store.moments(ofBuild: name))) }
        case .followLog(let run, let container): work.async { self.followLog(run, container) }
        case .forecast(let run, let question): forecasts.ask(question, as: run)
        case .readLog(let run, let id, let step, let lines): logs.async { self.readLog(run, id, step, lines) }
        case .restoreStep(let run, let step): work.async { self.restore(run, step) }
        case .startShell(let run, let size):
            let session = ShellSession()
            let last = shell.withLock { held in
                defer { held = session }
                return held
            }
            last?.hangUp()
            session.start(run, size, place, naming: lesson.imageReferences, mailbox)
        case .resizeShell(_, let size): shell.withLock { $0 }?.resize(size)
        case .shellInput(_, let input): shell.withLock { $0 }?.send(input)
        case .keepRecovery(let file, let text): files.async { self.recovery.keep(text, of: file) }
        case .listContext(let run):
            work.async { self.mailbox.send(.contextFiles(run, ContextFiles.list(self.place.workspace))) }
        case .readLastBuild(let dockerfile):
            work.async {
                let reader = EarlierBuildReader(place: self.place, references: self.lesson.imageReferences)
                guard let build = reader.read(dockerfile: dockerfile) else { return }
                self.mailbox.send(.earlierBuild(build))
            }
        case .listLessons(let run):
            work.async { self.mailbox.send(.lessons(run, LessonEntries.all(of: self.place.surroundings.checkout))) }
        case .resetStep(let run, let step): files.async { self.reset(run, step) }
        }
    }

    /// Hangs up on the shell and waits for its end.
    func endShell() { shell.withLock { $0 }?.end() }

    /// Waits until what was asked of files is done: nothing that was saved is lost by quitting.
    func finishFiles() { files.sync {} }

    private func reset(_ run: RunID, _ step: Int) {
        do {
            let backup = try Workspace(lesson, at: place).reset(toBeginningOf: step)
            mailbox.send(.stepReset(run, backup: backup))
        } catch {
            mailbox.send(.stepNotReset(run, reason: "\(error)"))
        }
    }

    private func read(_ file: String) {
        do {
            mailbox.send(.fileRead(file, try WholeFile.readIfPresent(place.workspace + "/" + file)))
            // Only what an earlier lab left: the copies of this one are its own matter.
            guard looked.withLock({ $0.insert(file).inserted }), let text = recovery.text(of: file) else { return }
            mailbox.send(.recoveryFound(file, text: text))
        } catch {
            mailbox.send(.fileNotRead(file, reason: error.reason))
        }
    }

    private func write(_ file: String, _ bytes: [UInt8]) {
        do {
            try WholeFile.replace(place.workspace + "/" + file, with: bytes)
            mailbox.send(.fileSaved(file, bytes: bytes))
        } catch {
            mailbox.send(.fileNotSaved(file, reason: error.reason))
        }
    }

    private func keep(_ progress: Progress) {
        do {
            try ProgressFile(place).keep(progress.lessons[lesson.id], of: lesson.id)
        } catch {
            mailbox.send(.progressNotKept(reason: error.reason))
        }
    }

    private func keep(_ theme: ThemeName) {
        let settings = SettingsFile(variables: place.surroundings.variables)
        do { try settings.set(.theme, to: theme.rawValue) } catch {
            mailbox.send(.themeNotKept(reason: "\(error)"))
        }
    }

    /// Ends what runs, then puts the step's beginning in place of what is there.
    private func restore(_ run: RunID, _ step: Int) {
        guard let prepared else { return }
        children.endRunning()
        do {
            try files.sync { try prepared.restore(step) }
            let words = prepared.container(before: step)?.split(separator: " ").map(String.init)
            mailbox.send(.restored(run, container: words.map { RunCommandLine($0) }))
        } catch {
            mailbox.send(.notRestored(run, reason: "\(error)"))
        }
    }

    // MARK: Children

    private func build(_ run: RunID, _ line: BuildCommandLine) {
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

    private func readLog(_ run: RunID, _ id: String, _ step: StepID, _ wanted: Range<Int>) {
        let lines = log.withLock { log in
            if log?.isOf(build: id, step: step) != true {
                log = BuildLog(build: id, step: step, in: JournalFolder(ofStoreAt: place.home))
            }
            return log?.lines(wanted) ?? []
        }
        mailbox.send(.logLines(run, step, from: wanted.lowerBound, lines))
    }

    private func startContainer(_ run: RunID, _ line: RunCommandLine) {
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
    private func fetch(_ run: RunID, _ url: String, unless isOver: StopFlag, isReady: () -> Bool = { true }) {
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

    private func followLog(_ run: RunID, _ container: String) {
        let words = Self.inOneStream + [place.program, "logs", "--follow", "--tail", "2000", container]
        _ = follow(run, words, folder: place.commandFolder, joinsErrors: true) { lines in
            self.mailbox.sendWaiting(lines.map { .containerLog(run, String(decoding: $0, as: UTF8.self) + "\n") })
        }
    }

    private func command(_ run: RunID, _ command: StoreCommand) {
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
    private func follow(
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

/// Something that happens once, told to another thread.
final class StopFlag: Sendable {
    private let value = Monitor(false)

    var isRaised: Bool { value.withLock { $0 } }

    func raise() { value.withLock { $0 = true } }

    /// Waits until it is raised, but so many seconds at most.
    func wait(seconds: Double) { _ = value.wait(seconds: seconds) { $0 ? true : nil } }
}
