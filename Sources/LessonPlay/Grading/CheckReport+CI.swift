internal import LessonFormat
internal import SelfChecks

extension CheckReport {
    /// TAP version 13.
    public var tap: String {
        let all = lessons.flatMap { item in item.results.map { (item.lesson, $0) } }
        var lines = ["TAP version 13", "1..\(all.count)"]
        for (index, (lesson, result)) in all.enumerated() {
            let place = lessons.count > 1 ? "\(lesson.id): " : ""
            let title = "\(place)\(result.step.title): \(result.check.title)".replacing("#", with: "\\#")
            let isFine = result.isPassed || !result.counts
            var line = "\(isFine ? "ok" : "not ok") \(index + 1) - \(title)"
            if case .leftOut(let why) = result.standing { line += " # SKIP \(why)" }
            lines.append(line)
            if !isFine { lines += Self.explanation(result).map { "# " + $0 } }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// An XML document as JUnit writes it: a suite for each lesson.
    public var junit: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        if lessons.count == 1 {
            lines += lessons.flatMap { suite($0, indent: "") }
        } else {
            lines += ["<testsuites>"] + lessons.flatMap { suite($0, indent: "  ") } + ["</testsuites>"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func suite(_ item: LessonResults, indent: String) -> [String] {
        let failures = item.results.count { $0.counts && !$0.isPassed }
        let skipped = item.results.count { !$0.counts }
        let left = skipped == 0 ? "" : #" skipped="\#(skipped)""#
        let time = submission.map { #" timestamp="\#(Self.xml($0.time))""# } ?? ""
        var lines = [
            #"<testsuite name="\#(Self.xml(item.lesson.id))" tests="\#(item.results.count)" failures="\#(failures)"\#(left)\#(time)>"#
        ]
        for result in item.results { lines += Self.testCase(result) }
        return (lines + ["</testsuite>"]).map { indent + $0 }
    }

    private static func testCase(_ result: CheckResult) -> [String] {
        let name = #"  <testcase classname="\#(xml(result.step.id))" name="\#(xml(result.check.title))""#
        if case .leftOut(let why) = result.standing {
            return [name + ">", #"    <skipped message="\#(xml(why))"/>"#, "  </testcase>"]
        }
        guard !result.isPassed else { return [name + "/>"] }
        let message = xml(explanation(result).joined(separator: "; "))
        return [name + ">", #"    <failure message="\#(message)"/>"#, "  </testcase>"]
    }

    private static func explanation(_ result: CheckResult) -> [String] {
        switch result.standing {
        case .passedEarlier, .judged(.passed): []
        case .leftOut(let why): [why]
        case .judged(.waiting(let what)): [what]
        case .judged(.failed(let failure)):
            ["found: \(failure.found)", "expected: \(failure.expected)", "try: \(failure.advice)"]
        }
    }

    /// Text inside of an attribute; characters that XML 1.0 cannot hold are left out.
    private static func xml(_ text: String) -> String {
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
