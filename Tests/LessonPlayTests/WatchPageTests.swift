import LessonFormat
import Scratch
import SelfChecks
import Surroundings
import Testing

@testable import LessonPlay

/// What `slipway watch` shows.
struct WatchPageTests {
    private let checkout: MiniatureCheckout
    private var course: Course

    init() throws {
        checkout = try MiniatureCheckout()
        course = try Course(checkout.shelf, of: checkout.home)
    }

    private func lines(
        lesson: Int = 0, _ verdicts: [Verdict], state: WatchPage.State = WatchPage.State(), width: Int = 100
    ) -> [String] {
        let checks = course.lessons[lesson].steps[0].checks
        let page = WatchPage(
            course: course, lesson: lesson, step: 0,
            verdicts: zip(checks, verdicts).map { (check: $0, verdict: $1) }, state: state)
        return page.lines(width: width)
    }

    private let failure = Verdict.failed(.init(found: "nothing", expected: "hello", advice: "Write it."))

    @Test func theFirstCheckThatFailsIsToldInWhole() {
        let lines = lines([failure, .waiting("Choose an answer.")])
        #expect(lines.contains("01-small, step 1 of 2: Write it"))
        #expect(lines.contains("File: \(checkout.shelf.sandbox)/small/note.txt"))
        #expect(lines.contains("  │ Write hello."))
        #expect(lines.contains("        found:    nothing") && lines.contains("        try:      Write it."))
        #expect(lines.contains("  --    You know what it says: Choose an answer."))
        #expect(lines.contains("0 of 2 checks pass.") && lines.last?.contains("x run command") == true)
    }

    @Test func aQuizShowsItsChoicesOnceItIsItsTurn() {
        let lines = lines([.passed(found: "hello"), .waiting("Choose an answer.")])
        #expect(lines.contains("  ok    The file says hello (hello)"))
        #expect(lines.contains("          1  hello") && lines.contains("          2  goodbye"))
        #expect(!self.lines([failure, .waiting("")]).contains("          1  hello"))
    }

    @Test func whatIsDoneIsSaid() {
        let lines = lines([.passed(found: "a"), .passed(found: "b")])
        #expect(lines.contains("Done: all 2 checks pass. n goes on."))
        #expect(self.lines(lesson: 1, [.passed(found: "a")]).contains("Exercise 1 of 1: Do it"))
    }

    @Test func hintsMessageAndListAreShownWhereTheyAreAskedFor() {
        var page = self
        page.course.change(0) { $0.hints["write-it"] = 1 }
        var state = WatchPage.State()
        #expect(page.lines([failure], state: state).contains("Hint 1 of 1: Write hello."))
        state.isTextShown = false
        state.message = "one\ntwo"
        let lines = page.lines([failure], state: state)
        #expect(!lines.contains("  │ Write hello.") && lines.contains("one") && lines.contains("two"))
        state.isListShown = true
        #expect(
            page.lines([failure], state: state).prefix(2) == [
                ">       01-small  Small", "        01-first  The first exercise",
            ])
    }

    @Test(arguments: [
        ("one two three", 8, ["one two", "three"]), ("  │ one two three", 11, ["  │ one two", "  │ three"]),
        ("  FAIL  one two three", 18, ["  FAIL  one two", "        three"]), ("unbreakable", 5, ["unbreakable"]),
        ("short", 80, ["short"]), ("", 5, [""]),
    ])
    func wordsAreBroughtIntoLinesThatFit(_ line: String, _ width: Int, _ lines: [String]) {
        #expect(PageWrapping.lines(line, width: width) == lines)
    }
}
