import BuildPlan
import DockerfileSyntax
import ImageFormat
import Testing

private func plan(_ text: String, arguments: [String: String] = [:], target: String? = nil) throws -> Plan {
    try Planner(arguments: arguments, platform: .host, target: target).plan(Dockerfile.parse(text))
}

/// A Dockerfile, a target, and the stages that it needs.
private let needs: [(text: String, target: String?, needed: [Int])] = [
    ("FROM a", nil, [0]),
    ("FROM a\nFROM b", nil, [1]),
    ("FROM a AS x\nFROM b\nCOPY --from=x / /", nil, [0, 1]),
    ("FROM a AS x\nFROM b\nCOPY --from=0 / /", nil, [0, 1]),
    ("FROM a AS x\nFROM x", nil, [0, 1]),
    ("FROM a AS x\nFROM X AS y\nFROM b\nFROM y", nil, [0, 1, 3]),
    ("FROM a AS x\nFROM b\nRUN --mount=type=bind,from=x,target=/m true", nil, [0, 1]),
    ("FROM a AS x\nFROM b AS y", "x", [0]),
    ("FROM a AS x\nFROM b AS y", "0", [0]),
    ("FROM a AS x\nFROM b AS y", "Y", [1]),
    ("FROM a\nFROM b\nCOPY --from=nginx / /", nil, [1]),
]

@Test(arguments: needs.indices) func onlyNeededStagesAreBuilt(index: Int) throws {
    let row = needs[index]
    let stages = try plan(row.text, target: row.target).outline.stages
    #expect(stages.filter(\.isNeeded).map(\.index) == row.needed)
}

@Test func stepsAreNumberedInTheirStage() throws {
    let outline = try plan("ARG V=1\nFROM a:$V AS one\nRUN  x \\\n  y\nFROM one\nenv A=1 \\\n B=2").outline
    #expect(outline.steps.map(\.text) == ["FROM a:$V AS one", "RUN x y", "FROM one", "ENV A=1 B=2"])
    #expect(outline.steps.map(\.ordinal) == [1, 2, 1, 2])
    #expect(outline.steps.map(\.firstLine) == [2, 3, 5, 6])
    #expect(outline.steps.map(\.lastLine) == [2, 4, 5, 7])
    #expect(outline.stages.map(\.base) == ["a:1", "one"])
}

@Test func anArgumentBeforeFromTakesItsValueFromTheCommandLine() throws {
    let outline = try plan("ARG V=1\nFROM a:$V", arguments: ["V": "2"]).outline
    #expect(outline.stages.first?.base == "a:2")
}

/// Only an ARG above the first FROM counts in a FROM: neither an ARG of a stage does, nor a value of the command line
/// without an ARG.
@Test(arguments: ["FROM $V", "FROM a AS one\nARG V\nFROM $V", "FROM a AS one\nARG V=b\nFROM $V"])
func anArgumentReachesFromOnlyThroughAnArgAboveIt(text: String) {
    let line = text.split(separator: "\n").count
    #expect(throws: PlanError(.instruction(.emptyBase), line: line)) { try plan(text, arguments: ["V": "2"]) }
}

@Test func thePlatformsArgumentsCanBeGiven() throws {
    #expect(try plan("FROM a:$TARGETARCH", arguments: ["TARGETARCH": "x"]).outline.stages.first?.base == "a:x")
}

@Test func anUnknownTargetNamesTheStages() {
    #expect(throws: PlanError(.unknownTarget("z", known: ["x"]), line: nil)) {
        try plan("FROM a AS x", target: "z")
    }
}

@Test func aBaseWithoutAValueIsRefused() {
    #expect(throws: PlanError(.instruction(.emptyBase), line: 1)) { try plan("FROM $NOTHING") }
}
