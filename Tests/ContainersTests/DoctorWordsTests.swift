import ContainerRuntime
import Printing
import Testing

@testable import Containers

/// What is said of a container of which the doctor sees no fault.
struct DoctorWordsTests {
    private func words(_ status: Int32, error: String? = nil, wasStopped: Bool = false) -> String {
        let state = ContainerState.exited(status: status, finished: "2026-01-02T03:04:05Z")
        return DoctorWords.withoutFaults("web", state, error: error, wasStopped: wasStopped).text
    }

    @Test func theExitStatusIsNamed() {
        #expect(words(3) == "web ended with exit status 3.\nNext: See the end of its log: slipway logs web\n")
        #expect(words(143, wasStopped: true) == "web was stopped; its exit status is 143.\n")
        #expect(words(0).hasPrefix("Nothing is seen that is wrong with web"))
    }

    @Test func whatKeptItFromStartingIsNamed() {
        let text = words(127, error: "The image has no program bash.")
        #expect(text.hasPrefix("web could not be started; its exit status is 127.\n"))
        #expect(text.contains("Why: The image has no program bash.\n"))
    }
}
