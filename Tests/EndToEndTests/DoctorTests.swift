import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct DoctorTests {
        private struct Report: Decodable {
            struct Finding: Decodable {
                var id: String
                var state: String
                var found: String
                var limit: String?
            }

            var usable: Bool
            var findings: [Finding]
        }

        @Test func itLooksAtThisMachineAndEndsByWhatItFinds() throws {
            let project = try Project()
            defer { project.remove() }
            let outcome = try Program(folder: project.folder)("doctor", "--format", "json")
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
            let isBroken = report.findings.contains { $0.state == "broken" }
            #expect(report.usable == !isBroken && (outcome.status == 0) == report.usable, "\(outcome.errors)")
            // These tests build and run: so can this machine.
            #expect(!isBroken, "\(report.findings)")
            let runtime = try #require(report.findings.first { $0.id == "runtime" })
            #expect(runtime.found.hasPrefix("crun") || runtime.found.hasPrefix("runc"))
            let terminal = try #require(report.findings.first { $0.id == "terminal" })
            #expect(terminal.limit?.contains("the lab needs a terminal") == true, "its output is a pipe here")
        }
    }
}
