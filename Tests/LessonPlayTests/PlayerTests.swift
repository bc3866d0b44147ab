import Faults
import Foundation
import LessonFormat
import Printing
import Scratch
import SelfChecks
import Surroundings
import Synchronization
import Testing

@testable import LessonPlay

/// A lesson's solution, performed by a program that only writes down what it was told.
struct LessonPlayerTests {
    private func player(_ checkout: MiniatureCheckout, said: @escaping (String) -> Void = { _ in }) throws
        -> LessonPlayer
    {
        LessonPlayer(try checkout.lesson, at: try checkout.place, say: said)
    }

    @Test func everyCheckFailsBeforeTheSolutionAndPassesAfterIt() throws {
        let checkout = try MiniatureCheckout(program: "echo 'building'")
        var said: [String] = []
        let player = try player(checkout) { said.append($0) }
        try player.begin()
        for index in 0...1 {
            player.open()
            #expect(player.verdicts(of: index).allSatisfy { !$0.verdict.isPassed })
            try player.solve(index)
            #expect(player.verdicts(of: index).allSatisfy { $0.verdict.isPassed })
        }
        // `docker` in a command line is the program.
        #expect(try checkout.told == ["images", "build --progress plain -t small:v1 ."])
        #expect(said.prefix(4) == ["writes note.txt", "$ cat note.txt; docker images", "  hello", "  building"])
        #expect(said.contains("$ docker build -t small:v1 .") && said.contains("$ rm note.txt"))
        #expect(said.contains("What? hello"))
    }

    @Test func aCommandLineThatFailsEndsTheSolution() throws {
        let checkout = try MiniatureCheckout(program: "exit 3")
        let player = try player(checkout)
        try player.begin()
        #expect {
            try player.solve(0)
        } throws: {
            "\($0)" == "`cat note.txt; docker images` ended with status 3 and wrote last: hello"
        }
    }

    @Test func aFileThatIsNotThereCannotBeRemoved() throws {
        let checkout = try MiniatureCheckout()
        let player = try player(checkout)
        try player.begin()
        #expect(throws: LessonFailure.self) { try player.solve(1) }
    }

    @Test func theProgramIsGivenTheStoreOfThePlace() throws {
        let checkout = try MiniatureCheckout(program: "echo \"store: $SLIPWAY_HOME\"")
        var said: [String] = []
        let player = try player(checkout) { said.append($0) }
        try player.begin()
        try player.solve(0)
        #expect(said.contains("  store: " + checkout.scratch("store")))
        // This process's own variables are as they were.
        #expect(ProcessInfo.processInfo.environment["SLIPWAY_HOME"] != checkout.scratch("store"))
    }
}

/// Lessons that are proven, and those that are not.
struct LessonVerifierTests {
    private func verify(_ checkout: MiniatureCheckout, _ names: [String]) throws -> (faults: Int, said: String) {
        var said = ""
        var verifier = LessonVerifier(checkout.shelf, in: checkout.surroundings) { said += $0.text + "\n" }
        try verifier.verify(names)
        return (verifier.faults, said)
    }

    @Test func aLessonWhoseChecksFailBeforeAndPassAfterIsVerified() throws {
        let checkout = try MiniatureCheckout()
        let result = try verify(checkout, ["01-small"])
        #expect(result.faults == 0 && result.said == "01-small: 2 steps verified\n")
        // The rehearsal is gone, and the learner's folders were not touched.
        #expect(try checkout.scratch.names.contains("Sandbox"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("Sandbox")) == ["Bases"])
        let left = try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("store"))
        #expect(!left.contains { $0.hasPrefix("rehearsal") })
    }

    @Test func aCheckThatPassesBeforeTheSolutionIsAFaultWithItsPlace() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/01-small/steps/02-run-it.md"
        let step = try checkout.scratch.text(path).replacing("test ! -e note.txt", with: "true")
        try checkout.scratch.put(step, at: path)
        let result = try verify(checkout, ["01-small"])
        // The wrong answers pass it too.
        #expect(result.faults == 4)
        #expect(result.said.contains("02-run-it.md:5"))
        #expect(result.said.contains("trials/02-run-it.yaml:4:7: the wrong answer \"a copy\" passes all checks"))
        #expect(result.said.contains("the check \"There is no file\" passes before the step is solved"))
    }

    @Test func aCheckThatFailsAfterTheSolutionIsAFaultWithItsVerdict() throws {
        let checkout = try MiniatureCheckout()
        try checkout.scratch.put("goodbye\n", at: "Lessons/01-small/solution/note.txt")
        let result = try verify(checkout, ["01-small"])
        #expect(result.faults == 1)
        #expect(result.said.contains("the check \"The file says hello\" does not pass after the solution"))
        #expect(result.said.contains("  FAIL  The file says hello"))
    }

    @Test func whatALaterStepUndoesIsAFaultUnlessItIsSaid() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/01-small/steps/01-write-it.md"
        let step = try checkout.scratch.text(path)
        try checkout.scratch.put(step.replacing("    until: run-it\n", with: ""), at: path)
        let result = try verify(checkout, ["01-small"])
        #expect(result.faults == 1)
        #expect(result.said.contains("01-write-it.md:6"), "\(result.said)")
        #expect(result.said.contains("\"The file says hello\" does not pass any more after the last step"))
    }

    @Test func allFaultsOfALessonAreToldAndALintRuleThatNobodyHas() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/01-small/steps/02-run-it.md"
        let step = try checkout.scratch.text(path)
        let rule = "  - title: It is clean\n    dockerfile: { rule: DL9999 }\nsolution:"
        try checkout.scratch.put(step.replacing("solution:", with: rule), at: path)
        #expect(try verify(checkout, ["01-small"]).said.contains("there is no lint rule DL9999"))
        try checkout.scratch.put(
            step.replacing("goal:", with: "gaol:").replacing("- delete:", with: "- delte:"), at: path)
        let result = try verify(checkout, ["01-small"])
        #expect(result.said.contains("did you mean goal?") && result.said.contains("did you mean delete?"))
    }

    @Test func aLineThatDoesNotEndIsStoppedAndSaidWhy() throws {
        let checkout = try MiniatureCheckout()
        let player = LessonPlayer(try checkout.lesson, at: try checkout.place, patience: 1) { _ in }
        try player.begin()
        let failure = #expect(throws: LessonFailure.self) {
            try player.perform([.run("sleep 100000")], of: 0, keeping: [])
        }
        #expect(failure?.description.contains("has not ended within 1 second") == true)
        #expect(failure?.description.contains("`start:`") == true)
    }

    @Test func twoLessonsOfOneWorkspaceAreAFault() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/exercises/01-first/lesson.yaml"
        try checkout.scratch.put(
            try checkout.scratch.text(path).replacing("workspace: first", with: "workspace: small"), at: path)
        let result = try verify(checkout, ["01-small", "01-first"])
        #expect(result.said.contains("01-small has the same workspace"))
    }

    @Test func aSolutionThatCannotBePerformedIsAFault() throws {
        let checkout = try MiniatureCheckout(program: "exit 4")
        let result = try verify(checkout, ["01-small"])
        #expect(result.said.contains("ended with status 4"))
        #expect(result.said.contains("the right answer \"two words\" cannot be played"))
    }

    /// What CI would not see without the answers in `trials/`.
    @Test func checksThatAreNotTriedOrJudgeWronglyAreFaults() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/01-small/trials/01-write-it.yaml"
        let trials = try checkout.scratch.text(path)
        try checkout.scratch.put(trials.replacing("note.txt: hallo", with: "note.txt: hello"), at: path)
        #expect(try verify(checkout, ["01-small"]).said.contains("the wrong answer \"another word\" passes"))
        // One that another check stops must still fail the check that it is meant for.
        let other = trials.replacing(
            "another word, fails: The file says hello", with: "another word, fails: You know what it says")
        try checkout.scratch.put(other, at: path)
        let named = "the wrong answer \"another word\" passes the check \"You know what it says\""
        #expect(try verify(checkout, ["01-small"]).said.contains(named))
        try checkout.scratch.put(trials.replacing("\"hello, hello\"", with: "hallo"), at: path)
        #expect(try verify(checkout, ["01-small"]).said.contains("the right answer \"two words\" does not pass"))
        try checkout.scratch.put("right: []\n", at: path)
        let untried = try verify(checkout, ["01-small"])
        #expect(untried.faults == 2 && untried.said.contains("has 0 of 3 wrong answers"))
    }

    /// An answer may do anything in the workspace: the next one begins as if it had not been.
    @Test func anAnswerLeavesNothingBehind() throws {
        let checkout = try MiniatureCheckout()
        let path = "Lessons/01-small/trials/02-run-it.yaml"
        let trials = try checkout.scratch.text(path).replacing(
            "run: rm note.txt", with: "run: mkdir kept && mv note.txt kept && test ! -e other.txt")
        try checkout.scratch.put(trials, at: path)
        #expect(try verify(checkout, ["01-small"]).said == "01-small: 2 steps verified\n")
    }
}
