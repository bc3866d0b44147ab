import BuildPlan
import LabModel
import TerminalUI
import Testing

@testable import LabViews

/// The list of kept builds, one of them, and a race, as they stand in the build's pane.
@Suite struct KeptBuildViewTests {
    private static let sizes = [(80, 24), (120, 36)]

    /// A lab with the build's pane in focus.
    private func lab(_ size: (Int, Int)) throws -> Lab {
        var lab = try Lab(width: size.0, height: size.1, files: ["Dockerfile": BuildStream.dockerfile])
        lab.press(.character("4"), .alt)
        return lab
    }

    /// The screen's rows as text.
    private func rows(_ lab: inout Lab) -> [String] {
        let grid = ScreenTests.draw(&lab)
        return (0..<grid.size.height).map { y in
            (0..<grid.size.width).map { x in grid[Point(x: x, y: y)].character.map(String.init) ?? "" }.joined()
        }
    }

    private func listed(_ size: (Int, Int)) throws -> Lab {
        var lab = try lab(size)
        lab.type("h")
        let builds = [
            ("b3", BuildStream.editedApp, 7.0), ("b2", BuildStream.failed, 7_300.0),
            ("b1", BuildStream.stopped, 200_000.0),
        ]
        for case .listBuilds(let question) in lab.take() {
            lab.send(
                .builds(question, builds.map { KeptBuildRow(KeptBuild(id: $0.0, $0.1.events), age: $0.2) }))
        }
        return lab
    }

    @Test(arguments: sizes) func theListSaysWhenWhatAndHow(_ size: (Int, Int)) throws {
        var lab = try listed(size)
        let shown = rows(&lab)
        for words in [
            ["7 s ago", "my-flask-app:v1", "built", "3 of 5"], ["2 h ago", "failed at line 7", "1 of 3"],
            ["2 days ago", "stopped before line 7"],
        ] {
            #expect(shown.contains { row in words.allSatisfy { row.contains($0) } }, "\(words) in \(shown)")
        }
        #expect(shown.contains { $0.contains("OUTCOME") })
    }

    @Test(arguments: sizes) func anEmptyListSaysWhatToDo(_ size: (Int, Int)) throws {
        var lab = try lab(size)
        lab.type("h")
        #expect(rows(&lab).contains { $0.contains("Reading the image store") })
        for case .listBuilds(let question) in lab.take() { lab.send(.builds(question, [])) }
        #expect(rows(&lab).contains { $0.contains("No build of this folder is kept yet.") })
    }

    @Test(arguments: sizes) func aShownOneIsComparedWithTheOneThatWorked(_ size: (Int, Int)) throws {
        var lab = try listed(size)
        lab.press(.enter)
        for case .readKeptBuild(let question, _) in lab.take() {
            let kept = KeptRun(BuildStream.failed.folded(), counterpart: .after(BuildStream.cold.folded()))
            lab.send(.keptBuild(question, .known(kept)))
        }
        #expect(rows(&lab).contains { $0.contains("b1: The build of my-flask-app:v1 failed") })
        lab.type("c")
        #expect(rows(&lab).contains { $0.contains("later: ran, 1.4 s") })
        #expect(rows(&lab).contains { $0.contains("b1 (just now) beside b1 (just now): my-flask-app:v1") })
        lab.press(.escape)
        #expect(!rows(&lab).contains { $0.contains("failed") })
    }

    /// By their IDs, how long ago they began, and what they made, where that is not the same.
    @Test func theTitleNamesBothBuilds() {
        func run(_ id: String, _ tag: String, _ origin: Double?) -> BuildRun {
            var run = BuildStream.cold.folded()
            run.start?.buildID = id
            run.start?.tags = ["docker.io/library/" + tag]
            run.origin = origin
            return run
        }
        let newest = run("b3", "app:v2", 1_000)
        #expect(
            HistoryWords.compared(newest, with: run("b1", "app:v1", 640), now: 1_120)
                == "b3 (2 min ago) beside b1 (8 min ago): app:v2, app:v1")
        #expect(
            HistoryWords.compared(newest, with: run("b0", "app:v2", nil), now: 1_000)
                == "b3 (just now) beside b0: app:v2")
    }

    // MARK: A race

    private func racing(_ size: (Int, Int)) throws -> Lab {
        var lab = try lab(size)
        lab.type("r")
        lab.type("slow quick --edit app.py\n")
        for case .startRace(let run, _) in lab.take() {
            for (side, stream) in [(RaceSide.first, BuildStream.cold), (RaceSide.second, BuildStream.editedApp)] {
                for event in stream.events { lab.send(.race(run, RaceEvent(side: side, lap: .race, build: event))) }
            }
            lab.send(.raceEnded(run, status: 0, errors: ""))
        }
        return lab
    }

    @Test(arguments: sizes) func twoGuttersStandBesideEachOther(_ size: (Int, Int)) throws {
        var lab = try racing(size)
        let shown = rows(&lab)
        #expect(shown.contains { $0.contains("A  .") && $0.contains("B  .") }, "\(shown)")
        #expect(shown.contains { $0.contains("1.4 s") && $0.contains("CACHED") }, "one row has both: \(shown)")
        #expect(shown.contains { $0.contains("0 from the cache, 5 ran") && $0.contains("3 from the cache") })
        let written = shown.filter { $0.contains("written") && !$0.contains("writt…") }
        #expect(written.count == 1, "bytes are not cut off: \(shown)")
        #expect(shown.contains { $0.contains("B is ") && $0.contains(" times as fast.") })
    }

    @Test func inANarrowPaneOneStandsAboveTheOther() throws {
        var lab = try racing((50, 40))
        let shown = rows(&lab)
        let (first, second) = (shown.firstIndex { $0.contains("A  .") }, shown.firstIndex { $0.contains("B  .") })
        #expect(try #require(first) < #require(second))
    }

    @Test func everySizeDrawsThem() throws {
        for size in [(1, 1), (2, 2), (7, 3), (20, 5), (39, 12), (59, 10), (119, 30), (121, 31), (400, 120)] {
            for begun in [try listed((120, 36)), try racing((120, 36))] {
                var lab = begun
                lab.send(.input(.resize(Size(width: size.0, height: size.1))))
                #expect(ScreenTests.draw(&lab).size == Size(width: size.0, height: size.1))
            }
        }
    }

    @Test func whatIsWrongIsSaid() throws {
        var lab = try lab((80, 24))
        lab.type("r")
        lab.type("slow quick --edit none\n")
        for case .startRace(let run, _) in lab.take() {
            #expect(rows(&lab).contains { $0.contains("Each is built once") })
            lab.send(.raceEnded(run, status: 1, errors: "Error: slow has no file `none`\n"))
        }
        #expect(rows(&lab).contains { $0.contains("slow has no file `none`") })
    }
}
