import Foundation
import Testing

extension EndToEnd {
    /// The editor over files as people have them, in the program that users run.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct EditorTests {
        /// The lesson's files, all of them these bytes with that mode.
        private func project(_ bytes: [UInt8], mode: Int) throws -> (project: Project, files: [URL]) {
            let project = try Project(named: "editor")
            let workspace = project.folder.appending(path: "my-docker-app")
            try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
            let files = ["Dockerfile", "app.py", "requirements.txt"].map { workspace.appending(path: $0) }
            for file in files {
                try Data(bytes).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
            }
            return (project, files)
        }

        private func lab(in project: Project) throws -> Tmux {
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            let workspace = project.folder.appending(path: "my-docker-app").path
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace)\n")
            try tmux.wait(for: "line 1, column 1")
            try tmux.press("F3")
            return tmux
        }

        @Test func aReadOnlyFileIsSaidStaysAsItIsAndKeepsTheTextInTheEditor() throws {
            let bytes = Array("one\n".utf8)
            let (project, files) = try project(bytes, mode: 0o444)
            defer { project.remove() }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            try tmux.type("typed ")
            try tmux.wait(for: "typed one")
            try tmux.press("C-s")
            try tmux.wait(for: "was not saved: it is read-only")
            #expect(try tmux.screen().contains("not saved"))
            #expect(try tmux.screen().contains("typed one"))
            for file in files { #expect(try Array(Data(contentsOf: file)) == bytes) }
        }

        @Test func theLearnersOwnEditorOpensInTheShellAndTheLabFollows() throws {
            let (project, files) = try project(Array("one\n".utf8), mode: 0o644)
            defer { project.remove() }
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            let workspace = files[0].deletingLastPathComponent().path
            try tmux.type(
                "clear; env -u VISUAL SHELL=/bin/bash EDITOR=vim.tiny \(Program.binary) lab --workspace \(workspace)\n")
            try tmux.wait(for: "line 1, column 1")
            try tmux.press("F3", "M-o")
            try tmux.wait(for: "own editor") { $0.contains("\u{2502}~") }
            try tmux.type("ggO# by vim")
            try tmux.press("Escape")
            try tmux.type(":wq\n")
            try tmux.wait(for: "1 # by vim")
            #expect(try files.map { try String(contentsOf: $0, encoding: .utf8) }.contains("# by vim\none\n"))
        }

        @Test func completionOffersTheFilesOfTheContext() throws {
            let (project, _) = try project(Array("".utf8), mode: 0o644)
            defer { project.remove() }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            try tmux.press("M-[")
            // What comes at once after Alt-[ would be read as a sequence with it.
            try tmux.wait(for: "› Dockerfile")
            try tmux.type("COPY req")
            try tmux.press("M-/")
            try tmux.wait(for: "\u{203A}requirements.txt")
            try tmux.press("Enter")
            try tmux.wait(for: "COPY requirements.txt")
        }

        @Test func whatWasNotSavedSurvivesAKilledLab() throws {
            let (project, files) = try project(Array("one\n".utf8), mode: 0o644)
            defer { project.remove() }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            try tmux.type("typed ")
            try tmux.wait(for: "typed one")
            Thread.sleep(forTimeInterval: 2)
            let workspace = project.folder.appending(path: "my-docker-app").path
            _ = try Program(folder: project.folder).run(["pkill", "-KILL", "-f", "lab --workspace \(workspace)"])
            try tmux.wait(for: "Killed")
            try tmux.type("reset; clear; \(Program.binary) lab --workspace \(workspace)\n")
            try tmux.wait(for: "[›Take it back]")
            try tmux.press("Enter")
            try tmux.wait(for: "typed one")
            try tmux.press("C-s")
            try tmux.wait(for: "Saved")
            #expect(try files.map { try String(contentsOf: $0, encoding: .utf8) }.contains("typed one\n"))
            try tmux.press("C-q")
            try tmux.wait { !$0.contains("F1 help") }
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace)\n")
            try tmux.wait(for: "line 1, column 1")
            Thread.sleep(forTimeInterval: 0.5)
            #expect(try !tmux.screen().contains("Take it back"), "what is saved is not offered again")
        }

        @Test func savingChangesNoByteThatTheLearnerDidNot() throws {
            // A mark, line breaks of both kinds, a letter outside ASCII, no line break at the end.
            let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("# caf\u{E9}\r\n# two\n# three".utf8)
            let (project, files) = try project(bytes, mode: 0o640)
            defer { project.remove() }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            try tmux.press("Down", "Home")
            try tmux.type("# new ")
            try tmux.press("C-s")
            try tmux.wait(for: "Saved ")
            let wanted: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("# caf\u{E9}\r\n# new # two\n# three".utf8)
            let changed = try files.filter { try Array(Data(contentsOf: $0)) != bytes }
            #expect(changed.count == 1)
            for file in changed {
                #expect(try Array(Data(contentsOf: file)) == wanted)
                let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
                #expect(mode == 0o640)
            }
        }
    }
}
