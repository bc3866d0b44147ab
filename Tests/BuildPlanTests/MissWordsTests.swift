import Testing

@testable import BuildPlan

/// A cause, the instruction that missed, and the line that a learner reads.
private let lines: [(text: String, cause: MissCause, line: String)] = [
    ("RUN make", .neverBuilt, "RUN make: not built before"),
    ("RUN make", .instructionAdded, "RUN make: this instruction is new"),
    (
        "COPY requirements.txt .",
        .filesChanged([
            FileChange(path: "requirements.txt", kind: .text(line: 1, old: "flask==2.3.2", new: "flask==2.3.3"))
        ]),
        "COPY requirements.txt .: requirements.txt changed (line 1: flask==2.3.2 → flask==2.3.3)"
    ),
    (
        "COPY app.py .", .filesChanged([FileChange(path: "app.py", kind: .mode(old: 0o644, new: 0o755))]),
        "COPY app.py .: mode changed 0644 → 0755"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "app.py", kind: .mode(old: 0o644, new: 0o4755))]),
        "COPY . .: mode of app.py changed 0644 → 4755"
    ),
    (
        "COPY . .",
        .filesChanged([
            FileChange(path: "a", kind: .added), FileChange(path: "b", kind: .removed),
            FileChange(path: "c", kind: .content),
        ]),
        "COPY . .: a is new; b is gone; c changed"
    ),
    (
        "COPY . .", .filesChanged(["a", "b", "c", "d"].map { FileChange(path: $0, kind: .added) }),
        "COPY . .: a is new, and 3 other files changed"
    ),
    (
        "COPY . .", .filesChanged(["a", "a/b", "a/b/c", "ab"].map { FileChange(path: $0, kind: .added) }),
        "COPY . .: a is new; ab is new"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 1, old: "x", new: "x\r"))]),
        "COPY . .: a changed (line 1: its end is CRLF now, it was LF)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 1, old: "x", new: " x "))]),
        "COPY . .: a changed (line 1: only spaces)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 1, old: "x", new: "x"))]),
        "COPY . .: a changed (line 1: only the newline at its end)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 4, old: nil, new: " "))]),
        "COPY . .: a changed (line 4 is new: empty)"
    ),
    (
        "COPY . .",
        .filesChanged([
            FileChange(
                path: "a",
                kind: .text(
                    line: 1, old: String(repeating: "x", count: 80) + "1", new: String(repeating: "x", count: 80) + "2")
            )
        ]),
        "COPY . .: a changed (line 1: …xxxxxxxxxxxxxxxxxxxx1 → …xxxxxxxxxxxxxxxxxxxx2)"
    ),
    (
        "RUN <<E", .instructionChanged(old: "RUN a\nb\n", new: "RUN a\nc\n"),
        "RUN <<E: the instruction changed (line 2: b → c)"
    ),
    (
        "RUN a", .baseImageChanged(reference: "p:2", old: "p:1", new: "p:2"),
        "RUN a: FROM names another base now (p:1 → p:2)"
    ),
    ("COPY . .", .filesChanged([FileChange(path: "b", kind: .renamed(from: "a"))]), "COPY . .: a was renamed to b"),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 3, old: nil, new: "  new  "))]),
        "COPY . .: a changed (line 3 is new: new)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .text(line: 3, old: "old", new: nil))]),
        "COPY . .: a changed (line 3 is gone: old)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .linkTarget(old: "x", new: "y"))]),
        "COPY . .: a points elsewhere (x → y)"
    ),
    (
        "COPY . .", .filesChanged([FileChange(path: "a", kind: .type(old: "file", new: "folder"))]),
        "COPY . .: a was a file and is a folder"
    ),
    ("RUN pip install flask", .followsFrom(StepID(2)), "RUN pip install flask: runs again because step 3 changed"),
    (
        "RUN make", .argumentChanged(name: "V", old: nil, new: "2"),
        "RUN make: the build argument V changed (not set → 2)"
    ),
    (
        "RUN b", .instructionChanged(old: "RUN a", new: "RUN b"), "RUN b: the instruction changed (RUN a → RUN b)"
    ),
    (
        "COPY a .", .instructionChanged(old: "RUN a", new: "COPY a ."),
        "COPY a .: another instruction stood here before (RUN a)"
    ),
    (
        "WORKDIR /a",
        .baseImageChanged(reference: "alpine", old: "sha256:0123456789abcdef", new: "sha256:fedcba9876543210"),
        "WORKDIR /a: the base image alpine is another one now (0123456789ab → fedcba987654)"
    ),
    ("RUN b", .cacheDisabled, "RUN b: the cache is switched off for this build"),
    ("RUN b", .layerLost, "RUN b: its layer is no longer in the store"),
]

@Test(arguments: lines.indices) func aCauseReadsAsOneSentence(index: Int) {
    let steps = (0..<4).map { number in
        StepOutline(
            id: StepID(number), stage: 0, keyword: "RUN", text: "RUN true", firstLine: 1, lastLine: 1,
            ordinal: number + 1, stageStepCount: 4)
    }
    let outline = BuildOutline(
        stages: [StageOutline(index: 0, name: nil, base: "alpine", isNeeded: true)], steps: steps)
    let row = lines[index]
    #expect(MissWords(outline: outline).line(for: row.text, row.cause) == row.line)
}

@Test func stepsOfSeveralStagesAreNamedWithTheirStage() {
    let stages = [
        StageOutline(index: 0, name: "build", base: "alpine", isNeeded: true),
        StageOutline(index: 1, name: nil, base: "scratch", isNeeded: true),
    ]
    let steps = [0, 1].map { stage in
        StepOutline(
            id: StepID(stage), stage: stage, keyword: "FROM", text: "FROM x", firstLine: 1, lastLine: 1, ordinal: 1,
            stageStepCount: 1)
    }
    let words = MissWords(outline: BuildOutline(stages: stages, steps: steps))
    #expect(words.reason(.followsFrom(StepID(0))) == "runs again because step 1 of build changed")
    #expect(words.reason(.followsFrom(StepID(1))) == "runs again because step 1 of stage 1 changed")
}
