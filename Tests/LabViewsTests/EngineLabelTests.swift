import LabModel
import TerminalUI
import Testing

/// The last row names the engine that is not our own; keys keep what is left of it.
@Suite struct EngineLabelTests {
    private func lastRow(_ engine: String?) throws -> String {
        var lab = try Lab()
        lab.model.engine = engine
        let grid = ScreenTests.draw(&lab)
        return String((0..<grid.size.width).map { grid[Point(x: $0, y: grid.size.height - 1)].character ?? " " })
    }

    @Test func theEngineStandsAtTheEnd() throws {
        let row = try lastRow("docker: work")
        #expect(row.hasSuffix(" docker: work "), "\(row)")
        #expect(row.contains("F5"), "\(row)")
    }

    @Test func ourOwnIsNotNamed() throws { #expect(try !lastRow(nil).contains("docker")) }

    @Test func aLongNameTakesHalfOfTheRowAtMost() throws {
        let row = try lastRow("docker: builder " + String(repeating: "x", count: 300))
        #expect(row.contains("F1") || row.contains("F5"), "\(row)")
    }
}
