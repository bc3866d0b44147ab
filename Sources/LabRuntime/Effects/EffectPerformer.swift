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
    /// What says whether the lesson's ports can still be had; nil where they are another lab's.
    let ports: WorkspacePorts?
    /// Files are read and written in the order in which the model asked.
    private let files = DispatchQueue(label: "slipway.files")
    private let evidence = DispatchQueue(label: "slipway.evidence")
    /// Logs are read one after another: the next window is close to the last.
    private let logs = DispatchQueue(label: "slipway.logs")
    private let log = Mutex<BuildLog?>(nil)
    private let shell = Mutex<ShellSession?>(nil)
    private let lesson: Lesson
    /// With the lesson's ports, which may become others.
    private let gatherer: Mutex<EvidenceGatherer>
    private let store: StoreReader
    private let recovery: RecoveryFiles
    private let forecasts: ForecastAnswers
    private let looked = Mutex<Set<String>>([])
    let work = DispatchQueue(label: "slipway.work", attributes: .concurrent)

    init(
        _ lesson: Lesson, place: Workplace, mailbox: Mailbox, prepared: PreparedLesson? = nil,
        ports: WorkspacePorts? = nil
    ) {
        self.lesson = lesson
        self.ports = ports
        gatherer = Mutex(Self.gatherer(of: lesson, at: place))
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
        case .gatherEvidence(let run, let needs): evidence.async { self.gather(needs, for: run) }
        case .judge(let run, let judging):
            evidence.async {
                self.mailbox.send(.verdicts(run, judging.verdicts, earlier: judging.passedEarlier))
            }
        case .listImages(let run): work.async { self.mailbox.send(.images(run, self.store.images())) }
        case .inspectLayers(let run, let subject):
            work.async { self.mailbox.send(.layers(run, self.store.layers(of: subject))) }
        case .readLayerFile(let run, let path, let place):
            work.async { self.mailbox.send(.layerFile(run, self.store.file(path, place))) }
        case .extractFile(let run, let path, let place):
            work.async { self.mailbox.send(.extracted(run, self.store.extract(path, place, to: self.place.workspace))) }
        case .readMoments(let run, let name):
            work.async { self.mailbox.send(.moments(run, self.store.moments(ofBuild: name))) }
        case .listBuilds(let run): work.async { self.mailbox.send(.builds(run, self.keptBuilds.rows())) }
        case .readKeptBuild(let run, let id):
            work.async { self.mailbox.send(.keptBuild(run, self.keptBuilds.run(of: id, as: run))) }
        case .startRace(let run, let line): work.async { self.race(run, line) }
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
            session.start(
                run, size, place, naming: lesson.imageReferences, isFollowed: prepared != nil, mailbox)
        case .resizeShell(_, let size): shell.withLock { $0 }?.resize(size)
        case .shellInput(_, let input): shell.withLock { $0 }?.send(input)
        case .keepRecovery(let file, let text): files.async { self.recovery.keep(text, of: file) }
        case .listContext(let run):
            work.async { self.mailbox.send(.contextFiles(run, ContextFiles.list(self.place.workspace))) }
        case .readLastBuild(let dockerfile):
            work.async {
                let reader = EarlierBuildReader(
                    place: self.place, references: self.lesson.imageReferences, files: self.lesson.workspaceFiles)
                guard let build = reader.read(dockerfile: dockerfile) else { return }
                self.mailbox.send(.earlierBuild(build))
            }
        case .listLessons(let run):
            work.async { self.mailbox.send(.lessons(run, LessonEntries.all(in: self.place.surroundings))) }
        case .resetStep(let run, let step): files.async { self.reset(run, step) }
        }
    }

    private static func gatherer(of lesson: Lesson, at place: Workplace) -> EvidenceGatherer {
        EvidenceGatherer(at: place, references: lesson.imageReferences, containersPort: lesson.containersPort)
    }

    /// Where another program has taken a port meanwhile, the lesson has another one: what its page would say is not asked.
    private func gather(_ needs: EvidenceNeeds, for run: RunID) {
        if !needs.pages.isEmpty || needs.containers, movePorts(for: nil) { return }
        let gatherer = gatherer.withLock { $0 }
        mailbox.send(.evidence(run, gatherer.gather(needs)))
    }

    /// Looks whether the lesson's ports can still be had, and tells the lab where it has others from now on.
    ///
    /// - Parameter run: the container that waits for the answer.
    /// - Returns: whether the lab was told: it then runs or checks anew.
    func movePorts(for run: RunID?) -> Bool {
        guard let moved = ports?.movedLesson(starts: run != nil) else { return false }
        gatherer.withLock { $0 = Self.gatherer(of: moved, at: place) }
        mailbox.send(.portsMoved(moved, before: run))
        return true
    }

    private var keptBuilds: KeptBuildReader { KeptBuildReader(place: place, references: lesson.imageReferences) }

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

    private func readLog(_ run: RunID, _ id: String, _ step: StepID, _ wanted: Range<Int>) {
        let lines = log.withLock { log in
            if log?.isOf(build: id, step: step) != true {
                log = BuildLog(build: id, step: step, in: JournalFolder(ofStoreAt: place.home))
            }
            return log?.lines(wanted) ?? []
        }
        mailbox.send(.logLines(run, step, from: wanted.lowerBound, lines))
    }
}
