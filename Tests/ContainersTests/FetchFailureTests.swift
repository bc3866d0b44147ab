import BuildPlan
import Testing

@testable import Containers

/// Why an image could not be fetched, without the build that nobody asked for.
@Suite struct FetchFailureTests {
    private func stream(_ events: [BuildEvent]) -> EventStream {
        EventStream(bytes: events.flatMap { TimedBuildEvent(time: 0, event: $0).line + [0x0A] })
    }

    @Test func theFailureIsToldAndNotItsStep() {
        let failure = StepFailure(message: "It is not there.", advice: "Look.", location: "-:1:1")
        let finish = StepFinish(step: StepID(0), outcome: .failed(failure), duration: 0)
        #expect(
            FetchFailure.words(in: stream([.stepFinished(finish), .finished(.failed(StepID(0)))]))
                == "It is not there.\nLook.")
        let refusal = Refusal(location: "-:1:6", message: "No.", advice: nil)
        #expect(FetchFailure.words(in: stream([.finished(.refused([refusal]))])) == "No.")
        #expect(FetchFailure.words(in: stream([])) == nil)
        #expect(FetchFailure.words(in: stream([.finished(.cancelled)])) == "The download was stopped.")
    }
}
