import ImageFormat
import Testing

@testable import ContainerRuntime

@Suite struct HealthTests {
    private func probe(_ status: Int32) -> HealthState.Probe {
        .init(start: "a", end: "b", status: status, output: "o")
    }

    @Test func aContainerIsUnhealthyAfterSoManyFailures() {
        var state = HealthState()
        for status: Int32 in [1, 1] { state.take(probe(status), isStartingUp: false, retries: 3) }
        #expect(state.status == .starting && state.failures == 2)
        state.take(probe(-1), isStartingUp: false, retries: 3)
        #expect(state.status == .unhealthy)
        state.take(probe(0), isStartingUp: false, retries: 3)
        #expect(state.status == .healthy && state.failures == 0 && state.probes.count == 4)
        for _ in 0..<9 { state.take(probe(0), isStartingUp: false, retries: 3) }
        #expect(state.probes.count == 5)
    }

    @Test func failuresOfTheBeginningDoNotCount() {
        var state = HealthState()
        for _ in 0..<9 { state.take(probe(1), isStartingUp: true, retries: 1) }
        #expect(state.status == .starting && state.failures == 0)
        // Once the container was healthy, failures count.
        state.take(probe(0), isStartingUp: true, retries: 1)
        state.take(probe(1), isStartingUp: true, retries: 1)
        #expect(state.status == .unhealthy)
    }

    @Test func aStateIsReadAsItWasWritten() throws {
        var state = HealthState()
        state.take(probe(7), isStartingUp: false, retries: 1)
        #expect(HealthState(json: try JSON(parsing: state.json.encoded())) == state)
    }

    @Test func timesAreDockersWithoutOthers() {
        var times = HealthTimes(Healthcheck(test: []))
        #expect(times.interval == 30 && times.timeout == 30 && times.retries == 3 && times.startPeriod == 0)
        times = HealthTimes(Healthcheck(test: [], interval: 1_500_000_000, startPeriod: 1, retries: 9))
        #expect(times.interval == 1.5 && times.retries == 9 && times.pause(isStartingUp: true) == 1.5)
    }

    @Test(arguments: [
        (["NONE"], nil), (["CMD", "a", "b"], ["a", "b"]), (["CMD-SHELL", "x y"], ["/bin/sh", "-c", "x y"]), ([], nil),
        (["CMD"], nil),
    ])
    func commandsAreThoseOfImages(_ test: [String], _ words: [String]?) {
        #expect(Healthcheck(test: test).command == words)
    }
}
