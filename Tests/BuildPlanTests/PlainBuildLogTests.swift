import BuildPlan
import Printing
import Testing

private func step(_ index: Int, _ text: String, of count: Int = 3, stage: Int = 0) -> StepOutline {
    StepOutline(
        id: StepID(index), stage: stage, keyword: String(text.prefix { $0 != " " }), text: text, firstLine: index + 1,
        lastLine: index + 1, ordinal: index + 1, stageStepCount: count)
}

private let outline = BuildOutline(
    stages: [StageOutline(index: 0, name: nil, base: "alpine", isNeeded: true)],
    steps: [step(0, "FROM alpine"), step(1, "WORKDIR /app"), step(2, "RUN make")])

/// Prints a build of three steps.
private func log(_ events: [BuildEvent]) -> String {
    var log = PlainBuildLog()
    return ([.planned(outline)] + events).map { log.text(for: $0).text }.joined()
}

@Test func aCachedBuildIsALineAnInstruction() {
    let image = BuiltImage(imageID: "sha256:12", tags: ["a:1"], size: 12_340_000, hits: 2, executed: 1, secondsSaved: 4)
    let text = log([
        .stepFinished(StepFinish(step: StepID(0), outcome: .done, duration: 0, note: "stand-in for alpine")),
        .stepFinished(StepFinish(step: StepID(1), outcome: .cached(saved: 0), duration: 0)),
        .stepFinished(StepFinish(step: StepID(2), outcome: .cached(saved: 4), duration: 0)),
        .finished(.succeeded(image)),
    ])
    #expect(
        text == """
            [1/3] FROM alpine … done in 0.0 s
                  note: stand-in for alpine
            [2/3] WORKDIR /app … CACHED
            [3/3] RUN make … CACHED (saved 4.0 s)

            a:1 is sha256:12 (12.3 MB)
            2 from the cache, which saved 4.0 s; 1 executed

            """)
}

@Test func outputIsIndentedAndLinesInPiecesAreJoined() {
    let id = StepID(2)
    let text = log([
        .stepStarted(id),
        .stepLog(StepLog(step: id, stream: .stdout, text: "one\ntw")),
        .stepLog(StepLog(step: id, stream: .stdout, text: "o\n")),
        .stepLog(StepLog(step: id, stream: .stderr, text: "thr")),
        .stepFinished(
            StepFinish(
                step: id, outcome: .failed(StepFailure(message: "It broke.", advice: "Mend it.", location: "D:3:1")),
                duration: 75, miss: .followsFrom(StepID(1)))),
        .finished(.failed(id)),
    ])
    #expect(
        text == """
            [3/3] RUN make
                  one
                  two
                  thr
            [3/3] … FAILED after 1 min 15 s
                  why: runs again because step 2 changed

            D:3:1: It broke.
            What to do: Mend it.

            The build failed at [3/3] RUN make.

            """)
}

@Test func aRefusalSaysWhereAndWhatToDo() {
    let refusal = Refusal(location: "Dockerfile:1:1", message: "There is no FROM.", advice: "Start with FROM.")
    #expect(
        log([.finished(.refused([refusal]))]) == """
            Dockerfile:1:1: There is no FROM.
            What to do: Start with FROM.

            """)
}

@Test(arguments: [
    (Int64(0), "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_340, "12.3 kB"), (999_600, "1.0 MB"),
    (123_456_789, "123 MB"), (5_000_000_000_000_000, "5000 TB"),
])
func bytesHaveDecimalUnits(count: Int64, text: String) {
    #expect(Quantity.bytes(count) == text)
}

@Test func outputKeepsItsColoursAndNothingElseAndNamesAreSpelledOut() {
    let id = StepID(2)
    let piece = { (text: String, stream: StepLog.Stream) in
        BuildEvent.stepLog(StepLog(step: id, stream: stream, text: text))
    }
    let text = log([
        // The sequence of one stream is cut in two by the other stream.
        piece("\u{1B}[31mred\u{1B}]52;c;aG", .stdout), piece("note\n", .stderr), piece("k=\u{07}!\n", .stdout),
        .stepFinished(StepFinish(step: id, outcome: .done, duration: 1, note: "\u{1B}[2Jx")),
        .warning(BuildWarning(rule: "R\u{9B}", message: "\u{1B}cx", line: 1)),
        .finished(.refused([Refusal(location: "D\u{1B}:1", message: "no\u{7F}", advice: "do\u{202E}")])),
    ])
    #expect(
        text == """
            [3/3] RUN make
            \u{1B}[31m      rednote
                  !
            \u{1B}[0m[3/3] … done in 1.0 s
                  note: \\x1b[2Jx
            warning: line 1: \\x1bcx (R\\u009b)
            D\\x1b:1: no\\u007f
            What to do: do\\u202e

            """)
}
