import BuildPlan
import Forecast
import ImageFormat
import LabModel
@testable import LabViews
import TerminalUI
import Testing

/// What the lab tells has a sign or a word beside its colour, and stands where it belongs.
@Suite struct ToldWithoutColourTests {
    private static func ended(_ outcome: StepOutcome) -> StepPhase {
        .ended(StepFinish(step: StepID(0), outcome: outcome, duration: 1))
    }

    private static let failure = StepFailure(message: "It failed.", location: "Dockerfile:1:1")
    private static let phases: [StepPhase] = [
        .waiting, ended(.cached(saved: 1)), ended(.done), ended(.failed(failure)), ended(.skipped), ended(.cancelled),
    ]

    @Test(arguments: [Glyphs.unicode, .ascii]) func everyStateHasASignOfItsOwn(_ glyphs: Glyphs) {
        let words = StepWords(glyphs: glyphs, clock: 0)
        let signs = Self.phases.map { words.gutter($0).sign } + [words.outdated.sign, ForecastSigns.sign]
        #expect(Set(signs).count == signs.count, "\(signs)")
    }

    @Test(arguments: [ThemeName.dark, .light, .contrast])
    func everyStateHasAStyleOfItsOwn(_ name: ThemeName) {
        let theme = Theme.named(name)
        let words = StepWords(glyphs: .unicode, clock: 0)
        let states = [Self.phases[1], Self.phases[2], Self.phases[3], .running(since: 0), Self.phases[5]]
        let roles = states.map { words.gutter($0).role } + [ForecastSigns.gutter(.cached(saved: 1)).role]
        let styles = roles.map { theme[$0] } + [theme[.selectedRow], theme[.keyCap]]
        for (index, style) in styles.enumerated() {
            #expect(!styles.dropFirst(index + 1).contains(style), "\(index) of \(roles) looks like another in \(name)")
        }
    }

    @Test func aLineWithAFindingHasASignAlsoWhereTheCaretIsElsewhere() throws {
        var lab = try ScreenTests.lab("editor", (120, 36))
        lab.press(.end, .control)
        let text = ScreenTests.draw(&lab).snapshot
        #expect(text.contains("  1!FORM x") && text.contains("  2 FROM"), "\(text)")
    }

    /// What stands below the text after Alt-M is about the failure, not what the instruction means in general.
    @Test(arguments: [(80, 24), (120, 36)]) func theFailureStandsBelowTheLineThatFailed(_ size: (Int, Int)) throws {
        var lab = try ScreenTests.lab("build-failed", size)
        lab.press(.character("m"), .alt)
        #expect(lab.model.layout.focus == .editor)
        let text = ScreenTests.draw(&lab).snapshot
        #expect(text.contains("failed: The command ended with exit status 1.") && !text.contains("RUN: "), "\(text)")
        #expect(text.contains("What to do:"), "\(text)")
        lab.press(.character("e"), .alt)
        #expect(ScreenTests.draw(&lab).snapshot.contains("failed: The command ended"))
        lab.press(.escape)
        // Another instruction has its meaning, and one that was edited since is not what failed.
        lab.press(.up)
        lab.press(.up)
        #expect(!ScreenTests.draw(&lab).snapshot.contains("failed: "))
        lab.press(.down)
        lab.press(.down)
        lab.press(.home)
        lab.press(.delete)
        #expect(!ScreenTests.draw(&lab).snapshot.contains("failed: "))
    }

    // MARK: Images and layers

    private static func images(_ names: [[String]]) throws -> String {
        var lab = try Lab(width: 80, height: 24)
        lab.press(.character("6"), .alt)
        lab.type("u")
        let rows = names.enumerated().map { index, names in
            ImageRow(id: "sha256:000000000\(index)", names: names, size: 1, created: nil, standsInFor: nil)
        }
        for case .listImages(let run) in lab.take() { lab.send(.images(run, .known(rows))) }
        return ScreenTests.draw(&lab).snapshot
    }

    @Test func imagesWithoutANameAreExplainedWhereThereAreAny() throws {
        let words = "<none> is an image without a name"
        #expect(try Self.images([["a:1"], []]).contains(words))
        #expect(try !Self.images([["a:1"]]).contains(words))
        let many = try Self.images(Array(repeating: ["a:1"], count: 60) + [[]])
        #expect(many.contains(words), "it stays in sight below a long list")
    }

    @Test func aSelectedRowHasItsMarkWhateverItIs() throws {
        var lab = try ScreenTests.lab("images", (80, 24))
        lab.press(.enter)
        let change = LayerChange(kind: .added, path: "/a", bytes: 1)
        let layer = LayerSummary(createdBy: "ADD", diffID: "a", changes: [change], omittedChanges: 3)
        for case .inspectLayers(let run, .image(let image)) in lab.take() {
            lab.send(.layers(run, .known(.layers(ImageLayers(image: image, layers: [layer])))))
        }
        lab.press(.enter)
        for row in 0..<3 {
            let rows = ScreenTests.draw(&lab).snapshot.split(separator: "\n")
            #expect(rows.count { $0.hasPrefix("|›") } == 1, "row \(row)")
            lab.press(.down)
        }
    }

    @Test func aHitInTheLayersIsToldWithItsFolderAndItsLayer() {
        let hit = LayerHit(path: "/usr/lib/x.py", layer: 3, createdBy: "RUN /bin/sh -c make # buildkit")
        #expect(NoticeWords.text(.foundInLayers(hit)) == "/usr/lib/x.py (layer 3: RUN make)")
    }
}
