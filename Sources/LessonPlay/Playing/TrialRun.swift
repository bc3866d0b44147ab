internal import Files
internal import Glibc
internal import LessonFormat
internal import SelfChecks

/// Plays an answer of `trials/` in the workspace of a step that is not solved yet, and puts the workspace back.
struct TrialRun {
    let trial: Trial
    let index: Int
    let player: LessonPlayer

    /// What is wrong with the checks; nil where they judge the answer as they should.
    func fault(in step: Step) throws -> String? {
        let before = try kept(step)
        defer { restore(before) }
        let answers = player.answers
        defer { player.answers = answers }
        player.open()
        var stopped: String?
        do {
            for (path, bytes) in trial.files { try put(bytes, at: path) }
            try player.perform(trial.actions ?? step.solution, of: index, keeping: Set(trial.files.keys))
        } catch let failure as LessonPlayer.Failure {
            stopped = failure.description
        }
        let verdicts = player.verdicts(of: index)
        player.stop()
        return judge(verdicts, stopped)
    }

    private func judge(_ verdicts: [(check: Check, verdict: Verdict)], _ stopped: String?) -> String? {
        let failed = verdicts.filter { !$0.verdict.isPassed }
        switch trial.outcome {
        case .passes:
            if let stopped { return "the right answer \"\(trial.name)\" cannot be played: \(stopped)" }
            guard let (check, verdict) = failed.first else { return nil }
            let words = VerdictText.lines(check, verdict).joined(separator: "; ")
            return "the right answer \"\(trial.name)\" does not pass: \(words)"
        case .fails(nil):
            return failed.isEmpty ? "the wrong answer \"\(trial.name)\" passes all checks" : nil
        case .fails(let title?):
            guard let named = verdicts.first(where: { $0.check.title == title }) else {
                return "the wrong answer \"\(trial.name)\" names no check of the step: \(title)"
            }
            return named.verdict.isPassed ? "the wrong answer \"\(trial.name)\" passes the check \"\(title)\"" : nil
        }
    }

    // MARK: The workspace

    /// The files that the answer may change, as they are.
    private func kept(_ step: Step) throws -> [String: [UInt8]?] {
        var paths = Set(trial.files.keys)
        for action in step.solution + (trial.actions ?? []) {
            switch action {
            case .write(let path), .delete(let path): paths.insert(path)
            case .run, .build, .start, .stop, .fetch, .answer, .predict: break
            }
        }
        var kept: [String: [UInt8]?] = [:]
        for path in paths {
            kept.updateValue(try WholeFile.readIfPresent(player.workspace + "/" + path), forKey: path)
        }
        return kept
    }

    private func put(_ bytes: [UInt8]?, at path: String) throws {
        let full = player.workspace + "/" + path
        if let bytes {
            try WholeFile.replace(full, with: bytes)
        } else if unlink(full) != 0, errno != ENOENT {
            throw LessonPlayer.Failure("\(path) cannot be removed")
        }
    }

    private func restore(_ files: [String: [UInt8]?]) {
        for (path, bytes) in files {
            // The next answer's checks tell where the file was not put back.
            try? put(bytes, at: path)
        }
    }
}
