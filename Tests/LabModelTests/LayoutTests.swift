import LabModel
import TerminalUI
import Testing

@Suite struct LayoutTests {
    private func layout(_ columns: Int, _ rows: Int, _ change: (inout LayoutState) -> Void = { _ in }) -> LabLayout {
        var state = LayoutState()
        state.columns = columns
        state.rows = rows
        change(&state)
        return LabLayout(state)
    }

    @Test func everySizeFitsIntoItself() {
        for columns in [0, 1, 5, 20, 39, 40, 80, 119, 120, 121, 200, 400] {
            for rows in [0, 1, 2, 3, 5, 10, 24, 29, 30, 36, 120] {
                for pane in Pane.allCases {
                    for share in [LayoutState.shares.lowerBound, LayoutState.shares.upperBound] {
                        let layout = layout(columns, rows) {
                            $0.show(pane)
                            $0.lessonShare = share
                            $0.showsTrail = share == LayoutState.shares.upperBound
                        }
                        let screen = Rect(x: 0, y: 0, width: columns, height: rows)
                        for area in layout.panes.values + [layout.header, layout.status, layout.tabs, layout.trail]
                        where !area.isEmpty {
                            #expect(screen.intersection(area) == area, "\(columns)x\(rows) \(pane) \(area)")
                        }
                        #expect(layout.panes[pane] != nil, "the pane with the focus is shown")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (119, 36, LabLayout.Kind.single), (120, 29, .wideAndLow), (120, 30, .wide), (20, 5, .single),
    ])
    func theSizeDecidesHowPanesShareTheScreen(_ columns: Int, _ rows: Int, _ kind: LabLayout.Kind) {
        #expect(layout(columns, rows).kind == kind)
    }

    @Test(arguments: [(120, 36, 4), (120, 29, 1), (80, 24, 1), (80, 36, 1), (80, 11, 0), (0, 0, 0)])
    func thePresentersCommandsStandAboveTheKeys(_ columns: Int, _ rows: Int, _ height: Int) {
        let shown = layout(columns, rows) { $0.showsTrail = true }
        #expect(shown.trail.height == height && layout(columns, rows).trail.isEmpty)
        guard height > 0 else { return }
        #expect(shown.trail.bottom == shown.status.y && shown.trail.width == columns)
        for area in shown.panes.values { #expect(area.bottom <= shown.trail.y) }
    }

    @Test func zoomShowsOnePane() {
        let zoomed = layout(200, 60) {
            $0.show(.build)
            $0.isZoomed = true
        }
        #expect(zoomed.panes.keys.map { $0 } == [.build])
    }

    @Test func aWideScreenShowsLessonEditorAndOneMore() {
        #expect(Set(layout(120, 36) { $0.show(.images) }.panes.keys) == [.lesson, .editor, .images])
    }
}
