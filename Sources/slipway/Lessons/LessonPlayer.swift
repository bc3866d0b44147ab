import Files
import Glibc
import LessonFormat
import Processes
import SelfChecks

/// Performs a lesson's solutions as a learner would: with files, command lines and this program.
final class LessonPlayer {
    private let lesson: Lesson
    /// The folder that the workspace is, or will be, in.
    private let parent: String
    private let place: LabPlace
    private let say: (String) -> Void
    private var container: RunningProgram?
    /// The choices made for quizzes, from 1, by the quiz's ID.
    var answers: [String: Int]
    private var guesses: [String: Bool] = [:]
    /// When the open step was opened, by a clock that only goes forwards; nil where none is.
    private var opened: Double?

    var workspace: String { place.workspace }

    /// - Parameter answers: what was answered already, by the quiz's ID.
    init(
        _ lesson: Lesson, parent: String, home: String, answers: [String: Int] = [:], say: @escaping (String) -> Void
    ) {
        self.lesson = lesson
        self.answers = answers
        self.parent = parent
        self.say = say
        place = LabPlace(workspace: parent + "/" + lesson.workspace, home: home)
        // `docker` in the lesson's command lines is this program.
        setenv("PATH", place.commandPath, 1)
    }

    deinit { stop() }

    /// Lays out the files that a learner begins with, unless there is a workspace already.
    func begin() throws {
        guard !lesson.start.isEmpty, access(workspace, F_OK) != 0 else { return }
        for (path, bytes) in lesson.start.sorted(by: { $0.key < $1.key }) { try put(bytes, at: path) }
    }

    /// Why a solution could not be performed.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// From here on only builds that end from now on count.
    func open() { opened = Self.now }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The verdicts of a step's checks, as things are.
    func verdicts(of index: Int) -> [(check: Check, verdict: Verdict)] {
        let step = lesson.steps[index]
        let needs = SelfChecks.needs(of: step)
        var evidence = EvidenceGatherer(place: place).gather(needs)
        if needs.lastBuild, let build = LastBuild.of(folder: workspace, naming: lesson.references) {
            let isOfStep = opened.map { (build.age ?? .infinity) < Self.now - $0 } ?? true
            if isOfStep { evidence.build = build }
        }
        evidence.answers = answers
        evidence.guesses = guesses
        let solution = lesson.files(after: index)
        return step.checks.map { ($0, SelfChecks.judge($0, of: step, evidence: evidence, solution: solution)) }
    }

    /// Performs a step's solution from its first action to its last.
    func solve(_ index: Int) throws {
        guesses = [:]
        for action in lesson.steps[index].solution { try perform(action, of: index) }
    }

    /// Performs other actions than the solution's.
    ///
    /// - Parameter kept: files that are there already and are not written.
    func perform(_ actions: [LessonAction], of index: Int, keeping kept: Set<String>) throws {
        guesses = [:]
        for action in actions {
            if case .write(let path) = action, kept.contains(path) { continue }
            try perform(action, of: index)
        }
    }

    /// Performs what a learner does who builds without having changed a file.
    func build(_ index: Int) {
        for case .build(let arguments) in lesson.steps[index].solution { build(arguments) }
    }

    private func perform(_ action: LessonAction, of index: Int) throws {
        switch action {
        case .write(let path): try write(path, of: index)
        case .delete(let path):
            say("$ rm \(path)")
            guard unlink(workspace + "/" + path) == 0 else { throw Failure(description: "\(path) cannot be removed") }
        case .run(let line): try run(line)
        case .build(let arguments): build(arguments)
        case .start(let arguments): try start(arguments)
        case .stop: stop()
        case .fetch(let url): try fetch(url)
        case .answer(let choice): answer(choice, of: index)
        case .predict(let cached): predict(cached, of: index)
        }
    }

    private func write(_ path: String, of index: Int) throws {
        guard let bytes = lesson.files(after: index)[path] else {
            throw Failure(description: "\(lesson.steps[index].file): the solution has no file \(path)")
        }
        say("writes \(path)")
        try put(bytes, at: path)
    }

    private func put(_ bytes: [UInt8], at path: String) throws {
        do { try WholeFile.replace(workspace + "/" + path, with: bytes) } catch {
            throw Failure(description: "\(workspace)/\(path): \(error.reason)")
        }
    }

    private func run(_ line: String) throws {
        say("$ \(line)")
        let status = WorkspaceShell(folder: place.commandFolder).run(line, output: show)
        guard status == 0 else { throw Failure(description: "`\(line)` ended with status \(status)") }
    }

    /// A build may fail on purpose: its checks say whether it should have.
    private func build(_ arguments: String) {
        say("$ docker build \(arguments)")
        let words = ["build", "--progress", "plain"] + arguments.split(separator: " ").map(String.init)
        _ = WorkspaceShell(folder: place.commandFolder).run(program: [place.executable] + words, output: show)
    }

    private func show(_ lines: [ArraySlice<UInt8>]) {
        for line in lines { say("  " + String(decoding: line, as: UTF8.self)) }
    }

    private func start(_ arguments: String) throws {
        stop()
        say("$ docker run \(arguments)")
        let words = ["run"] + arguments.split(separator: " ").map(String.init)
        let program = [place.executable] + words
        var logged = Program(
            ["/bin/bash", "-c", #"log=$0; exec "$@" >"$log" 2>&1"#, log] + program, folder: place.commandFolder)
        (logged.output, logged.errors) = (.nothing, .nothing)
        logged.lifetime = .group
        container = try logged.start()
    }

    /// What the container writes.
    private var log: String { parent + "/container.log" }

    func stop() {
        guard let running = container else { return }
        container = nil
        say("stops the container")
        running.interrupt()
        _ = running.wait()
    }

    private func fetch(_ url: String) throws {
        say("$ curl \(url)")
        guard let request = PageRequest(url) else { throw Failure(description: "\(url) is not a page of this machine") }
        for _ in 0..<300 {
            if let page = request.fetch() {
                say("  " + page.body)
                return
            }
            usleep(100_000)
        }
        var said = ""
        if let bytes = try? WholeFile.read(log) { said = String(decoding: bytes.suffix(2000), as: UTF8.self) }
        throw Failure(description: "\(url) did not answer within 30 seconds; the container said: \(said)")
    }

    private func answer(_ choice: Int, of index: Int) {
        for check in lesson.steps[index].checks {
            guard case .quiz(let id, let question, let choices, _) = check.kind, answers[id] == nil else { continue }
            say("\(question) \(choices.indices.contains(choice - 1) ? choices[choice - 1] : "")")
            answers[id] = choice
            return
        }
    }

    private func predict(_ cached: [String], of index: Int) {
        for instruction in lesson.steps[index].predict?.instructions ?? [] {
            guesses[instruction] = cached.contains(instruction)
        }
        say("guesses that these come from the cache: \(cached.joined(separator: ", "))")
    }
}

extension Lesson {
    /// The names of all images that its checks look at.
    fileprivate var references: Set<String> {
        var names = Set([image?.reference].compactMap { $0 })
        for check in steps.flatMap(\.checks) { names.formUnion(check.needs.images) }
        return names
    }
}
