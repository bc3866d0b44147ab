import ImageFormat
import LessonFormat
import Scratch
import SelfChecks
import Surroundings
import Testing

@testable import LessonPlay

/// Results of checks, for people and for programs.
struct CheckReportTests {
    private let report: CheckReport

    init() throws {
        let checkout = try MiniatureCheckout()
        let lesson = try checkout.lesson
        let steps = lesson.steps
        let verdicts: [Verdict] = [
            .passed(found: "hello"), .waiting("Choose an answer."),
            .failed(.init(found: "a <file> & more", expected: "none", advice: "rm #1")),
        ]
        report = CheckReport(
            lesson,
            zip([steps[0], steps[0], steps[1]], verdicts).enumerated().map { index, pair in
                CheckResult(step: pair.0, check: pair.0.checks[index % 2], verdict: pair.1)
            })
    }

    @Test func peopleReadThemBelowTheirSteps() {
        #expect(
            report.plain == """
                Write it
                  ok    The file says hello (hello)
                  --    You know what it says: Choose an answer.
                Run it
                  FAIL  There is no file
                        found:    a <file> & more
                        expected: none
                        try:      rm #1
                1 of 3 checks pass.

                """)
    }

    @Test func theHeadSaysWhichLessonAndWhichFolderItIs() throws {
        var only = report.lessons[0]
        only.folder = "/home/ada/hw"
        #expect(CheckReport([only]).plain.hasPrefix("01-small: Small, in /home/ada/hw\nWrite it\n"))
        #expect(CheckReport([only, only]).plain.hasPrefix("01-small: Small, in /home/ada/hw\nWrite it\n"))
    }

    @Test func programsReadThemAsJSON() throws {
        let checks = try #require(report.json["checks"]?.elements)
        #expect(report.json["lesson"]?.string == "01-small" && checks.count == 3)
        #expect(checks[0]["passed"]?.bool == true && checks[0]["found"]?.string == "hello")
        #expect(checks[1]["passed"]?.bool == false && checks[1]["advice"]?.string == "Choose an answer.")
        #expect(checks[2]["expected"]?.string == "none" && checks[2]["step"]?.string == "run-it")
    }

    @Test func ciReadsThemAsTAP() {
        #expect(
            report.tap == """
                TAP version 13
                1..3
                ok 1 - Write it: The file says hello
                not ok 2 - Write it: You know what it says
                # Choose an answer.
                not ok 3 - Run it: There is no file
                # found: a <file> & more
                # expected: none
                # try: rm #1

                """)
    }

    @Test func ciReadsThemAsJUnitsXML() {
        #expect(report.junit.contains(#"<testsuite name="01-small" tests="3" failures="2">"#))
        #expect(report.junit.contains(#"  <testcase classname="write-it" name="The file says hello"/>"#))
        #expect(report.junit.contains(#"message="found: a &lt;file&gt; &amp; more; expected: none; try: rm #1""#))
    }

    // MARK: Several lessons, and points

    private var graded: CheckReport {
        get throws {
            let checkout = try MiniatureCheckout()
            var lesson = try checkout.lesson
            lesson.steps[0].checks[0].points = 3
            let (first, second) = (lesson.steps[0], lesson.steps[1])
            let results = [
                CheckResult(step: first, check: first.checks[0], verdict: .passed(found: "hello")),
                CheckResult(step: first, check: first.checks[1], standing: .leftOut(why: "nobody asked")),
                CheckResult(step: second, check: second.checks[0], verdict: .waiting("Do it.")),
            ]
            return CheckReport(
                [LessonResults(lesson, results), LessonResults(lesson, [results[0]])],
                of: Submission(name: "ada", time: "2026-11-28T09:30:00Z"))
        }
    }

    @Test func pointsAreAddedAndWhatIsLeftOutCountsNeitherWay() throws {
        let report = try graded
        #expect(report.summary == "2 of 3 checks pass: 6 of 7 points.")
        #expect(report.plain.contains("  left  You know what it says: nobody asked\n"))
        #expect(report.plain.contains("3 of 4 points.\n"))
    }

    @Test func aReportOfSeveralSaysWhoseItIsAndWhen() throws {
        let json = try graded.json
        #expect(json["name"]?.string == "ada" && json["time"]?.string == "2026-11-28T09:30:00Z")
        #expect(json["points"]?.integer == 6 && json["points_possible"]?.integer == 7)
        let lessons = try #require(json["lessons"]?.elements)
        #expect(lessons.count == 2 && lessons[0]["points"]?.integer == 3)
        let left = try #require(lessons[0]["checks"]?.elements?[1])
        #expect(left["counts"]?.bool == false && left["points_possible"]?.integer == 0)
    }

    @Test func ciSkipsWhatIsLeftOut() throws {
        let report = try graded
        #expect(report.tap.contains("ok 2 - 01-small: Write it: You know what it says # SKIP nobody asked\n"))
        #expect(report.tap.contains("not ok 3 - "))
        let suite = #"<testsuite name="01-small" tests="3" failures="1" skipped="1" timestamp="2026-11-28T09:30:00Z">"#
        #expect(report.junit.contains("<testsuites>\n  " + suite))
        #expect(report.junit.contains(#"<skipped message="nobody asked"/>"#))
    }

    @Test func classroom50TakesItsResult() throws {
        let variables = [
            "CLASSROOM": "c", "ASSIGNMENT": "a", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://x/1",
            "RELEASE_URL": "https://x/2",
        ]
        let json = try graded.classroom50(variables)
        #expect(json["schema"]?.string == "classroom50/result/v1" && json["assignment"]?.string == "a")
        #expect(json["review"]?.string == "https://x/1", "the commit, where there is no review")
        #expect(json["datetime"]?.string == "2026-11-28T09:30:00Z")
        #expect(json["score"]?.integer == 6 && json["max-score"]?.integer == 7)
        let tests = try #require(json["tests"]?.elements)
        #expect(tests.count == 3 && tests[0]["max-score"]?.integer == 3 && tests[2]["passed"]?.bool == true)
        #expect(tests[0]["test-name"]?.string == "01-small: Write it: The file says hello")
    }
}
