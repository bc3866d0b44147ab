public import Faults

/// Finds the faults of a lesson that show without playing it: names that do not exist, contradict each other, or are
/// never used.
public struct LessonInspector {
    let lesson: Lesson
    let text: LessonText

    public init(_ lesson: Lesson, _ files: LessonFiles) {
        self.lesson = lesson
        text = LessonText(files)
    }

    /// All findings: of the folder, then step by step.
    public func findings() -> [TextFault] {
        strays() + lesson.steps.indices.flatMap { findings(ofStep: $0) }
    }

    private func findings(ofStep index: Int) -> [TextFault] {
        let step = lesson.steps[index]
        return opened(step, index) + unspoken(step) + written(step, index) + hints(step) + proof(step)
            + ends(step, index)
            + prediction(step, index)
            + TrialInspector(step: step, files: lesson.files(after: index), text: text).findings()
            + StepBodyInspector(lesson: lesson, index: index, text: text).findings()
            + StepTextInspector(lesson: lesson, index: index, text: text).findings()
    }

    // MARK: Files

    private static let known = ["lesson.yaml", "README.md"]

    private func strays() -> [TextFault] {
        let steps = Set(lesson.steps.map { String($0.file.dropFirst(text.files.folder.count + 1)) })
        let written = lesson.steps.enumerated().flatMap { index, step in
            Self.writes(step).map { (index: index, path: $0) }
        }
        return text.files.content.keys.sorted().compactMap { path in
            if Self.known.contains(path) || steps.contains(path) || path.hasPrefix("start/") || isShown(path) {
                return nil
            }
            let why: String
            if path.hasPrefix("trials/"), steps.contains("steps/" + path.dropFirst(7).dropLast(5) + ".md") {
                return nil
            }
            if path.hasPrefix("steps/") {
                why = "no step is called so: name it under steps in lesson.yaml, or remove the file"
            } else if path.hasPrefix("solution/") {
                if isWritten(String(path.dropFirst("solution/".count)), written) { return nil }
                why = "no step's solution writes this file"
            } else {
                why = "a lesson has lesson.yaml, steps, start, solution and trials; nothing uses this file"
            }
            return TextFault(file: text.files.folder + "/" + path, message: why)
        }
    }

    /// Whether a step's text shows the file as a picture, or links to it.
    private func isShown(_ path: String) -> Bool {
        lesson.steps.contains { step in
            text.lines(of: step.file).contains { $0.contains("](\(path))") || $0.contains("](\(path) ") }
        }
    }

    /// Whether a file of `solution/` is what some step writes.
    private func isWritten(_ path: String, _ writes: [(index: Int, path: String)]) -> Bool {
        for (index, step) in lesson.steps.enumerated() where path.hasPrefix(step.id + "/") {
            let inside = String(path.dropFirst(step.id.count + 1))
            return writes.contains { $0.path == inside && $0.index >= index }
        }
        return writes.contains { $0.path == path }
    }

    private static func writes(_ step: Step) -> [String] {
        step.solution.compactMap { if case .write(let path) = $0 { path } else { nil } }
    }

    private func opened(_ step: Step, _ index: Int) -> [TextFault] {
        guard let path = step.opens, lesson.files(after: index)[path] == nil else { return [] }
        return [
            text.diagnostic(
                "opens names \(path), which is in neither start nor solution", file: step.file, at: "opens:")
        ]
    }

    private func written(_ step: Step, _ index: Int) -> [TextFault] {
        Self.writes(step).filter { lesson.files(after: index)[$0] == nil }.map { path in
            text.diagnostic(
                "the solution has no file \(path): write it in solution/ or solution/\(step.id)/", file: step.file,
                at: "write: \(path)", "write:")
        }
    }

    // MARK: What a step says

    /// The faults of checks that would show a learner a regular expression or a shell command.
    private func unspoken(_ step: Step) -> [TextFault] {
        step.checks.filter { $0.expected == nil && $0.kind.needsWords }.map { check in
            text.diagnostic(
                "the check \"\(check.title)\" needs `expected`: its own words are not a learner's", file: step.file,
                at: "title: \(check.title)", check.title, "checks:")
        }
    }

    private func hints(_ step: Step) -> [TextFault] {
        var seen: Set<String> = []
        return step.hints.compactMap { hint in
            if hint.allSatisfy(\.isWhitespace) {
                return text.diagnostic("a hint is empty", file: step.file, at: "hints:")
            }
            guard seen.insert(hint).inserted else {
                return text.diagnostic("the hint is there twice", file: step.file, at: hint)
            }
            return nil
        }
    }

    /// The fault of a step with checks but without a solution, which is needed to prove the checks.
    private func proof(_ step: Step) -> [TextFault] {
        guard step.solution.isEmpty, !step.checks.isEmpty else { return [] }
        return [
            text.diagnostic(
                "the step has checks and no solution, so nobody knows that they can pass", file: step.file,
                at: "checks:")
        ]
    }

    /// The faults of checks whose `until` does not name a later step.
    private func ends(_ step: Step, _ index: Int) -> [TextFault] {
        let later = lesson.steps.dropFirst(index + 1).map(\.id)
        return step.checks.filter { $0.until.map { !later.contains($0) } ?? false }.map { check in
            text.diagnostic(
                later.isEmpty
                    ? "no step comes after this one, so the check holds to the end of the lesson: leave out until"
                    : "until names a later step of the lesson, without its number: \(later.joined(separator: ", "))",
                file: step.file, at: "until: \(check.until ?? "")", "until:")
        }
    }

    private func prediction(_ step: Step, _ index: Int) -> [TextFault] {
        guard let prediction = step.predict else { return [] }
        let file = String(decoding: lesson.files(after: index)["Dockerfile"] ?? [], as: UTF8.self)
        let lines = file.split { $0.isNewline }
        return prediction.instructions.filter { wanted in !lines.contains { $0.hasPrefix(wanted) } }.map { wanted in
            text.diagnostic("no line of the Dockerfile begins with \(wanted)", file: step.file, at: wanted)
        }
    }
}
