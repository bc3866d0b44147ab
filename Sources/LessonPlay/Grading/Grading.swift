internal import Files
internal import Glibc
public import LessonFormat
internal import SelfChecks
public import Surroundings

/// Grades work that was handed in as files: in a copy, and in a store of its own, each lesson's builds and containers are
/// made as its solution makes them, of the learner's files.
public struct Grading {
    private let rehearsal: Rehearsal
    private let surroundings: Surroundings
    /// Seconds that a build may take, and a line of a solution.
    private let patience: Int

    /// - Parameters:
    ///   - lessons: those that will be graded: their base images are made sure of.
    ///   - patience: seconds that a build may take, and a line of a solution: one that never ends must not keep the others
    ///     from being graded.
    public init(_ lessons: [Lesson], patience: Int = 120, in surroundings: Surroundings) throws {
        self.surroundings = surroundings
        self.patience = patience
        rehearsal = try Rehearsal(needing: Set(lessons.flatMap(\.needs.images)).sorted(), in: surroundings)
    }

    /// Grades one lesson.
    ///
    /// - Parameters:
    ///   - wished: with the ports that it asks for; others are used where those are taken.
    ///   - folder: absolute path of the learner's files; it is only read. One that is not there has no files.
    ///   - answers: what was answered in the lab, by the quiz's ID.
    public func grade(_ wished: Lesson, in folder: String, answers: [String: Int] = [:]) throws -> LessonResults {
        let place = rehearsal.place(of: wished)
        let lesson = WorkspacePorts(of: wished, at: place).chosenLesson()
        try copy(folder, to: place.workspace)
        let player = LessonPlayer(
            lesson, at: place, answers: answers, patience: patience, buildPatience: patience
        ) { _ in }
        try player.prepare()
        try layOutWhatIsKeptOut(lesson, place.workspace)
        let edits = lesson.steps.count == 1 ? try LateEdits(lesson, in: place.workspace) : nil
        try edits?.undo()
        var results: [CheckResult] = []
        for (index, step) in lesson.steps.enumerated() {
            player.open()
            player.replay(index, edits)
            for (check, verdict) in player.verdicts(of: index) {
                results.append(
                    CheckResult(step: step, check: check, standing: Self.standing(check, verdict, lesson, index)))
            }
        }
        player.stop()
        return LessonResults(lesson, results)
    }

    /// What comes of a lesson whose folder is not there: each check that counts fails, and nothing is built.
    static func notBegun(_ lesson: Lesson, missing folder: String, advice: String) -> LessonResults {
        let failure = Verdict.Failure(
            found: "not begun: there is no folder \(folder)", expected: "the files of this lesson", advice: advice)
        var results: [CheckResult] = []
        for (index, step) in lesson.steps.enumerated() {
            for check in step.checks {
                let verdict: Verdict = check.isAnswered ? .waiting("It is answered in the lab.") : .failed(failure)
                results.append(
                    CheckResult(step: step, check: check, standing: standing(check, verdict, lesson, index)))
            }
        }
        return LessonResults(lesson, results)
    }

    private static func standing(
        _ check: Check, _ verdict: Verdict, _ lesson: Lesson, _ index: Int
    ) -> CheckResult.Standing {
        if let why = lesson.whyLeftOut(check, ofStep: index, isPlayed: true) { return .leftOut(why: why) }
        if case .waiting = verdict, check.isAnswered {
            return .leftOut(why: "nobody has been asked: it is answered in the lab")
        }
        return .judged(verdict)
    }

    private func copy(_ folder: String, to workspace: String) throws {
        guard Folder.isFolder(folder) else { return }
        do { try Folder.make(workspace) } catch { throw LessonFailure(error.description) }
        var said = ""
        let words = ["cp", "-a", "--no-preserve=ownership", folder + "/.", workspace + "/"]
        let status = WorkspaceShell(folder: "/", in: surroundings).run(program: words) { lines in
            for line in lines { said += String(decoding: line, as: UTF8.self) + "\n" }
        }
        guard status == 0 else { throw LessonFailure("\(folder) cannot be copied: \(said)") }
    }

    /// Puts back what was not handed in because no repository should have it: files of the lesson's beginning that its checks
    /// want kept out of an image. Without them those checks would pass by themselves. No other file is added: work that
    /// lacks one is graded without it.
    private func layOutWhatIsKeptOut(_ lesson: Lesson, _ workspace: String) throws {
        guard access(workspace, F_OK) == 0 else { return }
        for (path, bytes) in lesson.start.sorted(by: { $0.key < $1.key }) where lesson.keepsOut(path) {
            let full = workspace + "/" + path
            guard faccessat(AT_FDCWD, full, F_OK, AT_SYMLINK_NOFOLLOW) != 0 else { continue }
            do { try WholeFile.replace(full, with: bytes) } catch {
                throw LessonFailure("\(full): \(error.reason)")
            }
        }
    }
}

extension Lesson {
    /// Whether a check wants a file of the workspace kept out of an image.
    fileprivate func keepsOut(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return steps.flatMap(\.checks).contains { check in
            guard case .image(_, .lacksFile(let unwanted)) = check.kind else { return false }
            return unwanted == path || unwanted == "**/" + name
        }
    }
}
