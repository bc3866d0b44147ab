import CommandLines
@testable import LabModel
import TerminalUI
import Testing

/// Looking to the right of what is cut at a pane's edge.
@Suite struct SidePositionTests {
    struct Walk: Sendable {
        var moves: [Int]
        /// Columns of the longest row that have no room, and columns of the pane.
        var hidden: Int
        var visible: Int
        var column: Int
    }

    @Test(arguments: [
        Walk(moves: [1], hidden: 100, visible: 80, column: 40),
        Walk(moves: [1, 1, 1], hidden: 100, visible: 80, column: 100),
        Walk(moves: [1, 1, 1, -1], hidden: 100, visible: 80, column: 60),
        Walk(moves: [1, -1], hidden: 100, visible: 80, column: 0),
        Walk(moves: [-1], hidden: 100, visible: 80, column: 0),
        Walk(moves: [1], hidden: 3, visible: 80, column: 3),
        Walk(moves: [1], hidden: 0, visible: 80, column: 0),
        Walk(moves: [1, 1], hidden: 100, visible: 1, column: 2),
        Walk(moves: [1, 1], hidden: 100, visible: 0, column: 2),
    ])
    func itGoesByHalvesAndNoFurtherThanTheLongestRow(_ walk: Walk) {
        var side = SidePosition()
        for move in walk.moves {
            side.move(by: move, in: ScreenLayout.Breadth(hidden: walk.hidden, visible: walk.visible))
        }
        #expect(side.column == walk.column)
    }

    @Test func itComesBackAtOnceWhereTheLongestRowIsOutOfSight() {
        var side = SidePosition()
        for _ in 0..<3 { side.move(by: 1, in: ScreenLayout.Breadth(hidden: 200, visible: 80)) }
        side.move(by: -1, in: ScreenLayout.Breadth(hidden: 50, visible: 80))
        #expect(side.column == 10)
        side.move(by: -1, in: nil)
        #expect(side.column == 10)
    }

    /// The key has a row of the pane's own, with its names, so that help and status line show it.
    @Test(arguments: [Pane.build, .layers, .images, .containers])
    func everyPaneWhoseRowsAreCutHasTheKey(_ pane: Pane) {
        #expect(KeyTable.action(for: .key(">"), in: pane) == .shared(.lookRight))
        #expect(KeyTable.action(for: .key("<"), in: pane) == .shared(.lookLeft))
        let own = pane.keys.first { $0.action == .shared(.lookRight) }
        #expect(own?.prominence != nil && own?.chords.isEmpty == false)
    }

    @Test func arrowsLookAsideWhereTheyMeanNothingElse() {
        for pane in [Pane.images, .containers] {
            #expect(KeyTable.action(for: KeyPress(.right), in: pane) == .shared(.lookRight))
            #expect(KeyTable.action(for: KeyPress(.left), in: pane) == .shared(.lookLeft))
        }
        #expect(KeyTable.action(for: KeyPress(.right), in: .layers) == .layers(.unfold))
    }

    // MARK: Panes

    private static let wide = ScreenLayout.Breadth(hidden: 100, visible: 60)

    @Test func theLogOfAnotherContainerBeginsAtTheLeft() throws {
        var containers = try Alone(ContainersPane(), focus: .containers)
        let rows = ["a", "b"].map { ContainerRow(id: $0, name: $0, image: "i", ports: [], state: .running) }
        containers.send(.input(.placed(Rect(x: 0, y: 0, width: 60, height: 10))))
        containers.send(.listed(rows))
        containers.lab.screen.breadths[.containers] = Self.wide
        containers.share(.lookRight)
        #expect(containers.pane.side.column == 30)
        containers.share(.pageUp)
        #expect(containers.pane.side.column == 30, "it is the same log")
        containers.share(.lineDown)
        #expect(containers.pane.side.column == 0)
        containers.share(.lookRight)
        containers.send(.run(RunCommandLine(image: "a:1", ports: []), builtAt: nil))
        #expect(containers.pane.side.column == 0)
    }

    @Test func aNewBuildAndTheSliderBeginAtTheLeft() throws {
        var build = try Alone(BuildPane(), focus: .build)
        build.send(.launch(BuildCommandLine(["."]), source: BuildStream.dockerfile))
        for event in BuildStream.failed.events { build.send(.event(RunID(1), event)) }
        build.send(.ended(RunID(1), errors: ""))
        build.lab.screen.breadths[.build] = Self.wide
        build.act(.later)
        #expect(build.pane.side.column == 30 && build.pane.slides == .off, "the arrows move in the log")
        build.share(.lookRight)
        #expect(build.pane.side.column == 60)
        build.act(.slides)
        #expect(build.pane.side.column == 0)
        build.act(.slides)
        build.act(.later)
        build.send(.launch(BuildCommandLine(["."]), source: BuildStream.dockerfile))
        #expect(build.pane.side.column == 0)
    }

    @Test func otherLayersBeginAtTheLeftAndImagesStay() throws {
        var layers = try Alone(LayersPane(), focus: .layers)
        layers.lab.screen.breadths[.layers] = Self.wide
        layers.share(.lookRight)
        #expect(layers.pane.side.column == 30)
        layers.send(.inspect(.image("a:1")))
        #expect(layers.pane.side.column == 0)

        var images = try Alone(ImagesPane(), focus: .images)
        images.lab.screen.breadths[.images] = Self.wide
        images.share(.lookRight)
        images.share(.lineDown)
        #expect(images.pane.side.column == 30)
        images.share(.lookLeft)
        #expect(images.pane.side.column == 0)
    }

    @Test func aDialogueLooksAsideAndTheNextOneBeginsAtTheLeft() throws {
        var lab = try Lab()
        lab.press(.function(1))
        var layout = lab.model.screen
        layout.dialogueBreadth = Self.wide
        lab.note(lab.model.show(layout))
        lab.press(.right)
        lab.press(.right)
        lab.press(.left)
        #expect(lab.model.dialogueSide.column == 30 && lab.model.dialogue == .help(offset: 0))
        lab.press(.escape)
        #expect(lab.model.dialogueSide.column == 0 && lab.model.dialogue == nil)
    }
}
