import Compose
import ContainerRuntime
import Testing

@testable import ComposeRuns

/// When a container is as another service wants it.
struct ServiceReadinessTests {
    private static let ended = ContainerState.exited(status: 0, finished: "2026-01-02T03:02:05Z")
    private static let failed = ContainerState.exited(status: 3, finished: "2026-01-02T03:02:05Z")
    private static let again = ContainerState.restarting(status: 3, finished: "2026-01-02T03:02:05Z")

    @Test(arguments: [
        (ContainerState.created, Service.Dependency.Condition.started, "ready"), (.created, .healthy, "waiting"),
        (.starting, .completed, "waiting"), (ended, .completed, "ready"), (failed, .completed, "exit 3"),
        (failed, .healthy, "exited (3)"), (again, .healthy, "waiting"), (again, .completed, "waiting"),
    ])
    func ofAState(_ state: ContainerState, _ condition: Service.Dependency.Condition, _ word: String) {
        switch ServiceReadiness(state, health: nil, condition, name: "shop-web-1", service: "web") {
        case .ready: #expect(word == "ready")
        case .waiting: #expect(word == "waiting")
        case .failed(let words):
            // As in Docker: what did not complete is the service, and what has ended is the container.
            let name = condition == .completed ? "service \"web\"" : "container shop-web-1"
            #expect(words.contains(word) && words.contains(name))
        }
    }
}
