import BuildPlan
import Foundation
import ImageFormat
import LabModel
import LabViews
import LessonFormat
import SelfChecks
import ShellScreen
import TerminalUI
import Testing

/// Every screen of the lab as text in `LabScreens/`: rows, style runs, caret. `SLIPWAY_RECORD=1` writes them anew; read the
/// difference before you commit it.
@Suite struct ScreenTests {
    static let scenes = [
        "start", "editor", "build-running", "build-hits", "build-failed", "build-cancelled", "build-stages",
        "build-compared", "build-stopped", "build-slider", "build-environment", "outdated", "container", "containers",
        "images", "layers",
        "layers-file", "layers-bytes", "layers-waste", "images-compared", "help", "palette", "unsaved", "guess",
        "verdicts", "shell", "shell-read", "lessons", "recovery", "completion", "brackets", "lonely-bracket", "matches",
        "solution-asked", "solution",
    ]
    static let sizes = [(80, 24), (120, 36), (20, 5), (0, 0)]

    @Test(arguments: scenes, sizes)
    func aSceneIsDrawnAsItsSnapshot(_ scene: String, _ size: (Int, Int)) throws {
        var lab = try Self.lab(scene, size)
        let grid = Self.draw(&lab)
        #expect(grid.size == Size(width: size.0, height: size.1))
        try Self.compare(grid.snapshot, with: "\(scene)-\(size.0)x\(size.1)")
    }

    @Test func asciiTerminalsShowNothingElse() throws {
        for scene in Self.scenes {
            var lab = try Self.lab(scene, (120, 36))
            lab.model.isUnicode = false
            let grid = Self.draw(&lab)
            for y in 0..<36 {
                for x in 0..<120 {
                    guard let character = grid[Point(x: x, y: y)].character else { continue }
                    #expect(character.isASCII, "\(scene): \(character) at \(x),\(y)")
                }
            }
        }
    }

    /// What the states are told apart by stays when the colours go.
    @Test func statesAreToldApartWithoutColour() throws {
        var lab = try Self.lab("build-failed", (120, 36))
        let text = Self.draw(&lab).snapshot
        for word in ["CACHED", "done in", "FAILED", "skipped"] { #expect(text.contains(word)) }
    }

    @Test func everySizeDrawsEveryScene() throws {
        for scene in Self.scenes {
            for size in [
                (1, 1), (2, 2), (7, 3), (20, 5), (39, 12), (60, 10), (119, 30), (120, 29), (121, 31), (400, 120),
            ] {
                var lab = try Self.lab(scene, size)
                #expect(Self.draw(&lab).size == Size(width: size.0, height: size.1))
            }
        }
    }

    // MARK: Scenes

    static func lab(_ scene: String, _ size: (Int, Int)) throws -> Lab {
        // These texts were written on a larger screen, which then became small.
        let isShrunk = size == (20, 5) && ["outdated", "matches"].contains(scene)
        var lab = try self.lab(scene, at: isShrunk ? (80, 24) : size)
        if isShrunk { lab.send(.input(.resize(Size(width: size.0, height: size.1)))) }
        return lab
    }

    private static func lab(_ scene: String, at size: (Int, Int)) throws -> Lab {
        var lab = try Lab(
            width: size.0, height: size.1, files: ["Dockerfile": BuildStream.dockerfile + "\n", "app.py": "print(1)\n"])
        for _ in 0..<8 where lab.model.theme != .none { lab.press(.character("c"), .alt) }
        lab.press(.escape)
        switch scene {
        case "editor":
            lab.press(.function(3))
            lab.type("FORM x\n")
        case "build-running": build(&lab, .failed, upTo: 11)
        case "build-hits": build(&lab, .editedApp)
        case "build-failed": build(&lab, .failed)
        case "build-cancelled": build(&lab, .cancelled)
        case "build-stages": build(&lab, .multiStage)
        case "build-stopped":
            lab.press(.function(3))
            lab.press(.character("g"), .control)
            lab.type("7\n")
            lab.press(.character("x"), .alt)
            build(&lab, .stopped)
        case "build-compared":
            build(&lab, .cold)
            build(&lab, .editedApp)
            lab.type("c")
        case "build-slider", "build-environment":
            build(&lab, .editedApp)
            slider(&lab)
            if scene == "build-environment" { lab.type("v") }
        case "outdated":
            build(&lab, .editedApp)
            lab.press(.function(3))
            lab.press(.end, .control)
            lab.press(.up)
            lab.press(.end)
            lab.type("1")
        case "container", "containers", "images", "layers", "layers-file", "layers-bytes", "layers-waste",
            "images-compared":
            ImageScenes.play(scene, &lab)
        case "shell", "shell-read": shell(&lab, reads: scene == "shell-read")
        case "lessons": lessons(&lab)
        case "completion":
            lab.press(.function(3))
            lab.press(.end, .control)
            lab.type("\nRUN --")
            lab.press(.character(" "), .control)
        case "brackets", "lonely-bracket", "matches", "solution-asked", "solution": editor(scene, &lab)
        case "recovery": lab.send(.recoveryFound("app.py", text: Array("print(2)\n".utf8)))
        case "help": lab.press(.function(1))
        case "palette":
            lab.press(.function(10))
            lab.type("bu")
        case "unsaved":
            lab.press(.function(3))
            lab.type("x")
            lab.press(.character("q"), .control)
        case "guess":
            lab.press(.function(8))
            lab.press(.function(8))
            lab.type("ABB")
        case "verdicts": verdicts(&lab)
        default: break
        }
        return lab
    }

    private static func build(_ lab: inout Lab, _ stream: BuildStream, upTo count: Int? = nil) {
        lab.press(.function(5))
        guard let run = lab.take().build?.run else { return }
        for event in stream.events.prefix(count ?? stream.events.count) {
            lab.send(.tick(max(lab.model.now, 100 + event.time)))
            lab.send(.build(run, event))
        }
        if count == nil { lab.send(.buildEnded(run, status: 0, errors: "")) }
        lab.press(.character("4"), .alt)
    }

    /// The last step but one, held against the base.
    private static func slider(_ lab: inout Lab) {
        lab.type("t")
        let app = [
            LayerChange(kind: .added, path: "/app/", bytes: 0),
            LayerChange(kind: .added, path: "/app/requirements.txt", bytes: 13),
        ]
        let base = [LayerChange(kind: .added, path: "/etc/os-release", bytes: 250)]
        let path = BuildMoment.Setting(name: "ENV PATH", value: "/usr/local/bin:/usr/bin:/bin")
        let moments = [
            BuildMoment(
                text: "FROM python:3.11-alpine", beginsStage: true, changes: base,
                settings: [.init(name: "WORKDIR", value: "/"), path]),
            BuildMoment(text: "WORKDIR /app", settings: [.init(name: "WORKDIR", value: "/app"), path]),
            BuildMoment(
                text: "COPY requirements.txt .", changes: app, settings: [.init(name: "WORKDIR", value: "/app"), path]),
            BuildMoment(
                text: "RUN pip install --no-cache-dir -r requirements.txt",
                changes: [
                    LayerChange(kind: .changed, path: "/etc/os-release", bytes: 260),
                    LayerChange(kind: .added, path: "/usr/lib/flask.py", bytes: 120_000),
                ], omittedChanges: 12, settings: [.init(name: "WORKDIR", value: "/app"), path]),
            BuildMoment(text: "EXPOSE 5000"),
        ]
        for case .readMoments(let run, _) in lab.take() { lab.send(.moments(run, .known(moments))) }
        lab.press(.home)
        for _ in 0..<4 { lab.press(.left) }
        lab.type("m")
        for _ in 0..<3 { lab.press(.right) }
        lab.press(.down)
    }

    private static func lessons(_ lab: inout Lab) {
        lab.press(.character("l"), .alt)
        for case .listLessons(let run) in lab.take() {
            let exercises = (1...12).map {
                LessonEntry(id: "e\($0)", folder: "exercises/e\($0)", title: "Exercise \($0)", steps: 1)
            }
            let own = LessonEntry(id: "greeting", folder: "06-greeting", title: "A greeting", steps: 3)
            lab.send(.lessons(run, [own] + exercises))
        }
        lab.press(.down)
    }

    private static func shell(_ lab: inout Lab, reads: Bool) {
        lab.press(.function(4))
        _ = draw(&lab)
        for case .startShell(let run, let size) in lab.take() {
            let terminal = ShellTerminal(size)
            let lines = (1...40).map { "\u{1b}[3\($0 % 8)mline \($0)\u{1b}[0m ─ wide 漢字\r\n" }.joined()
            Array((lines + "\u{1b}]2;vim Dockerfile\u{7}my-docker-app $ ").utf8).withUnsafeBytes { terminal.feed($0) }
            lab.send(.shellFrame(run, terminal.frame()))
        }
        guard reads else { return }
        lab.press(.pageUp)
        lab.press(.up, .shift)
        lab.press(.left, .shift)
    }

    private static func editor(_ scene: String, _ lab: inout Lab) {
        lab.press(.function(3))
        lab.press(.end, .control)
        switch scene {
        case "brackets", "lonely-bracket":
            lab.type("\nCMD [\"python\", \"]\"")
            if scene == "brackets" { lab.type("]") } else { for _ in 0..<13 { lab.press(.left) } }
        case "matches":
            lab.press(.character("f"), .control)
            lab.type("app\n")
        default:
            lab.press(.character("v"), .alt)
            if scene == "solution" { lab.press(.enter) }
        }
    }

    private static func verdicts(_ lab: inout Lab) {
        lab.press(.function(8))
        lab.press(.function(8))
        lab.type("1")
        for case .gatherEvidence(let run, _) in lab.take().suffix(1) { lab.send(.evidence(run, Evidence())) }
    }

    // MARK: Files

    /// Draws as the loop does.
    static func draw(_ lab: inout Lab) -> Grid {
        let screen = LabScreen(lab.model)
        lab.note(lab.model.show(screen.layout))
        var grid = Grid(Size(width: lab.model.layout.columns, height: lab.model.layout.rows))
        screen.render(into: &grid)
        return grid
    }

    private static func compare(_ text: String, with name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "LabScreens")
        let file = folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["SLIPWAY_RECORD"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
        }
        let wanted = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let same = text + "\n" == wanted
        #expect(same, "\(name) is not as in LabScreens/\(name).txt:\n\(text)")
    }
}
