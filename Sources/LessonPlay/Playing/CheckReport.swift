public import ImageFormat
public import LessonFormat
public import SelfChecks

/// A check, where it is from, and what came of it.
public struct CheckResult: Sendable {
    public let step: Step
    public let check: Check
    public let verdict: Verdict

    public init(step: Step, check: Check, verdict: Verdict) {
        self.step = step
        self.check = check
        self.verdict = verdict
    }
}

/// Results for people, for programs (JSON), and for CI (TAP 13, JUnit's XML).
public struct CheckReport {
    private let lesson: Lesson
    private let results: [CheckResult]

    public init(_ lesson: Lesson, _ results: [CheckResult]) {
        self.lesson = lesson
        self.results = results
    }

    /// A line or more a check, below the titles of its steps.
    public var plain: String {
        var lines: [String] = []
        var step: String?
        for result in results where result.step.id != step {
            step = result.step.id
            lines.append(result.step.title)
            let own = results.filter { $0.step.id == result.step.id }.map { ($0.check, Optional($0.verdict)) }
            lines += VerdictGroup.groups(of: own).flatMap(VerdictText.lines)
        }
        let passed = results.filter(\.verdict.isPassed).count
        return (lines + ["\(passed) of \(results.count) checks pass."]).joined(separator: "\n") + "\n"
    }

    /// One object: the lesson and its checks.
    public var json: JSON {
        .object([
            "lesson": .string(lesson.id),
            "checks": .array(
                results.map { result in
                    let failure = failure(of: result.verdict)
                    return .object([
                        "step": .string(result.step.id), "check": .string(result.check.id),
                        "title": .string(result.check.title), "passed": .bool(result.verdict.isPassed),
                        "found": (failure?.found ?? found(result.verdict)).map(JSON.string),
                        "expected": failure.map { .string($0.expected) },
                        "advice": (failure?.advice ?? waiting(result.verdict)).map(JSON.string),
                    ])
                }),
        ])
    }

    /// TAP version 13.
    public var tap: String {
        var lines = ["TAP version 13", "1..\(results.count)"]
        for (index, result) in results.enumerated() {
            let title = "\(result.step.title): \(result.check.title)".replacing("#", with: "\\#")
            lines.append("\(result.verdict.isPassed ? "ok" : "not ok") \(index + 1) - \(title)")
            if !result.verdict.isPassed { lines += explanation(result.verdict).map { "# " + $0 } }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// An XML document as JUnit writes it.
    public var junit: String {
        let failures = results.filter { !$0.verdict.isPassed }.count
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuite name="\#(xml(lesson.id))" tests="\#(results.count)" failures="\#(failures)">"#,
        ]
        for result in results {
            let name = #"  <testcase classname="\#(xml(result.step.id))" name="\#(xml(result.check.title))""#
            guard !result.verdict.isPassed else {
                lines.append(name + "/>")
                continue
            }
            let message = xml(explanation(result.verdict).joined(separator: "; "))
            lines += [name + ">", #"    <failure message="\#(message)"/>"#, "  </testcase>"]
        }
        return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
    }

    private func failure(of verdict: Verdict) -> Verdict.Failure? {
        if case .failed(let failure) = verdict { failure } else { nil }
    }

    private func found(_ verdict: Verdict) -> String? { if case .passed(let found) = verdict { found } else { nil } }

    private func waiting(_ verdict: Verdict) -> String? { if case .waiting(let what) = verdict { what } else { nil } }

    private func explanation(_ verdict: Verdict) -> [String] {
        switch verdict {
        case .passed: []
        case .waiting(let what): [what]
        case .failed(let failure):
            ["found: \(failure.found)", "expected: \(failure.expected)", "try: \(failure.advice)"]
        }
    }

    /// Text inside of an attribute; characters that XML 1.0 cannot hold are left out.
    private func xml(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            default: if scalar.value >= 0x20 || scalar == "\t" { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
