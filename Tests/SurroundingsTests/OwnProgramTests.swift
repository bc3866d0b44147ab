import Processes
import Testing

@testable import Surroundings

/// This program as a child of its own.
struct OwnProgramTests {
    @Test func itFindsTheSameStoreAndTheSameVariables() {
        let here = Surroundings(variables: ["A": "1"], folder: "/work", program: "/bin/slipway").with(store: "other")
        let own = here.with("B", "2").ownProgram(["load", "--input", "a.tar"])
        #expect(own.words == ["/bin/slipway", "load", "--input", "a.tar"])
        #expect(own.environment == ["A=1", "B=2", "SLIPWAY_HOME=/work/other"])
        #expect(own.folder == nil)
    }
}
