import BuildPlan
import Builder
import Glibc
import ImageFormat
import ImageStore
import Testing

private let shell = "FROM scratch AS base\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\n"

private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.addBusybox()
    return lab
}

/// Each waits until the other has started, so neither ends if they run one after the other.
private func meeting(_ own: String, _ other: String) -> String {
    """
    FROM base AS \(own)
    RUN --mount=type=cache,id=meeting,target=/m echo >/m/\(own); \
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do \
    [ -e /m/\(other) ] && break; busybox sleep 0.5; done; [ -e /m/\(other) ] && echo met >/\(own)

    """
}

@Test func independentStagesRunAtOnce() throws {
    let lab = try lab()
    let text =
        shell + meeting("one", "two") + meeting("two", "one")
        + "FROM scratch\nCOPY --from=one /one /\nCOPY --from=two /two /\n"
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "") \(outcome.log)")
    #expect(try lab.file("one") == "met\n")
    #expect(try lab.file("two") == "met\n")
    #expect(try lab.build(text).image?.imageID == outcome.image?.imageID)
}

@Test func aFailureEndsTheOtherStages() throws {
    let lab = try lab()
    let text =
        shell + "FROM base AS slow\nRUN busybox sleep 60\nRUN echo never\n"
        + "FROM base AS bad\nRUN busybox sleep 0.3; exit 4\n"
        + "FROM scratch\nCOPY --from=slow /bin /a\nCOPY --from=bad /bin /b\n"
    let outcome = try lab.build(text)
    let bad = try #require(outcome.outline.steps.first { $0.text.contains("exit 4") })
    #expect(outcome.result == .failed(bad.id))
    #expect(outcome.failure?.exitStatus == 4)
    #expect(outcome.letters == "ddddxsdfsss")
}

@Test func aStageWaitsForThoseItNeeds() throws {
    let lab = try lab()
    let text =
        shell
        + "FROM base AS one\nRUN busybox sleep 0.3; echo 1 >/x\nFROM base AS two\nRUN busybox sleep 0.1; echo 2 >/x\n"
        + "FROM one AS three\nCOPY --from=two /x /y\nRUN busybox cat /x /y >/z\n"
        + "FROM scratch\nCOPY --from=three /z /z\n"
    #expect(try lab.build(text).image != nil)
    #expect(try lab.file("z") == "1\n2\n")
}

@Test func whatAStageAsksForIsDoneByTheStagesOnIt() throws {
    let lab = try lab()
    try lab.write("a.txt", "a")
    let text = """
        FROM scratch AS files
        COPY a.txt /a
        FROM scratch AS parent
        ONBUILD COPY --from=files /a /asked
        ONBUILD ENV A=1
        FROM parent
        ENV B=$A
        """
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    #expect(try lab.file("asked") == "a")
    #expect(try lab.image().config.config.environment.suffix(2) == ["A=1", "B=1"])
    #expect(try lab.image().config.history.map(\.createdBy) == ["COPY /a /asked # buildkit", "ENV A=1", "ENV B=1"])
}
