import Foundation
import Testing

extension EndToEnd {
    /// A race in the lab, in a real terminal, by keys.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct RaceTests {
        /// The same files in another order: after an edit of `greet.py`, only B has a layer left in the cache.
        private func project() throws -> Project {
            let project = try Project(named: "race")
            try project.write("app/Dockerfile.first", "FROM scratch\nCOPY greet.py /app/\nCOPY words.txt /app/\n")
            try project.write("app/Dockerfile", "FROM scratch\nCOPY words.txt /app/\nCOPY greet.py /app/\n")
            try project.write("app/greet.py", "print('hello')\n")
            try project.write("app/words.txt", "one\ntwo\n")
            return project
        }

        @Test(arguments: [(80, 24), (120, 36)])
        func aRaceShowsTwoGuttersStopwatchesBytesAndWhoWon(_ columns: Int, _ rows: Int) throws {
            let project = try project()
            defer { project.remove() }
            let workspace = project.folder.appending(path: "app")
            let tmux = try Tmux(columns: columns, rows: rows, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace.path); echo ended $?\n")
            try tmux.wait(for: "A folder for the project")

            try tmux.press("M-4", "r")
            try tmux.wait(for: "Race two Dockerfiles")
            try tmux.type("Dockerfile.first Dockerfile --edit greet.py")
            try tmux.press("Enter")
            // The sums of both stand there once the second has crossed the line.
            let shown = try tmux.wait(for: "the sums of both", within: 60) {
                $0.components(separatedBy: " B written").count == 3
            }
            let lines = shown.components(separatedBy: "\n")
            func hasLine(_ words: String...) -> Bool {
                lines.contains { line in words.allSatisfy { line.contains($0) } }
            }
            #expect(hasLine("Race: Dockerfile.first Dockerfile"), "\(shown)")
            let heads = lines.filter { $0.contains("A  Dockerfile.first") && $0.contains("B  Dockerfile") }
            // The lesson may stand to the left of it.
            let head = heads.first?.components(separatedBy: "A  Dockerfile.first").last ?? ""
            #expect(head.components(separatedBy: " s").count == 3, "two stopwatches:\n\(shown)")
            #expect(hasLine("was built again after the edit"), "\(shown)")
            #expect(hasLine("COPY greet.py", "CACHED", "COPY words.txt"), "two gutters:\n\(shown)")
            #expect(hasLine("2 ran", "1 ran"), "\(shown)")
            let ended = try tmux.wait(for: "who has won") { screen in
                ["times as fast.", "take the same time."].contains { screen.contains($0) }
            }
            #expect(!ended.contains("Each is built once"), "\(ended)")

            // The race works on copies.
            let greeting = try String(contentsOf: workspace.appending(path: "greet.py"), encoding: .utf8)
            #expect(greeting == "print('hello')\n")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func whatCannotRaceIsSaid() throws {
            let project = try project()
            defer { project.remove() }
            let workspace = project.folder.appending(path: "app")
            let tmux = try Tmux(columns: 80, rows: 24, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace.path); echo ended $?\n")
            try tmux.wait(for: "A folder for the project")
            try tmux.press("M-4", "r")
            try tmux.wait(for: "Race two Dockerfiles")
            try tmux.type("Dockerfile.first Dockerfile --edit none.py")
            try tmux.press("Enter")
            try tmux.wait(for: "has no file", within: 60)
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }
    }
}
