import BuildPlan
import Builder
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

private let dockerfile = """
    FROM scratch
    WORKDIR /app
    COPY requirements.txt .
    COPY app.py .
    COPY src /src
    CMD ["python", "app.py"]
    """

/// Builds once, changes one thing, builds again.
private func afterChange(
    _ first: String = dockerfile, then second: String? = nil, _ change: (BuildLab) throws -> Void = { _ in }
) throws -> Outcome {
    let lab = try BuildLab()
    try lab.write("requirements.txt", "flask==2.3.2\n")
    try lab.write("app.py", "one\ntwo\nthree\n")
    try lab.write("src/a", "a\n")
    try lab.write("src/b", "b\n")
    #expect(try lab.build(first).image != nil)
    try change(lab)
    return try lab.build(second ?? first)
}

@Test func nothingChangedIsAllFromTheCache() throws {
    let outcome = try afterChange()
    #expect(outcome.letters == "dccccc")
    #expect(outcome.image?.hits == 5)
}

@Test func theFirstBuildWasNeverBuilt() throws {
    let lab = try BuildLab()
    let outcome = try lab.build("FROM scratch\nENV A=1\nENV B=2")
    #expect(outcome.finishes.dropFirst().allSatisfy { $0.miss == .neverBuilt })
}

@Test func aChangedLineIsShownOldAndNew() throws {
    let outcome = try afterChange { try $0.write("requirements.txt", "flask==2.3.3\n") }
    #expect(outcome.letters == "dcdddd")
    #expect(
        outcome.reasons.prefix(2) == [
            "COPY requirements.txt .: requirements.txt changed (line 1: flask==2.3.2 → flask==2.3.3)",
            "COPY app.py .: runs again because step 3 changed",
        ])
}

@Test func aLineInTheMiddleIsFound() throws {
    let outcome = try afterChange { try $0.write("app.py", "one\n2\nthree\n") }
    #expect(
        outcome.firstMiss == .filesChanged([FileChange(path: "app.py", kind: .text(line: 2, old: "two", new: "2"))]))
}

@Test func aTouchedFileIsNoChange() throws {
    let outcome = try afterChange { lab in
        utimes(lab.context + "/app.py", [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)])
    }
    #expect(outcome.letters == "dccccc")
}

@Test func aModeIsAChange() throws {
    let outcome = try afterChange { chmod($0.context + "/app.py", 0o755) }
    #expect(outcome.reasons.first == "COPY app.py .: mode changed 0644 → 0755")
}

@Test func aNewFileIsNamed() throws {
    let outcome = try afterChange { try $0.write("src/c", "c\n") }
    #expect(outcome.firstMiss == .filesChanged([FileChange(path: "src/c", kind: .added)]))
}

@Test func aMissingFileIsNamed() throws {
    let outcome = try afterChange { $0.remove("src/b") }
    #expect(outcome.firstMiss == .filesChanged([FileChange(path: "src/b", kind: .removed)]))
}

@Test func aRenamedFileIsNamedTwice() throws {
    let outcome = try afterChange { rename($0.context + "/src/b", $0.context + "/src/c") }
    #expect(outcome.firstMiss == .filesChanged([FileChange(path: "src/c", kind: .renamed(from: "src/b"))]))
}

@Test func aFileInAFolderShowsItsLine() throws {
    let outcome = try afterChange { try $0.write("src/a", "A\n") }
    #expect(outcome.firstMiss == .filesChanged([FileChange(path: "src/a", kind: .text(line: 1, old: "a", new: "A"))]))
}

@Test func aChangedInstructionIsShownOldAndNew() throws {
    let outcome = try afterChange(then: dockerfile.replacing("WORKDIR /app", with: "WORKDIR /srv"))
    #expect(outcome.firstMiss == .instructionChanged(old: "WORKDIR /app", new: "WORKDIR /srv"))
    #expect(outcome.finishes[2].miss == .followsFrom(StepID(1)))
}

@Test func swappedInstructionsSaySo() throws {
    let swapped = dockerfile.replacing(
        "COPY requirements.txt .\nCOPY app.py .", with: "COPY app.py .\nCOPY requirements.txt .")
    let outcome = try afterChange(then: swapped)
    #expect(outcome.firstMiss == .orderChanged(below: "COPY requirements.txt ."))
    #expect(
        outcome.reasons.first
            == "COPY app.py .: the order changed: it stood below COPY requirements.txt . before")
    #expect(outcome.letters == "dcdddd")
}

@Test func aRemovedInstructionIsNamed() throws {
    let outcome = try afterChange(then: dockerfile.replacing("COPY app.py .\n", with: ""))
    #expect(outcome.firstMiss == .instructionRemoved("COPY app.py ."))
    #expect(outcome.letters == "dccdd")
}

@Test func aRemovedAndAnotherChangedInstruction() throws {
    let text = dockerfile.replacing("COPY app.py .\nCOPY src /src", with: "COPY src /lib")
    let outcome = try afterChange(then: text)
    #expect(outcome.firstMiss == .instructionChanged(old: "COPY app.py .", new: "COPY src /lib"))
}

@Test func aChangedLineOfARunIsShown() throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    let text = "FROM scratch\nCOPY busybox /bin/sh\nRUN echo one >/x\nRUN echo two >/y"
    #expect(try lab.build(text).image != nil)
    let outcome = try lab.build(text.replacing("echo one", with: "echo 1"))
    #expect(outcome.letters == "dcdd")
    #expect(outcome.firstMiss == .instructionChanged(old: "RUN echo one >/x", new: "RUN echo 1 >/x"))
}

@Test func anArgumentOfARunIsNamed() throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    let text = "FROM scratch\nCOPY busybox /bin/sh\nARG V=1\nRUN echo one >/x\nENV A=1"
    #expect(try lab.build(text).image != nil)
    let outcome = try lab.build(text) { $0.arguments = ["V": "2"] }
    #expect(outcome.letters == "dccdd")
    #expect(outcome.reasons.first == "RUN echo one >/x: the build argument V changed (1 → 2)")
    #expect(try lab.build(text).letters == "dcccc")
}

@Test func aVariableOfTheEnvironmentIsAChangeOfItsLine() throws {
    let outcome = try afterChange(
        "FROM scratch\nENV D=/a\nCOPY app.py $D/", then: "FROM scratch\nENV D=/b\nCOPY app.py $D/")
    #expect(outcome.firstMiss == .instructionChanged(old: "ENV D=/a", new: "ENV D=/b"))
    #expect(outcome.finishes.last?.miss == .followsFrom(StepID(1)))
}

@Test func aFolderOfAnotherStageIsNoCauseOfItsOwn() throws {
    let text = "FROM scratch AS one\nCOPY src /src\nFROM scratch\nCOPY --from=one /src /src"
    let outcome = try afterChange(text) { try $0.write("src/a", "A\n") }
    #expect(outcome.letters == "dddd")
    #expect(
        outcome.finishes[3].miss == .filesChanged([FileChange(path: "src/a", kind: .text(line: 1, old: "a", new: "A"))])
    )
}

@Test func aLinkThatPointsElsewhereIsNamed() throws {
    let lab = try BuildLab()
    mkdir(lab.context + "/d", 0o755)
    symlink("one", lab.context + "/d/l")
    #expect(try lab.build("FROM scratch\nCOPY d /d").image != nil)
    lab.remove("d/l")
    symlink("two", lab.context + "/d/l")
    #expect(
        try lab.build("FROM scratch\nCOPY d /d").reasons
            == ["COPY d /d: d/l points elsewhere (one → two)"])
}

@Test func anInsertedInstructionIsNew() throws {
    let outcome = try afterChange(then: dockerfile.replacing("COPY app.py .", with: "ENV A=1\nCOPY app.py ."))
    #expect(outcome.firstMiss == .instructionAdded)
    #expect(outcome.finishes[4].miss == .followsFrom(StepID(3)))
}

@Test func noCacheSaysSo() throws {
    let lab = try BuildLab()
    #expect(try lab.build("FROM scratch\nENV A=1").image != nil)
    let outcome = try lab.build("FROM scratch\nENV A=1") { $0.ignoresCache = true }
    #expect(outcome.firstMiss == .cacheDisabled)
}

@Test func anArgumentCountsFromItsFirstUse() throws {
    let lab = try BuildLab()
    let text = "FROM scratch\nARG V=1\nENV A=1\nLABEL v=$V"
    #expect(try lab.build(text).image != nil)
    let outcome = try lab.build(text) { $0.arguments = ["V": "2"] }
    #expect(outcome.letters == "dccd")
    #expect(outcome.firstMiss == .argumentChanged(name: "V", old: "1", new: "2"))
}

@Test func anotherBaseImageIsNamed() throws {
    let lab = try BuildLab()
    // The base comes from another Dockerfile, so the last build of this one is remembered.
    func base(_ text: String) throws -> String {
        let outcome = try lab.build("", tags: ["base:1"]) { $0.dockerfile = .text(text) }
        return try #require(outcome.image?.imageID)
    }
    let old = try base("FROM scratch\nENV A=1")
    #expect(try lab.build("FROM base:1\nENV B=1\nENV C=1").image != nil)
    let new = try base("FROM scratch\nENV A=2")
    let outcome = try lab.build("FROM base:1\nENV B=1\nENV C=1")
    #expect(outcome.firstMiss == .baseImageChanged(reference: "base:1", old: old, new: new))
    #expect(outcome.finishes.last?.miss == .followsFrom(StepID(1)))
}

@Test func aRevertedChangeComesFromTheCache() throws {
    let lab = try BuildLab()
    try lab.write("a", "1\n")
    let text = "FROM scratch\nCOPY a /a"
    let first = try lab.build(text)
    try lab.write("a", "2\n")
    #expect(try lab.build(text).letters == "dd")
    try lab.write("a", "1\n")
    let third = try lab.build(text)
    #expect(third.letters == "dc")
    #expect(third.image?.imageID == first.image?.imageID)
}

@Test func aLostLayerSaysSo() throws {
    let lab = try BuildLab()
    try lab.write("a", "1\n")
    #expect(try lab.build("FROM scratch\nCOPY a /a", tags: []).image != nil)
    for name in try names(in: lab.store.layersPath.string) {
        try removeAll(lab.store.layersPath.string + "/" + name)
    }
    #expect(try lab.build("FROM scratch\nCOPY a /a", tags: []).firstMiss == .layerLost)
}

@Test func whatTheBaseImageAsksForIsDoneFirst() throws {
    let lab = try BuildLab()
    try lab.write("a", "1\n")
    let base = try lab.build("", tags: ["base:1"]) { $0.dockerfile = .text("FROM scratch\nONBUILD COPY a /from-base") }
    #expect(base.image != nil)
    #expect(try lab.build("FROM base:1\nENV A=1").letters == "dd")
    #expect(try lab.file("from-base") == "1\n")
    #expect(try lab.image().config.config.onBuild == [])
    #expect(try lab.build("FROM base:1\nENV A=1").letters == "dc")
    try lab.write("a", "2\n")
    #expect(try lab.build("FROM base:1\nENV A=1").finishes.last?.miss == .followsFrom(StepID(0)))
}

@Test func anInstructionThatNeverRanDoesNotRunAgain() throws {
    let changed = dockerfile.replacing("WORKDIR /app", with: "WORKDIR /srv")
    let appended = try afterChange(then: changed + "\nLABEL a=1")
    #expect(appended.finishes.last?.miss == .neverBuilt)
    let inserted = try afterChange(then: changed.replacing("COPY src /src", with: "LABEL a=1\nCOPY src /src"))
    #expect(inserted.finishes[4].miss == .instructionAdded)
    #expect(inserted.finishes[5].miss == .followsFrom(StepID(1)))
    let edited = try afterChange(then: changed.replacing("COPY src /src", with: "COPY src /lib"))
    #expect(edited.finishes[4].miss == .followsFrom(StepID(1)))
}
