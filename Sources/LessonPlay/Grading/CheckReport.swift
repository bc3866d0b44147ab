public import ImageFormat
public import LessonFormat
internal import SelfChecks

/// Results for people, for programs (JSON), and for CI (TAP 13, JUnit's XML).
public struct CheckReport {
    let lessons: [LessonResults]
    let submission: Submission?

    /// Results of one lesson.
    public init(_ lesson: Lesson, _ results: [CheckResult]) { self.init([LessonResults(lesson, results)]) }

    /// - Parameter submission: nil where it does not matter whose work it is.
    public init(_ lessons: [LessonResults], of submission: Submission? = nil) {
        self.lessons = lessons
        self.submission = submission
    }

    private var results: [CheckResult] { lessons.flatMap(\.results) }
    var points: Int { lessons.map(\.points).reduce(0, +) }
    var possible: Int { lessons.map(\.possible).reduce(0, +) }

    // MARK: For people

    /// A line or more a check, below the titles of its steps; which lesson and folder it is stands above them.
    public var plain: String {
        var lines: [String] = []
        for item in lessons {
            if lessons.count > 1 || item.folder != nil {
                let place = item.folder.map { ", in \($0)" } ?? ""
                lines += ["\(item.lesson.id): \(item.lesson.title)\(place)"]
            }
            lines += Self.lines(item)
            if lessons.count > 1 { lines += ["\(item.points) of \(item.possible) points.", ""] }
        }
        return (lines + [summary]).joined(separator: "\n") + "\n"
    }

    private static func lines(_ item: LessonResults) -> [String] {
        var lines: [String] = []
        var judged: [(check: Check, verdict: Verdict?)] = []
        var step: String?
        func tellJudged() {
            lines += VerdictGroup.groups(of: judged).flatMap(VerdictText.lines)
            judged = []
        }
        for result in item.results {
            if result.step.id != step {
                tellJudged()
                lines.append(result.step.title)
            }
            step = result.step.id
            if case .judged(let verdict) = result.standing {
                judged.append((check: result.check, verdict: verdict))
                continue
            }
            tellJudged()
            switch result.standing {
            case .judged: break
            case .passedEarlier: lines += ["  ok    \(result.check.title) (passed earlier)"]
            case .leftOut(let why): lines += ["  left  \(result.check.title): \(why)"]
            }
        }
        tellJudged()
        return lines
    }

    /// How many checks pass, in a sentence.
    public var summary: String {
        let counted = lessons.flatMap(\.counted)
        let passed = counted.count(where: \.isPassed)
        let words = "\(passed) of \(counted.count) checks pass"
        guard possible != counted.count || lessons.count > 1 else { return words + "." }
        return words + ": \(points) of \(possible) points."
    }

    // MARK: For programs

    /// One object. That of a single lesson has its checks; that of several has `lessons`.
    public var json: JSON {
        var members: [JSON.Member] = []
        if let submission {
            members += [.init("name", .string(submission.name)), .init("time", .string(submission.time))]
        }
        guard lessons.count == 1, let only = lessons.first else {
            members += Self.sums(points, possible)
            members.append(.init("lessons", .array(lessons.map { .object(Self.members($0)) })))
            return .object(members)
        }
        return .object(members + Self.members(only))
    }

    private static func sums(_ points: Int, _ possible: Int) -> [JSON.Member] {
        [.init("points", .integer(Int64(points))), .init("points_possible", .integer(Int64(possible)))]
    }

    private static func members(_ item: LessonResults) -> [JSON.Member] {
        [.init("lesson", .string(item.lesson.id)), .init("title", .string(item.lesson.title))]
            + sums(item.points, item.possible) + [.init("checks", .array(item.results.map(json)))]
    }

    private static func json(_ result: CheckResult) -> JSON {
        var (found, expected, advice): (String?, String?, String?)
        switch result.standing {
        case .judged(.passed(let what)): found = what
        case .judged(.waiting(let what)): advice = what
        case .judged(.failed(let failure)):
            (found, expected, advice) = (failure.found, failure.expected, failure.advice)
        case .passedEarlier: break
        case .leftOut(let why): advice = why
        }
        return .object([
            "step": .string(result.step.id), "check": .string(result.check.id),
            "title": .string(result.check.title), "passed": .bool(result.isPassed), "counts": .bool(result.counts),
            "points": .integer(Int64(result.counts && result.isPassed ? result.check.points : 0)),
            "points_possible": .integer(Int64(result.counts ? result.check.points : 0)),
            "found": found.map(JSON.string), "expected": expected.map(JSON.string), "advice": advice.map(JSON.string),
        ])
    }
}
