import LabModel
import TerminalUI
import Testing

@testable import LabViews

/// Why a container ended, as the pane shows it.
@Suite struct ContainerDiagnosisTests {
    private static let why =
        "Why: `['python', 'app.py']` is not JSON, so the shell gets it as a line: its words stand in single quotes."
    private static let next =
        "Next: Write [\"python\", \"app.py\"] in the Dockerfile, and build again; then press F6 once more."

    private static func rows(_ log: String) throws -> [String] {
        var lab = try Lab(width: 80, height: 24)
        lab.press(.function(6))
        let run = try #require(lab.take().container?.run)
        lab.send(.containerLog(run, log))
        lab.send(.containerEnded(run, status: 127))
        return ScreenTests.draw(&lab).snapshot.split(separator: "\n").map(String.init)
    }

    @Test func itIsBrokenIntoRowsWhereThereAreRows() throws {
        let text = try Self.rows("sh: not found\n\(Self.why)\n\(Self.next)\n").joined(separator: "\n")
        for words in ["Why: `['python'", "single", "quotes.", "Next: Write", "once more."] {
            #expect(text.contains(words), "\(words) is not in:\n\(text)")
        }
    }

    /// What else a log says keeps its rows, and a log that fills the pane is shown as it is.
    @Test func otherLinesAreNot() throws {
        let long = String(repeating: "word ", count: 30)
        let own = try Self.rows("\(long)\nend\n")
        #expect(own.count { $0.contains("word") } == 1)
        let full = try Self.rows(String(repeating: "line\n", count: 40) + "\(Self.why)\n")
        #expect(full.count { $0.contains("single") || $0.contains("Why:") } == 1)
    }
}
