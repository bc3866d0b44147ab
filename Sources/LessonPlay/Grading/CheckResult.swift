public import LessonFormat
public import SelfChecks

/// A check, where it is from, and what came of it.
public struct CheckResult: Sendable {
    /// How a check takes part in a report.
    public enum Standing: Sendable {
        /// It was judged, as things are.
        case judged(Verdict)
        /// Its step passed once, and the learner's progress says so.
        case passedEarlier
        /// It cannot be judged by what is there now, and counts neither way.
        case leftOut(why: String)
    }

    /// The step that the check is of.
    public let step: Step
    /// What was asked.
    public let check: Check
    /// What came of it.
    public let standing: Standing

    /// A check that was judged.
    public init(step: Step, check: Check, verdict: Verdict) {
        self.init(step: step, check: check, standing: .judged(verdict))
    }

    /// A check that was judged, or that need not or cannot be.
    public init(step: Step, check: Check, standing: Standing) {
        self.step = step
        self.check = check
        self.standing = standing
    }

    /// Whether it passes. One that is left out does not, and does not fail either: see `counts`.
    public var isPassed: Bool {
        switch standing {
        case .judged(let verdict): verdict.isPassed
        case .passedEarlier: true
        case .leftOut: false
        }
    }

    /// Whether it counts, for or against.
    public var counts: Bool {
        switch standing {
        case .judged, .passedEarlier: true
        case .leftOut: false
        }
    }
}

/// What came of one lesson's checks.
public struct LessonResults: Sendable {
    /// The lesson as the shelf has it.
    public let lesson: Lesson
    /// One for each check, in the order of the steps.
    public let results: [CheckResult]
    /// Absolute path of the folder that was judged; nil where that is not told.
    public var folder: String?

    /// - Parameter results: in the order of the steps.
    public init(_ lesson: Lesson, _ results: [CheckResult]) {
        self.lesson = lesson
        self.results = results
    }

    /// Whether nothing that counts has failed.
    public var isPassed: Bool { counted.allSatisfy(\.isPassed) }

    var counted: [CheckResult] { results.filter(\.counts) }
    var passed: Int { counted.count(where: \.isPassed) }
    var points: Int { counted.filter(\.isPassed).map(\.check.points).reduce(0, +) }
    var possible: Int { counted.map(\.check.points).reduce(0, +) }
}

/// Whose work a report is about, and when it was looked at.
public struct Submission: Sendable {
    /// The name that the report has; may be empty.
    public let name: String
    /// In UTC, as RFC 3339 writes it: `2026-11-28T09:30:00Z`.
    public let time: String

    /// - Parameter time: in UTC, as RFC 3339 writes it.
    public init(name: String, time: String) {
        self.name = name
        self.time = time
    }
}
