import Foundation
import Glibc
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
            try eventually("the unsaved text is kept") { isKept("typed one", of: project) }
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
            try tmux.wait { !$0.contains("F10 actions") }
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace)\n")
            try tmux.wait(for: "line 1, column 1")
            #expect(!isKept("typed one", of: project), "what is saved is not offered again")
            #expect(try !tmux.screen().contains("Take it back"))
        }

        /// Whether a lab keeps that text beside the store, for a file of the project that was not saved.
        private func isKept(_ text: String, of project: Project) -> Bool {
            let folder = URL(filePath: Program.sharedHome).appending(path: "recovery")
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            return (files ?? []).contains { file in
                guard let data = try? Data(contentsOf: file) else { return false }
                let copy = String(decoding: data, as: UTF8.self)
                return copy.contains(text) && copy.contains(project.folder.lastPathComponent)
            }
        }

        /// The name in the editor's tab bar that is marked as open.
        private func openTab(_ screen: String) -> Substring? {
            screen.split(separator: "\n").dropFirst().first?.split(separator: "\u{2502}").last?
                .firstMatch(of: /› (\S+)/)?.output.1
        }

        /// Files as people have them: their bytes, and what they are once `new ` is typed before the second line.
        static let texts: [(name: String, before: [UInt8], after: [UInt8])] = [
            // A mark, line breaks of both kinds, a letter outside ASCII, no line break at the end.
            (
                "UTF-8", [0xEF, 0xBB, 0xBF] + Array("# caf\u{E9}\r\n# two\n# three".utf8),
                [0xEF, 0xBB, 0xBF] + Array("# caf\u{E9}\r\nnew # two\n# three".utf8)
            ),
            (
                "Latin-1", Array("# caf".utf8) + [0xE9, 10, 0xFC, 10],
                Array("# caf".utf8) + [0xE9, 10] + Array("new ".utf8) + [0xFC, 10]
            ),
            (
                "no text", [0, 1, 0xFF, 10, 0xC3, 0x28, 13, 0x1B],
                [0, 1, 0xFF, 10] + Array("new ".utf8) + [0xC3, 0x28, 13, 0x1B]
            ),
            (
                "emoji", Array("\u{1F469}\u{200D}\u{1F467}\tx\n\u{5E9}\u{5DC} e\u{301}\n\n".utf8),
                Array("\u{1F469}\u{200D}\u{1F467}\tx\nnew \u{5E9}\u{5DC} e\u{301}\n\n".utf8)
            ),
        ]

        @Test(arguments: texts.indices)
        func savingChangesNoByteThatTheLearnerDidNot(_ index: Int) throws {
            let text = Self.texts[index]
            let (project, files) = try project(text.before, mode: 0o640)
            defer { project.remove() }
            // One is a link, one has another name, and root's may belong to somebody else.
            let target = project.folder.appending(path: "target")
            let twin = project.folder.appending(path: "twin")
            try FileManager.default.moveItem(at: files[0], to: target)
            try FileManager.default.createSymbolicLink(at: files[0], withDestinationURL: target)
            try FileManager.default.linkItem(at: files[1], to: twin)
            if getuid() == 0 { for file in [target, files[1], files[2]] { chown(file.path, 1234, 4321) } }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            for turn in 0..<3 {
                if turn > 0 {
                    let before = try openTab(tmux.screen())
                    try tmux.press("M-]")
                    try tmux.wait(for: "the next file") { openTab($0) != before && openTab($0) != nil }
                }
                try tmux.press("Down", "Home")
                try tmux.type("new ")
            }
            try tmux.press("C-s")
            try tmux.wait(for: "Saved ")
            for file in files + [twin] {
                #expect(try Array(Data(contentsOf: file)) == text.after, "\(text.name), \(file.lastPathComponent)")
                var status = stat()
                stat(file.path, &status)
                #expect(status.st_mode & 0o7777 == 0o640)
                #expect(getuid() != 0 || status.st_uid == 1234 && status.st_gid == 4321)
            }
            var status = stat()
            lstat(files[0].path, &status)
            #expect(status.st_mode & S_IFMT == S_IFLNK)
            let names = try FileManager.default.contentsOfDirectory(atPath: files[0].deletingLastPathComponent().path)
            #expect(names.sorted() == files.map(\.lastPathComponent).sorted(), "nothing is left beside them")
        }

        @Test func aCharacterThatTheFileCannotHaveIsSaid() throws {
            let (project, files) = try project(Array("# caf".utf8) + [0xE9, 10], mode: 0o644)
            defer { project.remove() }
            let tmux = try lab(in: project)
            defer { tmux.end() }
            try tmux.wait(for: "caf\u{E9}")
            try tmux.type("\u{6F22}")
            try tmux.wait(for: "This file's encoding has no such character")
            try tmux.type("\u{FC}")
            try tmux.press("C-s")
            try tmux.wait(for: "Saved ")
            let saved = try files.map { try Array(Data(contentsOf: $0)) }
            #expect(saved.contains([0xFC] + Array("# caf".utf8) + [0xE9, 10]), "\(saved)")
        }
    }
}
