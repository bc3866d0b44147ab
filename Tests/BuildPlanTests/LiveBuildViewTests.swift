import BuildPlan
import Printing
import Testing

private let outline = BuildOutline(
    stages: [StageOutline(index: 0, name: nil, base: "scratch", isNeeded: true)],
    steps: [
        StepOutline(
            id: StepID(0), stage: 0, keyword: "FROM", text: "FROM scratch", firstLine: 1, lastLine: 1, ordinal: 1,
            stageStepCount: 2),
        StepOutline(
            id: StepID(1), stage: 0, keyword: "RUN", text: "RUN make everything", firstLine: 2, lastLine: 2, ordinal: 2,
            stageStepCount: 2),
    ])

private func view(_ events: BuildEvent...) -> LiveBuildView {
    var view = LiveBuildView()
    for event in [.planned(outline)] + events { _ = view.add(event, at: 1) }
    return view
}

private func log(_ text: String) -> BuildEvent { .stepLog(StepLog(step: StepID(1), stream: .stdout, text: text)) }

@Test func aRunningStepShowsItsTimeAndLastOutput() {
    let view = view(.stepStarted(StepID(1)), log("one\ntwo\n10%\r20%\n\u{1b}[31mred\u{1b}[0m\tx\n"))
    #expect(
        view.lines(width: 40, height: 9, at: 3.5).map(\.text) == [
            "[2/2] RUN make everything 2.5 s", "      one", "      two", "      20%", "      red x",
        ])
}

@Test(arguments: [(20, 9), (3, 9), (0, 0), (80, 1)]) func noLineIsWiderThanTheTerminal(width: Int, height: Int) {
    let view = view(.stepStarted(StepID(1)), log(String(repeating: "long ", count: 100) + "\nmore\n"))
    let lines = view.lines(width: width, height: height, at: 2)
    #expect(lines.count <= height)
    #expect(lines.dropFirst().allSatisfy { $0.text.count < max(width, 1) })
}

@Test func whatHasEndedStays() {
    var view = view(.stepStarted(StepID(1)), log("made\n"))
    let done = view.add(.stepFinished(StepFinish(step: StepID(1), outcome: .done, duration: 2)), at: 3)
    #expect(done == "[2/2] RUN make everything … done in 2.0 s\n")
    #expect(view.lines(width: 80, height: 24, at: 3) == [])
}

@Test func aFailureShowsAllOutput() {
    let output = (1...20).map { "line \($0)\n" }.joined()
    var view = view(.stepStarted(StepID(1)), log(output))
    let failure = StepFailure(message: "It failed.", location: "Dockerfile:2:1")
    let text = view.add(.stepFinished(StepFinish(step: StepID(1), outcome: .failed(failure), duration: 2)), at: 3)
    #expect(
        text.text.contains("line 1\n") && text.text.contains("line 20\n")
            && text.text.contains("Dockerfile:2:1: It failed."))
}
