import Faults
import Testing

/// How a fault is told.
struct TextFaultTests {
    @Test func namesThePlace() {
        let fault = TextFault(file: "compose.yaml", line: 3, column: 5, message: "`prots` is not known")
        #expect(fault.description == "compose.yaml:3:5: `prots` is not known")
    }

    @Test func ofAWholeFileItNamesTheFile() {
        #expect(
            TextFault(file: "lesson.yaml", message: "the title is missing").description
                == "lesson.yaml: the title is missing")
    }
}
