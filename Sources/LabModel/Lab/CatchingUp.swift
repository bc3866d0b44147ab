internal import LessonFormat

/// Going to the beginning of a step in the shell. What Slipway itself builds and writes for that is not the learner's work.
enum CatchingUp: Equatable, Sendable {
    case none
    case running
    /// - Parameters:
    ///   - build: the last build there was then, which was made before the step began; nil where there was none.
    ///   - at: the lab's clock.
    case ended(build: RunID?, at: Double)

    /// Whether a build is the learner's, as far as this can tell.
    func counts(_ build: RunID?) -> Bool {
        switch self {
        case .none: true
        case .running: false
        case .ended(let last, _): build == nil || build != last
        }
    }

    /// Whether files that change now are written by Slipway. The last of them are read a moment after the end.
    func writesFiles(at now: Double) -> Bool {
        switch self {
        case .none: false
        case .running: true
        case .ended(_, let end): now - end < Self.settling
        }
    }

    /// Seconds within which the folder's last changes have been read.
    private static let settling = 2.0
}

extension LabModel {
    /// What `slipway lesson goto` does, in the shell, where one sees it. The folder may be made anew: the shell goes there.
    var catchUpLine: String {
        let command = "slipway lesson goto \(panes.lesson.stepIndex + 1) --lesson '\(lesson.id)'"
        return #"\#(command) && cd "$SLIPWAY_WORKSPACE""#
    }

    /// The step begins now, whatever its checks could have seen before.
    mutating func endCatchUp() {
        guard catchUp == .running else { return }
        catchUp = .ended(build: panes.build.run?.id, at: now)
        panes.lesson.begin(at: now)
    }

    /// The shell did not take the line: another command runs.
    mutating func giveUpCatchUp() {
        if catchUp == .running { catchUp = .none }
    }

    /// The last build, as far as it is one for the checks.
    var countedBuild: LastBuild { catchUp.counts(panes.build.run?.id) ? LastBuild(panes.build.run) : .caughtUp }
}
