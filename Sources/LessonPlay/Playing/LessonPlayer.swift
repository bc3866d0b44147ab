internal import Evidence
internal import Files
internal import Glibc
public import LessonFormat
internal import Processes
public import SelfChecks
public import Surroundings

/// Performs a lesson's solutions as a learner would: with files, command lines and this program.
public final class LessonPlayer {
    private let lesson: Lesson
    let place: Workplace
    private let gatherer: EvidenceGatherer
    let say: (String) -> Void
    /// Seconds that a line of a solution may take.
    private let patience: Int
    /// Seconds that a build may take; nil where it may take any time.
    let buildPatience: Int?
    /// What kept the last build from its image, where its events do not say it.
    var buildFault: BuildFault?
    private var container: RunningProgram?
    private var services: LessonServices?
    /// The choices made for quizzes, from 1, by the quiz's ID.
    public var answers: [String: Int]
    private var guesses: [String: Bool] = [:]
    /// ID of the build that was the last one when the open step was opened; nil where there was none.
    private(set) var earlierBuild: String?

    var workspace: String { place.workspace }

    /// - Parameters:
    ///   - answers: what was answered already, by the quiz's ID.
    ///   - patience: seconds that a line of a solution may take.
    ///   - buildPatience: seconds that a build may take; nil for any time.
    public init(
        _ lesson: Lesson, at place: Workplace, answers: [String: Int] = [:], patience: Int = 180,
        buildPatience: Int? = nil, say: @escaping (String) -> Void
    ) {
        self.patience = patience
        self.buildPatience = buildPatience
        self.lesson = lesson
        self.answers = answers
        self.say = say
        self.place = place
        gatherer = EvidenceGatherer(
            at: place, references: lesson.imageReferences, containersPort: lesson.containersPort)
    }

    deinit { stop() }

    /// Makes what the lesson's command lines need: the store, `docker` as a name of this program, and what the lesson has
    /// running beside it, which ends with this player.
    public func prepare() throws {
        do { try CommandLinks.make(for: place) } catch { throw LessonFailure("\(error)") }
        if services == nil { services = try LessonServices(of: lesson, at: place) }
    }

    /// Prepares, and lays out the files that a learner begins with, unless there is a workspace already.
    public func begin() throws {
        try prepare()
        do { try Workspace(lesson, at: place).layOut() } catch { throw LessonFailure("\(error)") }
    }

    /// From here on, only builds that end later count.
    public func open() {
        buildFault = nil
        var needs = EvidenceNeeds()
        needs.lastBuild = true
        earlierBuild = gatherer.gather(needs).build?.id
    }

    /// Only builds count that come after this one, by its ID.
    func open(after build: String?) { earlierBuild = build }

    /// The last build since the step was opened; nil where there was none.
    func buildSinceOpening() -> BuildEvidence? {
        var needs = EvidenceNeeds()
        needs.lastBuild = true
        let build = gatherer.gather(needs).build
        return build?.id == earlierBuild ? nil : build
    }

    /// The verdicts of a step's checks, as things are.
    public func verdicts(of index: Int) -> [(check: Check, verdict: Verdict)] {
        verdicts(of: index, by: evidence(of: index))
    }

    /// What the step's checks look at, as things are.
    func evidence(of index: Int) -> Evidence {
        var needs = SelfChecks.needs(of: lesson.steps[index])
        // Why an image is not there is what the last build says.
        if !needs.images.isEmpty { needs.lastBuild = true }
        var evidence = gatherer.gather(needs)
        evidence.complete(answers: answers, guesses: guesses, after: earlierBuild)
        evidence.buildFault = buildFault
        return evidence
    }

    func verdicts(of index: Int, by evidence: Evidence) -> [(check: Check, verdict: Verdict)] {
        let step = lesson.steps[index]
        let solution = lesson.files(after: index)
        return step.checks.map { ($0, SelfChecks.judge($0, of: step, evidence: evidence, solution: solution)) }
    }

    /// What is wrong with what the step's checks advise.
    func adviceFaults(of index: Int, by evidence: Evidence) -> [String] {
        let step = lesson.steps[index]
        let solution = lesson.files(after: index)
        return step.checks.compactMap { check in
            AdviceProof.fault(check, of: step, evidence: evidence, solution: solution)
                .map { "of the check \"\(check.title)\" \($0)" }
        }
    }

    /// The lesson's images that are not there.
    func missingImages() -> Set<String> {
        var needs = EvidenceNeeds()
        needs.images = lesson.imageReferences
        return Set(gatherer.gather(needs).images.filter { $0.value == nil }.keys)
    }

    /// Removes images, so that a check finds none that an earlier answer left.
    func remove(images: Set<String>) {
        for image in images.subtracting(missingImages()) {
            _ = WorkspaceShell(at: place).run(program: [place.program, "rmi", "-f", image]) { _ in }
        }
    }

    /// The files of an answer that is tried.
    func files(of trial: Trial, at index: Int) -> [String: [UInt8]?] { trial.files(over: lesson.files(after: index)) }

    /// Runs a program beside the workspace; its exit status.
    func shell(_ words: [String]) -> Int32 {
        WorkspaceShell(folder: place.parent, in: place.surroundings).run(program: words) { _ in }
    }

    /// Performs a step's solution from its first action to its last.
    public func solve(_ index: Int) throws {
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

    /// Performs the step's solution on a learner's own files, which are not written but for late edits. What fails is
    /// told by the checks.
    func replay(_ index: Int, _ edits: LateEdits?) {
        for action in lesson.steps[index].solution {
            switch action {
            case .write(let path): try? edits?.perform(path)
            case .delete, .predict, .answer: continue
            case .run, .build, .start, .stop, .fetch: try? perform(action, of: index)
            }
        }
    }

    /// Performs what a learner who is late needs of the step's solution: its files, command lines and builds, and not
    /// its containers, pages, answers and guesses.
    func catchUp(_ index: Int) {
        for action in lesson.steps[index].solution {
            switch action {
            case .write, .delete, .run, .build: try? perform(action, of: index)
            case .start, .stop, .fetch, .answer, .predict: continue
            }
        }
    }

    /// Performs what a learner does who builds without having changed a file.
    public func build(_ index: Int) {
        for case .build(let arguments) in lesson.steps[index].solution { build(arguments) }
    }

    private func perform(_ action: LessonAction, of index: Int) throws {
        switch action {
        case .write(let path): try write(path, of: index)
        case .delete(let path):
            say("$ rm \(path)")
            guard unlink(workspace + "/" + path) == 0 else { throw LessonFailure("\(path) cannot be removed") }
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
            throw LessonFailure("\(lesson.steps[index].file): the solution has no file \(path)")
        }
        say("writes \(path)")
        try put(bytes, at: path)
    }

    private func put(_ bytes: [UInt8], at path: String) throws {
        do { try WholeFile.replace(workspace + "/" + path, with: bytes) } catch {
            throw LessonFailure("\(workspace)/\(path): \(error.reason)")
        }
    }

    /// The status of timeout(1) for a line that takes longer.
    static let tooLong: Int32 = 124

    private func run(_ line: String) throws {
        say("$ \(line)")
        let words = ["timeout", "--kill-after=5", "\(patience)", "/bin/bash", "-c", line]
        var last = ""
        let status = WorkspaceShell(at: place).run(program: words) { lines in
            show(lines)
            last = lines.last { !$0.isEmpty }.map { String(decoding: $0.prefix(500), as: UTF8.self) } ?? last
        }
        guard status != Self.tooLong else {
            throw LessonFailure(
                "`\(line)` has not ended within \(patience) \(patience == 1 ? "second" : "seconds"): what goes on belongs behind `start:`, "
                    + "or behind & where it is no container")
        }
        let end = last.isEmpty ? "and wrote nothing" : "and wrote last: \(last)"
        guard status == 0 else { throw LessonFailure("`\(line)` ended with status \(status) \(end)") }
    }

    func show(_ lines: [ArraySlice<UInt8>]) {
        for line in lines { say("  " + String(decoding: line, as: UTF8.self)) }
    }

    private func start(_ arguments: String) throws {
        stop()
        say("$ docker run \(arguments)")
        let words = ["run"] + arguments.split(separator: " ").map(String.init)
        let program = [place.program] + words
        var logged = Program(
            ["/bin/bash", "-c", #"log=$0; exec "$@" >"$log" 2>&1"#, log] + program, folder: place.commandFolder)
        logged.environment = place.surroundings.environment
        (logged.output, logged.errors) = (.nothing, .nothing)
        logged.lifetime = .group
        container = try logged.start()
    }

    /// What the container writes.
    private var log: String { place.parent + "/container.log" }

    func stop() {
        guard let running = container else { return }
        container = nil
        say("stops the container")
        running.interrupt()
        _ = running.wait()
    }

    private func fetch(_ url: String) throws {
        say("$ curl \(url)")
        guard let request = PageRequest(url) else { throw LessonFailure("\(url) is not a page of this machine") }
        for _ in 0..<300 {
            if let page = request.fetch() {
                say("  " + page.body)
                return
            }
            usleep(100_000)
        }
        var said = ""
        if let bytes = try? WholeFile.read(log) { said = String(decoding: bytes.suffix(2000), as: UTF8.self) }
        throw LessonFailure("\(url) did not answer within 30 seconds; the container said: \(said)")
    }

    private func answer(_ choice: Int, of index: Int) {
        for check in lesson.steps[index].checks {
            guard case .quiz(let quiz) = check.kind, answers[quiz.id] == nil else { continue }
            say("\(quiz.question) \(quiz.choices.indices.contains(choice - 1) ? quiz.choices[choice - 1].text : "")")
            answers[quiz.id] = choice
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
