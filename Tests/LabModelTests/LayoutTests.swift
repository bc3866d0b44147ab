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
                        }
                        let screen = Rect(x: 0, y: 0, width: columns, height: rows)
                        for area in layout.panes.values + [layout.header, layout.status, layout.tabs]
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
    func kinds(_ columns: Int, _ rows: Int, _ kind: LabLayout.Kind) {
        #expect(layout(columns, rows).kind == kind)
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
