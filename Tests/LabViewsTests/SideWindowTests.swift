import BuildPlan
import ImageFormat
import LabModel
import TerminalUI
import Testing

@testable import LabViews

/// What is cut at an edge: the sign that says so, and the way to the rest.
@Suite struct SideWindowTests {
    struct Cell: Sendable {
        var text: String
        var room: Int
        var column: Int
        var shown: String
    }

    @Test(arguments: [
        Cell(text: "abcdefghij", room: 10, column: 0, shown: "abcdefghij"),
        Cell(text: "abcdefghij", room: 6, column: 0, shown: "abcde…"),
        Cell(text: "abcdefghij", room: 6, column: 3, shown: "‹efgh›"),
        Cell(text: "abcdefghij", room: 6, column: 9, shown: "‹fghij"),
        Cell(text: "abc", room: 6, column: 9, shown: "abc"),
        Cell(text: "漢字漢字", room: 5, column: 1, shown: "‹字 ›"),
        Cell(text: "abcdefghij", room: 2, column: 3, shown: "a…"),
        Cell(text: "abc", room: 0, column: 3, shown: ""),
    ])
    func aTextAmongOthersIsShownUpToItsEnd(_ cell: Cell) {
        let shown = SideWindow(column: cell.column, glyphs: .unicode).cell(cell.text, cell.room)
        #expect(shown.text == cell.shown)
        #expect(shown.hidden == max(0, TextWidth.columns(cell.text) - cell.room))
        #expect(TextWidth.columns(shown.text) <= max(cell.room, 0))
    }

    /// The lines of a log stay below each other, and the bar ahead of them where it is.
    @Test func rowsThatBelongTogetherGoTogether() {
        let window = SideWindow(column: 4, glyphs: .unicode)
        func row(_ text: String) -> String {
            window.row(
                [Span("| ")], [Span(text.isEmpty ? "" : "0"), Span(String(text.dropFirst()))], width: 8, upTo: 20
            )
            .text
        }
        #expect(row("0123456789") == "| ‹56789")
        #expect(row("0123456789abc") == "| ‹5678›")
        #expect(row("012") == "| ‹")
        #expect(row("") == "| ")
        let whole = SideWindow(column: 0, glyphs: .ascii).row([], [Span("0123456789")], width: 8)
        #expect(whole.text == "0123456>" && whole.hidden == 2)
    }

    // MARK: On the screen

    private static let long = "BEGIN" + String(repeating: "x", count: 150) + "QQEND"

    private static func lab(_ scene: String) throws -> Lab {
        var lab = try Lab(width: 80, height: 24, files: ["Dockerfile": BuildStream.dockerfile + "\n"])
        switch scene {
        case "container log":
            lab.press(.function(6))
            let run = try #require(lab.take().container?.run)
            lab.send(.containerLog(run, Self.long + "\nshort\n"))
        case "list of containers":
            let rows = [Self.long, "b"].map {
                ContainerRow(id: $0, name: $0, image: "hello:v1", ports: [], state: .running)
            }
            lab.send(.containers(rows))
            lab.press(.character("7"), .alt)
        case "build log", "instruction":
            lab.press(.function(5))
            let run = try #require(lab.take().build?.run)
            let text = scene == "build log" ? BuildStream.lesson[1].0 : "RUN echo " + Self.long
            var stream = BuildStream([BuildStream.lesson[0], (text, 3, 3)])
            stream.run(0, .done)
            stream.start(1)
            if scene == "build log" { stream.log(1, Self.long + "\nshort\n") }
            for event in stream.events { lab.send(.build(run, event)) }
        case "images": images(&lab, named: [Self.long + ":v1"])
        default: layers(&lab, scene)
        }
        return lab
    }

    private static func images(_ lab: inout Lab, named names: [String]) {
        lab.press(.character("6"), .alt)
        lab.type("u")
        let row = ImageRow(id: "sha256:0123456789abcdef", names: names, size: 1, created: nil, standsInFor: nil)
        for case .listImages(let run) in lab.take() { lab.send(.images(run, .known([row]))) }
    }

    private static func layers(_ lab: inout Lab, _ scene: String) {
        images(&lab, named: ["hello:v1"])
        lab.press(.enter)
        let name = scene == "path" ? Self.long : "page.html"
        let layer = LayerSummary(
            createdBy: scene == "layer" ? "RUN " + Self.long : "RUN make", diffID: "sha256:a",
            changes: [LayerChange(kind: .added, path: "/\(name)", bytes: 9)])
        for case .inspectLayers(let run, _) in lab.take() {
            lab.send(.layers(run, .known(.layers(ImageLayers(image: "hello:v1", layers: [layer])))))
        }
        _ = ScreenTests.draw(&lab)
        lab.press(.enter)
        guard scene == "file" else { return }
        _ = ScreenTests.draw(&lab)
        lab.press(.down)
        lab.press(.enter)
        let version = FileVersion(mode: 0o644, owner: "0:0", size: 160, content: .text([Self.long], omitted: 0))
        for case .readLayerFile(let run, let path, _) in lab.take() {
            lab.send(.layerFile(run, .known(LayerFile(path: path, before: nil, after: version))))
        }
    }

    @Test(arguments: [
        "container log", "list of containers", "build log", "instruction", "images", "layer", "path", "file",
    ])
    func whatIsCutIsAFewKeysAway(_ scene: String) throws {
        var lab = try Self.lab(scene)
        let first = ScreenTests.draw(&lab).snapshot
        #expect(first.contains("BEGIN") && !first.contains("QQEND") && !first.contains("‹"), "\(first)")
        #expect(first.contains(scene == "file" ? "also sideways" : "rest of lines"), "a way is named:\n\(first)")
        for _ in 0..<6 {
            lab.type(">")
            _ = ScreenTests.draw(&lab)
        }
        let last = ScreenTests.draw(&lab).snapshot
        #expect(last.contains("QQEND") && last.contains("‹") && !last.contains("BEGIN"), "\(last)")
        for _ in 0..<6 {
            lab.type("<")
            _ = ScreenTests.draw(&lab)
        }
        #expect(ScreenTests.draw(&lab).snapshot == first)
    }

    @Test func theKeyIsNamedOnlyWhereSomethingIsCut() throws {
        var lab = try Lab(width: 80, height: 24)
        lab.press(.function(6))
        let run = try #require(lab.take().container?.run)
        lab.send(.containerLog(run, "short\n"))
        #expect(!ScreenTests.draw(&lab).snapshot.contains("rest of lines"))
    }
}
