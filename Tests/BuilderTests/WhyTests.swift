import BuildPlan
import Builder
import Glibc
import Testing

private let text = """
    FROM scratch AS files
    COPY lib /lib
    FROM scratch
    WORKDIR /app
    ARG VERSION=1
    ENV MODE=debug
    COPY app.py .
    COPY src /src
    COPY --from=files /lib /lib
    LABEL version=$VERSION
    COPY <<end /settings
    one
    two
    end
    CMD ["run"]
    """

/// One change after a whole build, and what the first step that misses because of it says.
private struct Change: Sendable {
    var why: [String]
    var dockerfile = text
    var arguments: [String: String] = [:]
    /// A command line, in the build context.
    var command = "true"
}

private func replacing(_ old: String, _ new: String) -> String { text.replacing(old, with: new) }

private let changes: [Change] = [
    Change(why: []),
    Change(why: [], command: "touch app.py src/a lib/x"),
    Change(why: [], dockerfile: replacing("COPY app.py .", "# why not\ncopy    app.py ."), command: "true"),
    Change(why: ["COPY app.py .: app.py changed (line 2: two → 2)"], command: "printf 'one\\n2\\nthree\\n' >app.py"),
    Change(why: ["COPY app.py .: app.py changed (line 4 is new: four)"], command: "echo four >>app.py"),
    Change(why: ["COPY app.py .: app.py changed (line 3 is gone: three)"], command: "printf 'one\\ntwo\\n' >app.py"),
    Change(
        why: ["COPY app.py .: app.py changed (line 3: only the newline at its end)"],
        command: "printf 'one\\ntwo\\nthree' >app.py"),
    Change(
        why: ["COPY app.py .: app.py changed (line 1: its end is CRLF now, it was LF)"],
        command: "printf 'one\\r\\ntwo\\r\\nthree\\r\\n' >app.py"),
    Change(why: ["COPY app.py .: mode changed 0644 → 0755"], command: "chmod 755 app.py"),
    Change(why: ["COPY src /src: mode of src/a changed 0644 → 0600"], command: "chmod 600 src/a"),
    Change(why: ["COPY src /src: src/c is new"], command: "echo c >src/c"),
    Change(why: ["COPY src /src: src/d is new"], command: "mkdir -p src/d/e && echo c >src/d/e/f"),
    Change(why: ["COPY src /src: src/a is gone"], command: "rm src/a"),
    Change(why: ["COPY src /src: src/sub is gone"], command: "rm -r src/sub"),
    Change(why: ["COPY src /src: src/a was renamed to src/z"], command: "mv src/a src/z"),
    Change(why: ["COPY src /src: src/sub was renamed to src/sup"], command: "mv src/sub src/sup"),
    Change(why: ["COPY src /src: src/a was a file and is a symbolic link"], command: "ln -sf b src/a"),
    Change(why: ["COPY src /src: src/a is gone"], command: "echo src/a >.dockerignore"),
    Change(
        why: ["COPY src /src: src/a changed (line 1: a → A); src/c is new"], command: "echo A >src/a; echo c >src/c"),
    Change(why: ["LABEL version=$VERSION: the build argument VERSION changed (1 → 2)"], arguments: ["VERSION": "2"]),
    Change(
        why: ["LABEL version=$VERSION: the build argument VERSION changed (1 → 2)"],
        dockerfile: replacing("ARG VERSION=1", "ARG VERSION=2")),
    Change(
        why: ["ENV MODE=release: the instruction changed (ENV MODE=debug → ENV MODE=release)"],
        dockerfile: replacing("MODE=debug", "MODE=release")),
    Change(
        why: ["COPY <<end /settings: the instruction changed (line 3: two → 2)"],
        dockerfile: replacing("\ntwo", "\n2")),
    Change(
        why: ["COPY src /src: the order changed: it stood below COPY app.py . before"],
        dockerfile: replacing("COPY app.py .\nCOPY src /src", "COPY src /src\nCOPY app.py .")),
    Change(
        why: ["COPY src /src: an instruction above it is gone (COPY app.py .)"],
        dockerfile: replacing("COPY app.py .\n", "")),
    Change(why: ["ENV A=1: this instruction is new"], dockerfile: replacing("COPY src", "ENV A=1\nCOPY src")),
    Change(why: ["ENV A=1: this instruction is new"], dockerfile: replacing("WORKDIR", "ENV A=1\nWORKDIR")),
    Change(why: ["USER 5: this instruction is new"], dockerfile: replacing("COPY <<end", "USER 5\nCOPY <<end")),
    Change(
        why: ["CMD [\"run\"]: an instruction above it is gone (COPY <<end /settings)"],
        dockerfile: replacing("COPY <<end /settings\none\ntwo\nend\n", "")),
    Change(
        why: ["COPY --chown=1:2 src /src: the instruction changed (COPY src /src → COPY --chown=1:2 src /src)"],
        dockerfile: replacing("COPY src", "COPY --chown=1:2 src")),
    Change(
        why: ["COPY --chmod=700 src /src: the instruction changed (COPY src /src → COPY --chmod=700 src /src)"],
        dockerfile: replacing("COPY src", "COPY --chmod=700 src")),
    Change(
        why: ["COPY --link src /src: the instruction changed (COPY src /src → COPY --link src /src)"],
        dockerfile: replacing("COPY src", "COPY --link src")),
    Change(
        why: ["WORKDIR /app: FROM names another base now (scratch → files)"],
        dockerfile: replacing("FROM scratch\n", "FROM files\n")),
    Change(
        why: [
            "COPY lib /lib: lib/x changed (line 1: x → X)",
            "COPY --from=files /lib /lib: lib/x changed (line 1: x → X)",
        ], command: "echo X >lib/x"),
    Change(
        why: [
            "COPY lib /lib: lib/x was renamed to lib/y",
            "COPY --from=files /lib /lib: lib/x was renamed to lib/y",
        ], command: "mv lib/x lib/y"),
]

private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.write("app.py", "one\ntwo\nthree\n")
    try lab.write("src/a", "a\n")
    try lab.write("src/b", "b\n")
    try lab.write("src/sub/one", "1\n")
    try lab.write("src/sub/two", "2\n")
    try lab.write("lib/x", "x\n")
    return lab
}

/// What each step says that did not come from the cache, but for those that only follow from another.
private func causes(_ outcome: Outcome) -> [String] {
    outcome.reasons.filter { !$0.contains("runs again because") }
}

@Test(arguments: changes.indices) func oneChangeIsExplained(index: Int) throws {
    let change = changes[index]
    let lab = try lab()
    #expect(try lab.build(text).image != nil)
    #expect(system("cd \(lab.context) && \(change.command)") == 0)
    let outcome = try lab.build(change.dockerfile) { $0.arguments = change.arguments }
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    #expect(causes(outcome) == change.why)
}

@Test func stepsOnAStageFollowFromIt() throws {
    let lab = try lab()
    let text = "FROM scratch AS base\nCOPY app.py .\nFROM base\nENV A=1\nENV B=1"
    #expect(try lab.build(text).image != nil)
    try lab.write("app.py", "new\n")
    #expect(
        try lab.build(text).reasons == [
            "COPY app.py .: app.py changed (line 1: one → new)",
            "ENV A=1: runs again because step 2 of base changed",
            "ENV B=1: runs again because step 2 of base changed",
        ])
}

@Test func aShorterFileForgetsWhatStoodBelow() throws {
    let lab = try lab()
    #expect(try lab.build("FROM scratch\nENV A=1\nENV B=1").image != nil)
    #expect(try lab.build("FROM scratch\nENV A=1").image != nil)
    #expect(try lab.build("FROM scratch\nENV A=1\nENV C=1").reasons == ["ENV C=1: not built before"])
}

/// Step 2 came from the cache, so that nothing runs again because of it.
@Test func aStepFromAnOlderBuildIsNoCause() throws {
    let lab = try lab()
    #expect(try lab.build("FROM scratch\nENV A=1\nENV B=1").image != nil)
    #expect(try lab.build("FROM scratch\nENV A=2\nENV B=1\nENV C=1").image != nil)
    #expect(
        try lab.build("FROM scratch\nENV A=1\nENV B=1\nENV C=1").reasons
            == ["ENV C=1: not built before"])
}

/// The lines are back in an order that was built before: not the last build, but an older one had these layers.
@Test(arguments: ["COPY app.py .", "COPY . ."])
func anOrderThatComesBackIsComparedWithItsOwnLastBuild(early: String) throws {
    let lab = try lab()
    let good = "FROM scratch\nCOPY lib /lib\nLABEL installed=yes\nCOPY app.py ."
    let swapped = "FROM scratch\nCOPY lib /lib\n\(early)\nLABEL installed=yes"
    #expect(try lab.build(good).image != nil)
    #expect(try lab.build(swapped).image != nil)
    try lab.write("app.py", "one\n2\nthree\n")
    #expect(try lab.build(swapped).image != nil)
    let outcome = try lab.build(good)
    #expect(outcome.letters == "dccd")
    #expect(outcome.reasons == ["COPY app.py .: app.py changed (line 2: two → 2)"])
}

/// The last build of these very layers counts, not the first.
@Test func ofSeveralOlderBuildsTheLatestIsCompared() throws {
    let lab = try lab()
    let good = "FROM scratch\nENV A=1\nCOPY app.py ."
    for text in ["first\n", "second\n"] {
        try lab.write("app.py", text)
        #expect(try lab.build(good).image != nil)
    }
    #expect(try lab.build("FROM scratch\nENV A=2\nCOPY app.py .").image != nil)
    try lab.write("app.py", "third\n")
    #expect(try lab.build(good).reasons == ["COPY app.py .: app.py changed (line 1: second → third)"])
}

/// This is what a prepared lesson does: its steps were played in a folder that is renamed at the end.
@Test func aStoreThatMovesWithItsContextKeepsItsMemory() throws {
    let first = try BuildLab()
    try first.write("app.py", "one\n")
    #expect(try first.build("FROM scratch\nCOPY app.py .\n").image != nil)
    let moved = try BuildLab(movedFrom: first)
    try moved.write("app.py", "two\n")
    let reasons = try moved.build("FROM scratch\nCOPY app.py .\n").reasons
    #expect(reasons == ["COPY app.py .: app.py changed (line 1: one → two)"])
}
