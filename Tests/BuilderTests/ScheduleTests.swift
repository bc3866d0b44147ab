import BuildPlan
import DockerfileSyntax
import ImageFormat
import Testing
import Threads

@testable import Builder

/// The order in which stages are performed, without anything being built.
@Suite struct ScheduleTests {
    private func stages(_ dockerfile: String) throws -> [PlannedStage] {
        try Planner(arguments: [:], platform: .host, target: nil).plan(Dockerfile.parse(dockerfile)).stages
    }

    private static let two = "FROM scratch AS a\nFROM scratch AS b\nFROM scratch\nCOPY --from=a / /\nCOPY --from=b / /"

    @Test(.timeLimit(.minutes(20))) func anotherStageGoesOnWhileOneWaits() throws {
        let otherRan = Monitor(false)
        var order: [Int] = []
        var schedule: StageSchedule?
        let made = StageSchedule(try stages(Self.two), cancellation: Cancellation()) { stage in
            order.append(stage.index)
            if stage.index == 0 { schedule?.whileAway { _ = otherRan.wait { $0 ? true : nil } } }
            if stage.index == 1 { otherRan.withLock { $0 = true } }
        }
        schedule = made
        try made.run()
        #expect(order == [0, 1, 2])
        schedule = nil
    }

    @Test func aFailureEndsTheOthers() throws {
        var order: [Int] = []
        let schedule = StageSchedule(try stages(Self.two), cancellation: Cancellation()) {
            (stage) throws(BuildStop) in
            order.append(stage.index)
            throw .failed(StepID(stage.index))
        }
        let error = #expect(throws: BuildStop.self) { try schedule.run() }
        guard case .failed(StepID(0))? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(order == [0] && schedule.stop.isCancelled)
    }
}

@Test func aMistakeOfTheBuildersIsToldAsOne() {
    let refusal = InternalFault.targetWithoutResult(stage: 2).refusal
    #expect(refusal.message.hasPrefix("Slipway has made a mistake") && refusal.advice != nil)
}
