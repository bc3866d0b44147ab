import BuildPlan
import Builder
import ImageFormat
import ImageStore
import Testing

private let text = """
    FROM scratch AS tools
    COPY busybox /bin/busybox
    FROM scratch
    COPY busybox /bin/sh
    COPY --from=tools /bin/busybox /bin/busybox
    ENV A=1
    RUN echo one >/one
    RUN exit 7
    CMD x

    """

private func stopped(_ outcome: Outcome) -> (step: Int, image: String)? {
    if case .stopped(let step, let image) = outcome.result { (step.index, image) } else { nil }
}

@Test func aBuildStopsBeforeALine() throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    let outcome = try lab.build(text) { $0.stopsBefore = 8 }
    let stop = try #require(stopped(outcome))
    #expect(stop.step == 7)
    let image = try lab.store.resolve(stop.image)
    #expect(image.config.config.environment.contains("A=1"))
    #expect(image.config.history.count == 4)
    #expect(outcome.finishes.suffix(2).allSatisfy { $0.outcome == .skipped })
    #expect(outcome.finishes.count == 9, "every step ends once")
    // What was above is in the cache, and what is below is explained as if the build had gone on.
    let next = try lab.build(text.replacing("exit 7", with: "exit 0"))
    #expect(next.finishes.filter { if case .cached = $0.outcome { true } else { false } }.count == 5)
}

@Test func aStopInAnEarlierStageBuildsThatStageAlone() throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    let outcome = try lab.build(text) { $0.stopsBefore = 2 }
    let stop = try #require(stopped(outcome))
    #expect(try lab.store.resolve(stop.image).config.history.isEmpty)
    #expect(outcome.finishes.dropFirst().allSatisfy { $0.outcome == .skipped })
}

@Test(arguments: [1, 3, 10, 99]) func whereNothingIsAboveTheBuildIsRefused(_ line: Int) throws {
    let lab = try BuildLab()
    let outcome = try lab.build(text) { $0.stopsBefore = line }
    guard case .refused(let reasons) = outcome.result else {
        Issue.record("\(outcome.result)")
        return
    }
    #expect(reasons.first?.message.contains("nothing above line \(line)") == true)
    #expect(reasons.first?.location == "Dockerfile:\(line):1")
}

@Test func whatAStopDidNotReachIsNotForgotten() throws {
    let lab = try BuildLab()
    try lab.write("a", "a\n")
    let file = "FROM scratch\nENV A=1\nCOPY a /a\n"
    #expect(try lab.build(file).image != nil)
    #expect(stopped(try lab.build(file) { $0.stopsBefore = 3 }) != nil)
    try lab.write("a", "b\n")
    #expect(try lab.build(file).reasons == ["COPY a /a: a changed (line 1: a → b)"])
}
