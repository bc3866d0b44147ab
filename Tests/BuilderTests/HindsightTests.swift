import BuildPlan
import Builder
import Testing

/// Any two builds beside each other, long after they were the last.
@Suite struct HindsightTests {
    private static let text = "FROM scratch\nCOPY a.txt /\nARG V=1\nLABEL v=$V\nCOPY b.txt /"

    private func verdicts(_ difference: BuildDifference) -> [String] {
        let words = MissWords(outline: difference.outline)
        return difference.steps.map { step in
            switch step.verdict {
            case .base: "base"
            case .same: "same"
            case .differs(let cause, let seconds):
                (seconds == nil ? "never timed: " : "") + words.reason(cause)
            }
        }
    }

    @Test func saysWhyOfAnyTwo() throws {
        let lab = try BuildLab()
        try lab.write("a.txt", "one\n")
        try lab.write("b.txt", "b\n")
        let first = try #require(try lab.build(Self.text).image)
        try lab.write("a.txt", "two\n")
        let second = try #require(try lab.build(Self.text).image)
        let third = try #require(try lab.build(Self.text) { $0.arguments = ["V": "2"] }.image)
        let again = try #require(try lab.build(Self.text).image)
        #expect(again.imageID == second.imageID)
        let hindsight = BuildHindsight(store: lab.store)
        let memories = try [first, second, third].map { try #require(hindsight.memory(of: $0.imageID)) }
        #expect(
            verdicts(hindsight.difference(from: memories[0], to: memories[1])) == [
                "base", "a.txt changed (line 1: one → two)", "runs again because step 2 changed",
                "runs again because step 2 changed", "runs again because step 2 changed",
            ])
        #expect(
            verdicts(hindsight.difference(from: memories[1], to: memories[0]))[1]
                == "a.txt changed (line 1: two → one)")
        let argument = verdicts(hindsight.difference(from: memories[1], to: memories[2]))
        #expect(Array(argument.prefix(2)) == ["base", "same"])
        #expect(argument.contains("the build argument V changed (1 → 2)"))
        #expect(verdicts(hindsight.difference(from: memories[1], to: memories[1])).filter { $0 != "same" } == ["base"])
        #expect(hindsight.nearest(to: memories[2], of: [memories[0], memories[1]]) == 1)
        #expect(hindsight.nearest(to: memories[2], of: []) == nil)
        #expect(hindsight.memory(of: "sha256:nothing") == nil)
    }

    @Test func remembersABuildThatFailed() throws {
        let lab = try BuildLab()
        try lab.write("a.txt", "one\n")
        try lab.write("b.txt", "b\n")
        let whole = try #require(try lab.build(Self.text).image)
        let failed = try lab.build(Self.text + "\nCOPY none /")
        guard case .started(let start)? = failed.events.first else {
            Issue.record("a build without a start")
            return
        }
        let hindsight = BuildHindsight(store: lab.store)
        let memory = try #require(hindsight.memory(of: start.buildID))
        let difference = hindsight.difference(from: try #require(hindsight.memory(of: whole.imageID)), to: memory)
        #expect(difference.same == 4)
        #expect(difference.misses.count == 0)
    }

    @Test func aStageOnAnotherStageFollowsIt() throws {
        let lab = try BuildLab()
        let text = "FROM scratch AS one\nCOPY a.txt /\nFROM one\nLABEL a=1"
        try lab.write("a.txt", "one\n")
        let first = try #require(try lab.build(text).image)
        try lab.write("a.txt", "two\n")
        let second = try #require(try lab.build(text).image)
        let hindsight = BuildHindsight(store: lab.store)
        let memories = try [first, second].map { try #require(hindsight.memory(of: $0.imageID)) }
        #expect(
            verdicts(hindsight.difference(from: memories[0], to: memories[1])) == [
                "base", "a.txt changed (line 1: one → two)", "base", "runs again because step 2 of one changed",
            ])
    }
}
