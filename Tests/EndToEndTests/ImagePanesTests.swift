import Foundation
import Testing

extension EndToEnd {
    /// The lab's panes of images, layers and containers, over real images and containers.
    @Suite(
        .enabled(
            if: Program.isBuilt && Tmux.isThere && FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs ./slipway test, tmux and busybox-static"))
    struct ImagePanesTests {
        let project: Project
        let program: Program

        init() throws {
            project = try Project(named: "panes")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            self.program = program
        }

        /// `two:v1`, and on the same layers `two:v2`, which changes, removes, adds, and replaces a whole folder.
        private func buildImages() throws {
            let dockerfile = """
                FROM scratch
                COPY --chmod=755 busybox /bin/busybox
                COPY app /app

                """
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "busybox").path)
            try project.write("app/note.txt", "first\none\n")
            try project.write("app/old/a", "away\n")
            try project.write("app/dir/gone", "gone\n")
            try project.write("app/dir/kept", "kept\n")
            try project.write("Dockerfile", dockerfile)
            try expectSuccess(try program("build", "-q", "-t", "two:v1", "."))
            let script = """
                cd /app; busybox rm -r old dir; busybox mkdir dir; echo anew >dir/kept; echo 'first\\ntwo' >note.txt; \
                busybox chmod 750 note.txt; busybox dd if=/bin/busybox of=tool bs=1000 count=3 2>/dev/null
                """
            try project.write("Dockerfile", dockerfile + "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"\(script)\"]\n")
            try expectSuccess(try program("build", "-q", "-t", "two:v2", "."))
        }

        private func expectSuccess(_ outcome: Program.Outcome) throws {
            try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }

        private func lab() throws -> Tmux {
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            try tmux.type("SLIPWAY_HOME=\(program.home) \(Program.binary)\n")
            try tmux.wait(for: "A folder for the project")
            return tmux
        }

        /// Moves down until the selection is on a row.
        private func select(_ row: String, in tmux: Tmux) throws {
            for _ in 0..<40 {
                let before = try tmux.screen()
                if before.split(separator: "\n").contains(where: { $0.hasPrefix("›") && $0.contains(row) }) { return }
                try tmux.press("Down")
                try tmux.wait(for: "the next row") { $0 != before }
            }
            Issue.record("no row “\(row)” was reached:\n\(try tmux.screen())")
        }

        /// How the list writes an image: its repository and its tag are columns.
        private func image(_ tag: String, in tmux: Tmux) throws -> String {
            let pattern = try Regex("two +\(tag)")
            let screen = try tmux.wait(for: "two with \(tag)") { $0.contains(pattern) }
            return String(screen[try #require(screen.firstRange(of: pattern))])
        }

        @Test func layersShowTheirFilesAndHowTheyChanged() throws {
            defer { project.remove() }
            try buildImages()
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.press("M-6", "z")
            try select(try image("v2", in: tmux), in: tmux)
            try tmux.press("Enter")
            try tmux.wait(for: "Layers of two:v2")
            try select("RUN", in: tmux)
            try tmux.press("Right")
            let tree = try tmux.wait(for: "tool")
            for row in ["~     note.txt", "-     old/", "-       gone", "~       kept", "+     tool"] {
                #expect(tree.contains(row), "\(row) is missing in:\n\(tree)")
            }
            #expect(tree.contains("wasted 25 B"), "\(tree)")
            try tmux.press("w")
            let waste = try tmux.wait(for: "not to be seen")
            #expect(waste.contains("10 B  /app/note.txt") && waste.contains("5 B  /app/dir/gone"), "\(waste)")
            try tmux.press("Escape")
            try tmux.wait { !$0.contains("Esc closes") }

            try select("note.txt", in: tmux)
            try tmux.press("Enter")
            let changed = try tmux.wait(for: "mode 0644 → 0750")
            #expect(changed.contains("- one") && changed.contains("+ two"), "\(changed)")
            try tmux.press("d")
            try tmux.wait { !$0.contains("- one") && $0.contains("2  two") }
            try tmux.press("Escape")
            try tmux.wait { !$0.contains("Esc closes") }
            try select("tool", in: tmux)
            try tmux.press("Enter")
            let bytes = try tmux.wait(for: "This file is not text")
            #expect(bytes.contains("7f 45 4c 46"), "\(bytes)")
            try tmux.press("Escape")
            try tmux.wait { !$0.contains("Esc closes") }
            try tmux.press("Home")
            try select("gone", in: tmux)
            try tmux.press("Enter")
            try tmux.wait(for: "removed: it was 5 B")
        }

        @Test func twoImagesStandBesideEachOther() throws {
            defer { project.remove() }
            try buildImages()
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.press("M-6", "z")
            try select(try image("v1", in: tmux), in: tmux)
            try tmux.press("c")
            try tmux.wait(for: "to be compared")
            try tmux.press("Home")
            try select(try image("v2", in: tmux), in: tmux)
            try tmux.press("c")
            let both = try tmux.wait(for: "2 layers shared; 5 files differ")
            for row in ["~ /app/note.txt", "- /app/old/a", "- /app/dir/gone", "~ /app/dir/kept", "+ /app/tool"] {
                #expect(both.contains(row), "\(row) is missing in:\n\(both)")
            }
            try select("/app/dir/kept", in: tmux)
            try tmux.press("Enter")
            let changed = try tmux.wait(for: "+ anew")
            #expect(changed.contains("- kept"), "\(changed)")
        }

        @Test func containersOfOthersAreListedFollowedAndStopped() throws {
            defer { project.remove() }
            try buildImages()
            let tmux = try lab()
            defer { tmux.end() }
            try tmux.press("M-7", "z")
            let script = "echo I am here; trap 'echo bye; exit 7' TERM; while :; do busybox sleep 0.1; done"
            try expectSuccess(
                try program("run", "-d", "--name", "other", "two:v2", "/bin/busybox", "sh", "-c", script))
            defer { _ = try? program("rm", "-f", "other") }
            try expectSuccess(try program("run", "--name", "done", "two:v1", "/bin/busybox", "echo", "was here"))
            try tmux.wait(for: "exited (0)")
            try select("other", in: tmux)
            try tmux.wait(for: "I am here")
            try tmux.press("x")
            // What the command said is shown at its end, which may be after the container's.
            try tmux.wait(for: "Esc closes", within: 30)
            try tmux.press("Escape")
            try tmux.wait { $0.contains("exited (7)") && $0.contains("bye") && !$0.contains("Esc closes") }
            try tmux.press("DC")
            try tmux.wait { $0.contains("was here") && !$0.contains("exited (7)") }
            #expect(try program("ps", "-aq").output.split(separator: "\n").count == 1)
        }

        @Test func aShellOpensWhereABuildStopsOrFails() throws {
            defer { project.remove() }
            try project.write("work/note", "from the context\n")
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "work/busybox").path)
            try project.write(
                "work/Dockerfile",
                """
                FROM scratch
                COPY --chmod=755 busybox /bin/sh
                WORKDIR /here
                COPY note .
                RUN echo >later; exit 3
                CMD ["sh"]

                """)
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("SLIPWAY_HOME=\(program.home) \(Program.binary) lab --workspace work\n")
            try tmux.wait(for: "A folder for the project")
            try tmux.press("F3", "M-[")
            try tmux.wait(for: "› Dockerfile")
            // A breakpoint at line 4, then one instruction more and one less, then on to the step that fails.
            try tmux.press("Down", "Down", "Down", "M-x")
            try tmux.wait(for: "4●COPY note .")
            try tmux.press("F5")
            try tmux.wait(for: "Stopped before line 4")
            try tmux.press("M-j")
            try tmux.wait(for: "Stopped before line 5")
            try tmux.press("M-u")
            try tmux.wait(for: "Stopped before line 4")
            try tmux.press("F5")
            try tmux.wait(for: "failed after")
            try tmux.press("M-4")
            try tmux.wait(for: "› The build of")
            try tmux.press("s")
            try tmux.wait(for: "/here #", within: 40)
            try tmux.type("read line <note; echo it is $line; [ -e later ] || echo not yet\n")
            try tmux.wait(for: "it is from the context")
            try tmux.wait(for: "not yet")
            try tmux.type("exit\n")
            try tmux.press("M-4")
            try tmux.wait(for: "failed after")
            // The build before it, out of the list, and back to the newest.
            try tmux.press("h")
            try tmux.wait(for: "failed at line 5")
            try tmux.press("Down", "Enter")
            try tmux.wait(for: ": Stopped before line 4")
            try tmux.press("Escape")
            try tmux.wait(for: "› The build of")
            #expect(try program("why").output.contains("exit 3"), "the shell's build is nobody's last build")
            #expect(try program("images", "-q", "--filter", "dangling=false").output.isEmpty, "a part has no name")
        }

        @Test func aLogOfAMillionLinesIsThereToItsLastLine() throws {
            defer { project.remove() }
            try FileManager.default.createDirectory(
                at: project.folder.appending(path: "app"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "app/busybox").path)
            try project.write(
                "app/Dockerfile",
                """
                FROM scratch
                COPY --chmod=755 busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "busybox seq 1000000 | busybox sed 's,^,number ,'; exit 1"]

                """)
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("SLIPWAY_HOME=\(program.home) \(Program.binary) lab --workspace app\n")
            try tmux.wait(for: "A folder for the project")
            try tmux.press("F5")
            try tmux.wait(for: "failed after", within: 120)
            try tmux.press("M-4", "z", "Home")
            try tmux.wait(for: "number 1")
            // From the first lines on, a page at a time, no line is left out.
            for _ in 0..<15 { try tmux.press("PageDown") }
            let page = try tmux.wait { screen in
                let numbers = Self.numbers(screen)
                return numbers.count > 25 && numbers[0] > 300
            }
            let numbers = Self.numbers(page)
            #expect(numbers == Array(numbers[0]..<(numbers[0] + numbers.count)), "\(page)")
            try tmux.press("End")
            try tmux.wait(for: "number 1000000")
            for _ in 0..<150 { try tmux.press("PageUp") }
            let far = try tmux.wait { screen in
                let numbers = Self.numbers(screen)
                return numbers.count > 25 && numbers[0] < 996_000
            }
            let last = Self.numbers(far)
            #expect(last == Array(last[0]..<(last[0] + last.count)), "\(far)")
        }

        private static func numbers(_ screen: String) -> [Int] {
            screen.split(separator: "\n").compactMap { line in
                guard let range = line.firstRange(of: "number ") else { return nil }
                return Int(line[range.upperBound...].prefix { $0.isNumber })
            }
        }
    }
}
