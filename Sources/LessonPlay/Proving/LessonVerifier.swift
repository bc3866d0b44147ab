internal import Faults
internal import LessonFormat
public import Printing
internal import SelfChecks
public import Surroundings

/// Proves lessons: their texts agree with their solutions, their checks can fail, and their solutions pass.
public struct LessonVerifier {
    private let shelf: LessonShelf
    private let surroundings: Surroundings
    private let say: (PrintableText) -> Void
    /// How many things were wrong.
    public private(set) var faults = 0

    /// - Parameter say: told each finding, and each lesson that was played, a line or more at a time.
    public init(_ shelf: LessonShelf, in surroundings: Surroundings, say: @escaping (PrintableText) -> Void) {
        self.shelf = shelf
        self.surroundings = surroundings
        self.say = say
    }

    /// A lesson with the files that it was read from.
    private struct Read {
        var lesson: Lesson
        var files: LessonFiles
        var text: LessonText { LessonText(files) }
    }

    /// Verifies lessons one after another, in one store, as a learner has one.
    public mutating func verify(_ names: [String]) throws {
        var read: [Read] = []
        for name in names {
            do {
                let files = try shelf.files(of: try shelf.folder(name))
                let faults = LessonReader.faults(files)
                faults.forEach { report($0) }
                if faults.isEmpty { read.append(Read(lesson: try LessonReader.lesson(files), files: files)) }
            } catch let error as TextFault {
                report(error)
            }
        }
        findSharedWorkspaces(read)
        let images = Set(read.flatMap(\.lesson.needs.images)).sorted()
        let made = read.reduce(into: Set<String>()) { $0.formUnion($1.lesson.imageReferences) }
        let rehearsal = try Rehearsal(needing: images, making: made, in: surroundings)
        for item in read {
            let before = faults
            LessonInspector(item.lesson, item.files).findings().forEach { report($0) }
            findUnknownRules(item)
            do { try play(item, in: rehearsal) } catch let error as LessonFailure {
                say("\(item.files.folder): \(error)")
                faults += 1
            }
            let count = item.lesson.steps.count
            say(
                "\(item.files.folder): \(count) \(count == 1 ? "step" : "steps")\(faults == before ? " verified" : "")")
        }
    }

    private mutating func report(_ diagnostic: TextFault) {
        say(PrintableText(lines: diagnostic.description))
        faults += 1
    }

    private mutating func findUnknownRules(_ item: Read) {
        for step in item.lesson.steps {
            for check in step.checks {
                if let message = check.unknownRule { report(place(check, step, item, message)) }
            }
        }
    }

    private mutating func findSharedWorkspaces(_ read: [Read]) {
        var owners: [String: String] = [:]
        for item in read {
            let folder = item.files.folder
            if let other = owners.updateValue(folder, forKey: item.lesson.workspace) {
                let message = "\(other) has the same workspace, so their files would get into each other's way"
                report(item.text.diagnostic(message, file: folder + "/lesson.yaml", at: "workspace:"))
            }
        }
    }

    // MARK: Playing

    /// - Parameter wished: with the ports that it asks for; others are used where those are taken.
    private mutating func play(_ wished: Read, in rehearsal: Rehearsal) throws {
        let ports = WorkspacePorts(of: wished.lesson, at: rehearsal.place(of: wished.lesson))
        let item = Read(lesson: ports.chosenLesson(), files: wished.files)
        for note in ports.notes { say(PrintableText(lines: note)) }
        var log: [String] = []
        let player = LessonPlayer(item.lesson, at: rehearsal.place(of: item.lesson)) { log.append($0) }
        try player.begin()
        for index in item.lesson.steps.indices {
            player.open()
            let missing = player.missingImages()
            judgeUnsolved(index, item, player)
            try judgeTrials(index, item, player, without: missing)
            player.remove(images: missing)
            player.open()
            log = []
            try player.solve(index)
            if !judgeSolved(index, item, player) { log.suffix(30).forEach { say("    \($0)") } }
        }
        judgeEnd(item, player)
    }

    /// What a step asks for holds to the lesson's end, unless it says until when: so the lesson can be checked as a whole.
    private mutating func judgeEnd(_ item: Read, _ player: LessonPlayer) {
        let lesson = item.lesson
        for (index, step) in lesson.steps.enumerated() {
            for (check, verdict) in player.verdicts(of: index) where !verdict.isPassed {
                guard lesson.whyLeftOut(check, ofStep: index, isPlayed: false) == nil, index < lesson.steps.count - 1
                else { continue }
                let message =
                    "the check \"\(check.title)\" does not pass any more after the last step: say `until:` and the step "
                    + "that changes it, or ask for what stays"
                report(place(check, step, item, message))
            }
        }
    }

    private mutating func judgeUnsolved(_ index: Int, _ item: Read, _ player: LessonPlayer) {
        let step = item.lesson.steps[index]
        let evidence = player.evidence(of: index)
        for (check, verdict) in player.verdicts(of: index, by: evidence) where verdict.isPassed {
            report(place(check, step, item, "the check \"\(check.title)\" passes before the step is solved"))
        }
        for fault in player.adviceFaults(of: index, by: evidence) {
            report(item.text.diagnostic("before the step is solved, \(fault)", file: step.file, at: "checks:"))
        }
        guard step.asksForEditAndBuild, !item.lesson.start.isEmpty else { return }
        player.build(index)
        if player.verdicts(of: index).allSatisfy(\.verdict.isPassed) {
            let message = "all checks pass when the files are built as they are: the step asks for nothing"
            report(item.text.diagnostic(message, file: step.file, at: "checks:"))
        }
    }

    /// Answers that the checks are tried with: none of the wrong ones passes, and each of the right ones does.
    ///
    /// - Parameter missing: images that were not there when the step was opened.
    private mutating func judgeTrials(
        _ index: Int, _ item: Read, _ player: LessonPlayer, without missing: Set<String>
    ) throws {
        let step = item.lesson.steps[index]
        for trial in step.trials {
            player.remove(images: missing)
            for fault in try TrialRun(trial: trial, index: index, player: player).faults(in: step) {
                report(item.text.diagnostic(fault, file: trial.file, at: "name: \(trial.name)", trial.name))
            }
        }
    }

    /// Whether all checks pass after the solution.
    private mutating func judgeSolved(_ index: Int, _ item: Read, _ player: LessonPlayer) -> Bool {
        let step = item.lesson.steps[index]
        let evidence = player.evidence(of: index)
        let failed = player.verdicts(of: index, by: evidence).filter { !$0.verdict.isPassed }
        for (check, verdict) in failed {
            report(place(check, step, item, "the check \"\(check.title)\" does not pass after the solution"))
            VerdictText.lines(check, verdict).forEach { say(PrintableText(lines: $0)) }
        }
        for title in otherAnswers(evidence, of: step, in: item.lesson, index) {
            report(item.text.diagnostic(title, file: step.file, at: "checks:"))
        }
        return failed.isEmpty
    }

    /// Every other choice of a quiz and every other guess is tried here: nobody needs to write them down.
    private func otherAnswers(_ evidence: Evidence, of step: Step, in lesson: Lesson, _ index: Int) -> [String] {
        let solution = lesson.files(after: index)
        return step.checks.flatMap { check in
            check.otherAnswers(than: evidence).filter { other in
                SelfChecks.judge(check, of: step, evidence: other, solution: solution).isPassed
            }.map { _ in "another answer passes the check \"\(check.title)\" too" }
        }
    }

    private func place(_ check: Check, _ step: Step, _ item: Read, _ message: String) -> TextFault {
        item.text.diagnostic(message, file: step.file, at: "title: \(check.title)", check.title, "checks:")
    }
}

extension Check {
    /// The evidence with each other choice in place of the right one, or one guess turned over.
    fileprivate func otherAnswers(than evidence: Evidence) -> [Evidence] {
        switch kind {
        case .quiz(let quiz):
            return quiz.choices.indices.filter { $0 + 1 != quiz.answer }.map { index in
                var other = evidence
                other.answers[quiz.id] = index + 1
                return other
            }
        case .predict:
            return evidence.guesses.map { instruction, isCached in
                var other = evidence
                other.guesses[instruction] = !isCached
                return other
            }
        case .folder, .file, .dockerfile, .image, .build, .container, .http, .command: return []
        }
    }
}

extension Step {
    /// Whether the step is solved by a change of files that is then built, so that a build alone must not do.
    fileprivate var asksForEditAndBuild: Bool {
        let edits = solution.contains {
            switch $0 {
            case .write, .delete: true
            case .run, .build, .start, .stop, .fetch, .answer, .predict: false
            }
        }
        return edits && solution.contains { if case .build = $0 { true } else { false } }
    }
}
