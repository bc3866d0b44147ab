internal import Files
internal import Glibc
internal import LessonFormat
internal import SelfChecks

/// Plays an answer of `trials/` in the workspace of a step that is not solved yet, and puts the workspace back.
struct TrialRun {
    let trial: Trial
    let index: Int
    let player: LessonPlayer

    /// What is wrong with the checks; empty where they judge the answer as they should, and what they advise is right.
    func faults(in step: Step) throws -> [String] {
        let kept = KeptWorkspace(player)
        defer { kept.restore() }
        let answers = player.answers
        defer { player.answers = answers }
        player.open()
        var stopped: String?
        do {
            let files = player.files(of: trial, at: index)
            for (path, bytes) in files { try put(bytes, at: path) }
            try player.perform(trial.actions ?? step.solution, of: index, keeping: Set(files.keys))
        } catch let failure as LessonFailure {
            stopped = failure.description
        }
        let evidence = player.evidence(of: index)
        let verdicts = player.verdicts(of: index, by: evidence)
        player.stop()
        let advised = player.adviceFaults(of: index, by: evidence).map { "with the answer \"\(trial.name)\", \($0)" }
        return [judge(verdicts, stopped)].compactMap { $0 } + advised
    }

    private func judge(_ verdicts: [(check: Check, verdict: Verdict)], _ stopped: String?) -> String? {
        let failed = verdicts.filter { !$0.verdict.isPassed }
        switch trial.outcome {
        case .passes:
            if let stopped { return "the right answer \"\(trial.name)\" cannot be played: \(stopped)" }
            guard let (check, verdict) = failed.first else { return nil }
            let words = VerdictText.lines(check, verdict).joined(separator: "; ")
            return "the right answer \"\(trial.name)\" does not pass: \(words)"
        case .fails(let titles):
            if failed.isEmpty { return "the wrong answer \"\(trial.name)\" passes all checks" }
            let passed = verdicts.first { titles.contains($0.check.title) && $0.verdict.isPassed }
            return passed.map { "the wrong answer \"\(trial.name)\" passes the check \"\($0.check.title)\"" }
        }
    }

    private func put(_ bytes: [UInt8]?, at path: String) throws {
        let full = player.workspace + "/" + path
        if let bytes {
            try WholeFile.replace(full, with: bytes)
        } else if unlink(full) != 0, errno != ENOENT {
            throw LessonFailure("\(path) cannot be removed")
        }
    }
}

/// A workspace as it was, with every file and folder: an answer may run anything in it.
private struct KeptWorkspace {
    private let player: LessonPlayer
    private let wasThere: Bool
    private var copy: String { player.workspace + ".kept" }

    init(_ player: LessonPlayer) {
        self.player = player
        wasThere = access(player.workspace, F_OK) == 0
        if wasThere { _ = player.shell(["cp", "-a", "--", player.workspace, copy]) }
    }

    func restore() {
        _ = player.shell(["rm", "-rf", "--", player.workspace])
        // The next answer's checks tell where it was not put back.
        if wasThere { _ = player.shell(["mv", "--", copy, player.workspace]) }
    }
}
