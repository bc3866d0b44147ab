internal import Clocks
internal import Dispatch
internal import Files
internal import Glibc
internal import LabModel
internal import LabViews
public import LessonFormat
public import LessonPlay
internal import NcursesBackend
internal import Printing
internal import Processes
internal import Settings
public import Surroundings
internal import TerminalUI

/// The loop: events in, the model, effects and frames out. One redraw a frame, however much happens in it.
@MainActor
public final class LabProgram {
    private let backend: NcursesBackend
    private let performer: EffectPerformer
    private let mailbox: Mailbox
    private var model: LabModel
    private var isOver = false
    private var isTicking = false
    /// Whether a key or the mouse has come since the last frame.
    private var hasInput = false
    /// The wait for the next frame.
    private var resting: Task<Void, Never>?
    /// The folder of the lesson that comes in this one's place.
    private var next: String?
    /// Who follows a presentation; nil in a learner's lab.
    private let session: PresenterSession?

    /// 60 frames a second at most.
    private static let frame = 0.016
    /// How often a spinner turns.
    private static let beat = 0.1
    /// How often the presenter's typing is looked at.
    private static let keystroke = 0.03

    private init(
        backend: NcursesBackend, performer: EffectPerformer, mailbox: Mailbox, model: LabModel,
        session: PresenterSession?
    ) {
        self.backend = backend
        self.performer = performer
        self.mailbox = mailbox
        self.model = model
        self.session = session
    }

    /// Runs the lab to its end. The exit status.
    ///
    /// - Parameter ports: what the lesson has its ports of; nil where they stay as they are.
    public static func run(
        _ lesson: Lesson, _ place: Workplace, ports: WorkspacePorts? = nil, presenting session: PresenterSession? = nil
    ) async -> Int32 {
        let services: LessonServices
        do {
            try CommandLinks.make(for: place)
            try Workspace(lesson, at: place).layOut()
            services = try LessonServices(of: lesson, at: place)
        } catch {
            say("\(error)")
            return 1
        }
        let theme: ThemeName?
        let backend: NcursesBackend
        do {
            theme = ThemeName(
                rawValue: try SettingsFile(variables: place.surroundings.variables).value(of: .theme).value)
            backend = try NcursesBackend(
                name: place.surroundings.terminalName, usesColor: place.surroundings.usesColor)
        } catch {
            say("\(error)")
            return 1
        }
        let mailbox = Mailbox()
        let model = openingModel(of: lesson, place, presenting: session, theme: theme)
        let performer = EffectPerformer(
            lesson, place: place, mailbox: mailbox, prepared: session?.prepared, ports: ports)
        let program = LabProgram(
            backend: backend, performer: performer, mailbox: mailbox, model: model, session: session)
        await program.loop()
        session?.end(program.model)
        backend.close()
        program.clearUp()
        services.stop()
        NcursesBackend.endAsAsked()
        // A learner does not come back to the place of a presentation.
        if let folder = program.next { open(lesson: folder, leaving: session == nil ? lesson : nil, place) }
        if session == nil { Farewell(place: place).say() }
        for line in session?.farewell ?? [] { StandardStream.output.write("\(line)\n") }
        return 0
    }

    /// What the lab knows when it opens.
    private static func openingModel(
        of lesson: Lesson, _ place: Workplace, presenting session: PresenterSession?, theme: ThemeName?
    ) -> LabModel {
        var model = LabModel(
            lesson: lesson, progress: session?.progress ?? ProgressFile(place).read(), theme: theme)
        if let session {
            model.present(now: MonotonicClock.now, resuming: session.mark, beginsAnew: session.beginsAnew)
        }
        model.engine = LabEngine.label(of: place)
        model.startForesight()
        model.isUnicode = String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
        return model
    }

    private func loop() async {
        readInput()
        perform(model.start(size: backend.size, now: MonotonicClock.now))
        let watcher = watchFolder()
        let containers = watchContainers()
        defer {
            watcher.stop()
            containers.stop()
        }
        draw()
        if model.followsBackground { backend.askBackground() }
        var nextFrame = MonotonicClock.now + Self.frame
        for await _ in mailbox.wakes {
            let early = nextFrame - MonotonicClock.now
            if early > 0 { await rest(early) }
            hasInput = false
            pass(mailbox.empty())
            if isOver { return }
            draw()
            nextFrame = MonotonicClock.now + Self.frame
        }
    }

    /// Waits until the next frame is due, or until there is a key: what the learner does is shown at once.
    private func rest(_ seconds: Double) async {
        guard !hasInput else { return }
        let rest = Task<Void, Never> { try? await Task.sleep(for: .seconds(seconds)) }
        resting = rest
        await rest.value
        resting = nil
    }

    private func pass(_ events: [LabEvent]) {
        perform(model.update(.tick(MonotonicClock.now)))
        for event in events where !isOver { perform(model.update(event)) }
    }

    private func draw() {
        let screen = LabScreen(model)
        perform(model.show(screen.layout))
        var grid = Grid(backend.size)
        screen.render(into: &grid)
        backend.draw(grid)
        if model.isAnimated { beat() }
        session?.follow(model)
    }

    private func beat() {
        guard !isTicking else { return }
        isTicking = true
        Task {
            try? await Task.sleep(for: .seconds(model.presentation?.typing == nil ? Self.beat : Self.keystroke))
            isTicking = false
            mailbox.send(.tick(MonotonicClock.now))
        }
    }

    private func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .program(let effect): perform(effect)
            case .world(let effect): performer.perform(effect)
            }
        }
    }

    private func perform(_ effect: ProgramEffect) {
        switch effect {
        case .quit:
            isOver = true
            session?.leave()
        case .openLesson(let folder):
            next = folder
            isOver = true
        case .suspend: backend.suspend()
        case .redraw: backend.draw(Grid(backend.size))
        case .copy(let text): backend.copyToClipboard(text)
        }
    }

    // MARK: Sources of events

    private func readInput() {
        let events = backend.events()
        Task {
            for await batch in events {
                for event in batch {
                    switch event {
                    case .input(let input):
                        mailbox.send(.input(input))
                        hasInput = true
                        resting?.cancel()
                    case .resumed: mailbox.send(.input(.resize(backend.size)))
                    case .terminated:
                        isOver = true
                        mailbox.send(.tick(MonotonicClock.now))
                    }
                }
            }
        }
    }

    private func watchFolder() -> FolderWatcher {
        let mailbox = mailbox
        let watcher = FolderWatcher(folder: performer.place.workspace, names: model.panes.editor.files.map(\.path)) {
            mailbox.send(.folderChanged)
        }
        DispatchQueue(label: "slipway.watch").async { watcher.run() }
        return watcher
    }

    private func watchContainers() -> ContainerWatch {
        let mailbox = mailbox
        let watch = ContainerWatch(at: performer.place)
        DispatchQueue(label: "slipway.containers").async { watch.run { mailbox.send(.containers($0)) } }
        return watch
    }

    /// Nothing that was saved is lost, and no child outlives the lab.
    private func clearUp() {
        if !performer.children.isEmpty { Self.say("stopping what still runs…") }
        performer.finishFiles()
        performer.endShell()
        performer.children.endAll()
    }

    /// Replaces this process by the lab of another lesson. Returns only if that could not be started.
    private static func open(lesson folder: String, leaving lesson: Lesson?, _ place: Workplace) {
        let words = words(opening: folder, leaving: lesson, place)
        // This process's own variables: what this lesson's commands were given is not the next one's.
        let variables = Program.inherited
        execve(place.program, words.map { strdup($0) } + [nil], variables.map { strdup($0) } + [nil])
        say("the lesson \(folder) cannot be opened: \(ErrnoWords.last)")
    }

    /// The command line of another lesson's lab. It names this one: where the other is open elsewhere and no second lab of
    /// it is wanted, this one is opened again.
    nonisolated static func words(opening folder: String, leaving lesson: Lesson?, _ place: Workplace) -> [String] {
        let words = [place.program, "lab", folder]
        guard let lesson else { return words }
        return words + ["--left", lesson.id, "--left-workspace", place.workspace]
    }

    private static func say(_ words: String) {
        StandardStream.error.write("slipway: \(PrintableText(lines: words))\n")
    }
}
