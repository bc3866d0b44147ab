import LabModel
@testable import LabViews
import TerminalUI
import Testing

/// The view of the recipe "a pane" in CONTRIBUTING.md.
private struct NotesView: PaneView {
    private let frame: PaneFrame
    private let list: ListView

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        frame = PaneFrame(.images, model, title: "Notes", in: area)
        let notes = ["one", "two", "three"]
        list = ListView(count: notes.count, of: .images, in: frame.body, offset: 1) { RichLine(notes[$0]) }
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        list.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        list.draw(on: &canvas)
    }
}

@Suite struct PaneRecipeTests {
    @Test func whatLiesWhereIsKnownBeforeAnythingIsDrawn() throws {
        let model = try Lab().model
        let area = Rect(x: 2, y: 1, width: 20, height: 3)
        let screen = LabScreen([NotesView(model, in: area, .unicode)], model, .unicode)
        #expect(screen.layout.extents[.images] == ScreenLayout.Extent(rows: 3, visible: 2))
        #expect(screen.layout.target(at: Point(x: 3, y: 1)) == .pane(.images))
        #expect(screen.layout.target(at: Point(x: 3, y: 3)) == .row(.images, 2))
        #expect(screen.layout.target(at: Point(x: 1, y: 3)) == nil)

        var grid = Grid(Size(width: 24, height: 5))
        screen.render(into: &grid)
        let rows = grid.snapshot.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(rows[1].contains("Notes") && rows[2].contains("two") && rows[3].contains("three"))
        #expect(!grid.snapshot.contains("one"))
    }

    /// A layout is worked out from the model alone: twice the same, and drawing changes nothing of it.
    @Test(arguments: ScreenTests.scenes) func theLayoutComesFromTheModelAlone(_ scene: String) throws {
        var lab = try ScreenTests.lab(scene, (120, 36))
        _ = ScreenTests.draw(&lab)
        let first = LabScreen(lab.model)
        var grid = Grid(Size(width: 120, height: 36))
        first.render(into: &grid)
        #expect(LabScreen(lab.model).layout == first.layout)
        let whole = Rect(Size(width: 120, height: 36))
        for target in first.layout.targets { #expect(whole.intersection(target.area) == target.area) }
    }
}
