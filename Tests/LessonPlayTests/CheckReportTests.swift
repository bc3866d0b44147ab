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
}
