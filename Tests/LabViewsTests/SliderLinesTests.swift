import ImageFormat
import LabModel
import Testing

@testable import LabViews

/// The rows of the slider over a build's steps.
@Suite struct SliderLinesTests {
    /// A folder of a base, whose files are one row, says how many they are and how they are seen.
    @Test func aFoldedFolderSaysWhatIsInIt() {
        let files = (0..<30).map { LayerChange(kind: .added, path: "/usr/f\($0)", bytes: 100) }
        let base = BuildMoment(
            text: "FROM a", beginsStage: true, changes: [LayerChange(kind: .added, path: "/usr/", bytes: 0)] + files)
        let lines = SliderLines(TimeSlider([base]), SideWindow(column: 0, glyphs: .unicode), width: 80)
        let shown = lines.line(0, isSelected: false).spans.map(\.text).joined()
        #expect(shown.contains("/usr/  (30 files; Enter shows them)"), "\(shown)")
        #expect(shown.contains("3 kB") || shown.contains("3.0 kB"), "\(shown)")
    }
}
