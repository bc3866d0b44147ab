import BuildPlan
import Glibc
import ImageFormat
import ImageStore
import Testing

/// `COPY --link`: a layer that stands alone.
private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.write("a", "1\n")
    try lab.write("b", "2\n")
    return lab
}

@Test func aLinkedCopyOutlivesAChangeAboveIt() throws {
    let lab = try lab()
    let text = "FROM scratch\nCOPY b /b\nCOPY --link a /x/a\nENV A=1"
    #expect(try lab.build(text).letters == "dddd")
    try lab.write("b", "3\n")
    let second = try lab.build(text)
    #expect(second.letters == "ddcd")
    #expect(second.finishes.last?.miss == .followsFrom(StepID(1)))
    #expect(try lab.file("x/a") == "1\n")
}

@Test func aChangeOfALinkedCopyIsItsOwn() throws {
    let lab = try lab()
    let text = "FROM scratch\nCOPY --link b /b\nCOPY --link a /a\nENV A=1"
    #expect(try lab.build(text).letters == "dddd")
    try lab.write("a", "4\n")
    let second = try lab.build(text)
    #expect(second.letters == "dcdd")
    #expect(second.reasons.first == "COPY --link a /a: a changed (line 1: 1 → 4)")
    try lab.write("b", "5\n")
    try lab.write("a", "6\n")
    #expect(
        try lab.build(text).finishes[2].miss
            == .filesChanged([FileChange(path: "a", kind: .text(line: 1, old: "4", new: "6"))]))
}

@Test func aLinkedCopyFollowsNoLinkOfItsBase() throws {
    let lab = try lab()
    symlink("/real", lab.context + "/way")
    try lab.write("links/x", "x")
    symlink("/real", lab.context + "/links/way")
    let text = "FROM scratch\nCOPY links /\n"
    #expect(try lab.build(text + "COPY a /way/a").image != nil)
    #expect(try lab.file("real/a") == "1\n")
    #expect(try lab.build(text + "COPY --link a /way/a").image != nil)
    let status = try lab.status("way")
    #expect((status?.st_mode ?? 0) & S_IFMT == S_IFDIR)
    #expect(try lab.status("real") == nil)
}

@Test func oneLayerCanStandTwiceInAnImage() throws {
    let lab = try lab()
    let text = "FROM scratch\nCOPY --link a /a\nCOPY b /a\nCOPY --link a /a\nWORKDIR /w"
    #expect(try lab.build(text).letters == "dddcd")
    #expect(try lab.file("a") == "1\n")
    #expect(try lab.image().config.history.count == 4)
}

@Test func aLinkedCopyKnowsNoNames() throws {
    let lab = try lab()
    let outcome = try lab.build("FROM scratch\nCOPY --link --chown=app a /a")
    #expect(outcome.failure?.message.contains("`app` has no meaning") == true)
    #expect(try lab.build("FROM scratch\nCOPY --link --chown=7:8 a /a").image != nil)
    #expect(try lab.status("a")?.st_uid == 7)
}
