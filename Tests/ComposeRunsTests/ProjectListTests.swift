import ContainerRuntime
import Formats
import Testing

@testable import ComposeRuns

/// What `compose ls` and `compose images` show, and when `compose up` ends all.
struct ProjectListTests {
    @Test(
        arguments: [
            ([], ""), (["running"], "running(1)"), (["running", "exited", "running"], "exited(1), running(2)"),
        ] as [([String], String)])
    func countsStates(_ states: [String], _ text: String) {
        #expect(ProjectList.status(states) == text)
    }

    @Test func cutsAnIDShort() {
        #expect(ProjectImages.short("sha256:0123456789abcdef") == "0123456789ab")
    }

    @Test(
        arguments: [
            (false, false, nil, 1, false), (true, false, nil, 0, true), (false, true, nil, 0, false),
            (false, true, nil, 2, true), (false, false, "web", 0, true),
        ] as [(Bool, Bool, String?, Int32, Bool)])
    func oneServiceMayEndAll(_ any: Bool, _ failure: Bool, _ service: String?, _ status: Int32, _ isEnough: Bool) {
        var ending = ProjectUp.Ending()
        ending.isAnyEnough = any
        ending.isFailureEnough = failure
        ending.statusFrom = service
        #expect(ending.isEnough(status) == isEnough)
    }
}
