internal import Files
internal import Glibc
internal import LessonFormat
internal import SelfChecks
internal import Surroundings
internal import Threads

/// Watches one step: shows it, checks it when something changed, does what keys say.
public final class WatchSession {
    private var course: Course
    private var lessonIndex: Int
    private var stepIndex = 0
    private var player: LessonPlayer
    private var watcher: FolderWatcher?
    private var stamp: StoreStamp
    private var verdicts: [(check: Check, verdict: Verdict)] = []
    private var page = WatchPage.State()
    private let terminal = WatchTerminal()
    /// A pipe that the folder's watcher writes to.
    private let changes: (read: Int32, write: Int32)
    private var isOver = false

    private var lesson: Lesson { course.lessons[lessonIndex] }
    private var step: Step { lesson.steps[stepIndex] }
    private var place: Workplace { course.home.place(of: lesson) }

    /// - Parameter index: the place of the first lesson in the course, from 0.
    public init(_ course: Course, at index: Int) throws {
        self.course = course
        lessonIndex = index
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        changes = (ends[0], ends[1])
        player = Self.player(course, index)
        stamp = StoreStamp(of: course.home.path)
        try open(lesson: index, step: nil)
    }

    private static func player(_ course: Course, _ index: Int) -> LessonPlayer {
        let lesson = course.lessons[index]
        return LessonPlayer(lesson, at: course.home.place(of: lesson), answers: course.reached(index).answers) { _ in }
    }

    /// Until the learner quits, or standard input ends.
    public func run() throws {
        terminal.begin()
        defer { terminal.end() }
        check()
        while !isOver {
            switch terminal.wait(for: changes.read, milliseconds: 500) {
            case .key(let key): try press(key)
            case .changed:
                drain()
                check()
            case .resized: show()
            case .ended: isOver = true
            case .nothing: if StoreStamp(of: course.home.path) != stamp || isAboutWhatRuns { check() }
            }
        }
    }

    /// What runs leaves no mark that could be watched.
    private var isAboutWhatRuns: Bool {
        let needs = SelfChecks.needs(of: step)
        return needs.containers || !needs.pages.isEmpty
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 256)
        while read(changes.read, &buffer, buffer.count) > 0 {}
    }

    // MARK: Where the learner is

    private func open(lesson index: Int, step: Int?) throws {
        if index != lessonIndex { player = Self.player(course, index) }
        lessonIndex = index
        let reached = course.reached(index)
        let over = reached.passed.union(reached.caughtUp?.steps ?? [])
        let unfinished = lesson.steps.firstIndex { !over.contains($0.id) && !$0.checks.isEmpty }
        stepIndex = step ?? unfinished ?? 0
        let id = self.step.id
        course.change(index) { $0.step = id }
        try player.begin()
        page = WatchPage.State()
        watch()
    }

    private func watch() {
        watcher?.stop()
        let last = lesson.steps.count - 1
        let names = Set(lesson.files(after: last).keys).union(SelfChecks.needs(of: step).files).subtracting(["."])
        let end = changes.write
        let watcher = FolderWatcher(folder: place.workspace, names: names.sorted()) {
            var byte: UInt8 = 1
            _ = write(end, &byte, 1)
        }
        self.watcher = watcher
        // Without a thread for it nothing is seen between two keys but the store; a key checks all the same.
        WorkerThread { watcher.run() }?.detach()
    }

    private func move(by count: Int) throws {
        let target = stepIndex + count
        if lesson.steps.indices.contains(target) { return try open(lesson: lessonIndex, step: target) }
        let next = lessonIndex + count
        guard course.lessons.indices.contains(next) else {
            page.message = count > 0 ? "This was the last one." : "This is the first one."
            return
        }
        try open(lesson: next, step: count > 0 ? 0 : course.lessons[next].steps.count - 1)
    }

    // MARK: Checks

    private func check() {
        stamp = StoreStamp(of: course.home.path)
        let reached = course.reached(lessonIndex)
        player.answers = reached.answers
        player.open(after: reached.caughtUp?.build)
        verdicts = player.verdicts(of: stepIndex)
        let id = step.id
        let isLearners = reached.caughtUp?.steps.contains(id) != true
        if isLearners, verdicts.allSatisfy(\.verdict.isPassed), !verdicts.isEmpty {
            course.change(lessonIndex) { $0.passed.insert(id) }
        }
        show()
    }

    private func show() {
        terminal.show(WatchPage(course: course, lesson: lessonIndex, step: stepIndex, verdicts: verdicts, state: page))
    }

    // MARK: Keys

    private func press(_ key: Character) throws {
        page.message = nil
        page.isListShown = false
        switch key {
        case "h": revealHint()
        case "n": try move(by: 1)
        case "p": try move(by: -1)
        case "l": page.isListShown = true
        case "t": page.isTextShown.toggle()
        case "x": runBlock()
        case "r": try reset()
        case "q", "\u{04}": isOver = true
        default: if let choice = key.wholeNumberValue { answer(choice) }
        }
        if !isOver { check() }
    }

    private func revealHint() {
        let (id, count) = (step.id, step.hints.count)
        if course.reached(lessonIndex).hints[id] ?? 0 >= count { page.message = "These are all hints." }
        course.change(lessonIndex) { $0.hints[id] = min(($0.hints[id] ?? 0) + 1, count) }
    }

    private func reset() throws {
        let backup = try Workspace(lesson, at: place).reset(toBeginningOf: stepIndex)
        let step = step
        course.change(lessonIndex) { $0.forget(step) }
        page.message = backup.map { "The step begins again. Your files are kept in \($0)" } ?? "The step begins again."
    }

    /// Answers the first quiz that is not passed.
    private func answer(_ choice: Int) {
        for case (let check, let verdict) in verdicts where !verdict.isPassed {
            guard case .quiz(let quiz) = check.kind, quiz.choices.indices.contains(choice - 1) else { continue }
            return course.change(lessonIndex) { $0.answers[quiz.id] = choice }
        }
    }

    /// Runs the text's next command, as Enter does in the lab.
    private func runBlock() {
        let commands = step.commands
        guard !commands.isEmpty else {
            page.message = "There is no command in this text."
            return
        }
        let line = commands[page.nextCommand % commands.count]
        page.nextCommand += 1
        terminal.announce("$ \(line)")
        var output: [String] = []
        let status = WorkspaceShell(at: place).run(line) { lines in
            output += lines.map { String(decoding: $0, as: UTF8.self) }
            if output.count > 400 { output.removeFirst(output.count - 200) }
        }
        page.message = (["$ \(line)"] + output.suffix(16) + (status == 0 ? [] : ["(status \(status))"]))
            .joined(separator: "\n")
    }
}
