import LabModel
@testable import LabViews
import TerminalUI
import Testing

/// Which keys the last row names.
@Suite struct StatusLineTests {
    private static func row(_ lab: inout Lab) -> String {
        let rows = ScreenTests.draw(&lab).snapshot.split(separator: "\n", omittingEmptySubsequences: false)
        return String(rows[lab.model.layout.rows - 1].dropFirst().dropLast())
    }

    private static func lab(_ pane: Pane, _ width: Int, _ height: Int) throws -> Lab {
        var lab = try Lab(width: width, height: height)
        let number = (Pane.allCases.firstIndex(of: pane) ?? 0) + 1
        lab.press(.character(Character("\(number)")), .alt)
        #expect(lab.model.layout.focus == pane)
        return lab
    }

    /// The first keys of each pane, which work there and nowhere else, or matter most there.
    private static let first: [Pane: String] = [
        .lesson: "Enter use block", .editor: "Ctrl-S save", .shell: "Ctrl-] next pane", .build: "Enter open",
        .layers: "Enter open", .images: "Enter layers", .containers: "Enter page",
    ]

    @Test(arguments: Pane.allCases, [(80, 24), (120, 36), (60, 20)])
    func thePanesOwnKeysComeFirstAndTheWayToTheRestIsThere(_ pane: Pane, _ size: (Int, Int)) throws {
        var lab = try Self.lab(pane, size.0, size.1)
        let row = Self.row(&lab)
        let first = try #require(Self.first[pane])
        #expect(row.hasPrefix(" " + first), "\(row)")
        #expect(row.contains("F10 actions"), "\(row)")
        // No key is cut in two: what is there is there as a whole.
        for target in LabScreen(lab.model).layout.targets where target.area.y == size.1 - 1 {
            #expect(target.area.right <= size.0)
        }
    }

    @Test(arguments: [80, 120]) func theFirstScreenSaysWhereTextGoes(_ width: Int) throws {
        var lab = try Self.lab(.lesson, width, 36)
        let row = Self.row(&lab)
        for words in ["F1 help", "F5 build", "F3 editor", "F4 shell"] { #expect(row.contains(words), "\(row)") }
    }

    @Test func aWideScreenHasRoomForThePanesKeysAndTheLabs() throws {
        var lab = try Self.lab(.build, 120, 36)
        let row = Self.row(&lab)
        for words in ["t step by step", "F5 build", "F1 help"] { #expect(row.contains(words), "\(row)") }
    }

    @Test func theWayToTheRestIsTheLastToGo() throws {
        var lab = try Self.lab(.images, 20, 5)
        #expect(Self.row(&lab).contains("F10 actions"))
    }

    /// The key to the next hit is named once there was a search.
    @Test func aSearchInTheLayersNamesTheKeyToTheNextHit() throws {
        var lab = try Self.lab(.layers, 80, 24)
        #expect(!Self.row(&lab).contains("next hit"))
        lab.type("/")
        lab.type("app\n")
        lab.press(.down)
        #expect(Self.row(&lab).contains("n next hit"))
    }

    @Test func aKeyThatWouldDoNothingNowIsNotNamed() throws {
        var lab = try Self.lab(.build, 120, 36)
        #expect(!Self.row(&lab).contains("stop build"))
        lab.press(.function(5))
        let run = try #require(lab.take().build?.run)
        lab.press(.character("4"), .alt)
        #expect(Self.row(&lab).contains("x stop build"))
        for event in BuildStream.editedApp.events { lab.send(.build(run, event)) }
        lab.send(.buildEnded(run, status: 0, errors: ""))
        #expect(!Self.row(&lab).contains("stop build"))
    }

    /// The slider's keys stand above it, and none of them is cut.
    @Test(arguments: [(80, 24), (120, 36)]) func theSlidersKeysAreAllThere(_ size: (Int, Int)) throws {
        var lab = try ScreenTests.lab("build-slider", size)
        let text = ScreenTests.draw(&lab).snapshot
        for words in ["Left and Right: another step", "v: environment", "l: all files", "m: hold against", "t: log"] {
            #expect(text.contains(words), "\(words) is missing:\n\(text)")
        }
    }
}
