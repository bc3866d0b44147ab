import Foundation
import Testing

extension EndToEnd {
    /// Two labs that want the same folder.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct SecondLabTests {
        let project: Project

        init() throws {
            project = try Project(named: "second-lab")
            let progress = URL(filePath: Program.sharedHome).appending(path: "progress.json")
            if FileManager.default.fileExists(atPath: progress.path) {
                try FileManager.default.removeItem(at: progress)
            }
        }

        /// A lab of the first lesson, which then chooses the second exercise.
        private func labThatChooses(in workspace: String) throws -> Tmux {
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            let path = project.folder.appending(path: workspace).path
            try tmux.type("clear; \(Program.binary) lab --workspace \(path); echo ended $?\n")
            try tmux.wait(for: "A folder for the project")
            try tmux.press("M-l")
            try tmux.wait(for: "Order for the cache")
            // Behind the two lessons and the first exercise.
            try tmux.press("Down", "Down", "Down", "Enter")
            return tmux
        }

        @Test func whoeverWantsNoSecondLabStandsInTheOneThatWasLeft() throws {
            defer { project.remove() }
            let first = try labThatChooses(in: "one")
            defer { first.end() }
            try first.wait(for: "What stays outside · step 1 of", within: 30)
            let second = try labThatChooses(in: "two")
            defer { second.end() }
            try second.wait(for: "Open a second lab all the same?", within: 30)
            try second.type("no\n")
            try second.wait(for: "A folder for the project", within: 30)
            try second.press("C-q")
            try second.wait(for: "ended 0", within: 30)
            try first.press("C-q")
            try first.wait(for: "ended 0", within: 30)
        }
    }
}
