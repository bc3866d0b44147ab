import Foundation
import Testing

extension EndToEnd {
    /// What the commands about images and their space print.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct ImageCommandTests {
        private struct Shelf {
            let user: RegistryUser
            let ids: [String]

            /// Two images, the first with a label, three names in all.
            init() throws {
                user = try RegistryUser()
                let first = try user.build("team/app:v1")
                let project = Project(folder: user.folder.appending(path: "second"))
                try project.write("Dockerfile", "FROM scratch\nCOPY x /x\n")
                try project.write("x", String(repeating: "x", count: 1500))
                _ = try user.program("build", "-q", "-t", "other:v2", "second")
                _ = try user.program("tag", "other:v2", "team/app:v2")
                ids = [first, try user.id("other:v2")]
            }

            func names(_ arguments: String...) throws -> [String] {
                let words = ["images", "--format", "{{.Repository}}:{{.Tag}}"] + arguments
                let outcome = try user.program(words)
                #expect(outcome.status == 0, "\(outcome.errors)")
                return outcome.output.split(separator: "\n").map(String.init).sorted()
            }
        }

        @Test func imagesAreFilteredAndFormatted() throws {
            let shelf = try Shelf()
            defer { shelf.user.remove() }
            let all = ["other:v2", "team/app:v1", "team/app:v2"]
            #expect(try shelf.names() == all)
            #expect(try shelf.names("--filter", "reference=team/*") == ["team/app:v1", "team/app:v2"])
            #expect(try shelf.names("--filter", "label=made") == ["team/app:v1"])
            #expect(try shelf.names("--filter", "label=made=elsewhere") == [])
            #expect(try shelf.names("--filter", "label!=made") == ["other:v2", "team/app:v2"])
            #expect(try shelf.names("--filter", "until=1h") == [])
            #expect(try shelf.names("--filter", "until=2100-01-01T00:00:00Z") == all)
            #expect(try shelf.names("--filter", "dangling=true") == [])
            #expect(try shelf.names("team/app") == ["team/app:v1", "team/app:v2"])
            for wrong in ["until=soon", "colour=red", "label"] {
                #expect(try shelf.user.program("images", "--filter", wrong).status == 1)
            }
            let table = try shelf.user.program("images", "--format", "table {{.Repository}}\t{{.Size}}", "other").output
            #expect(table == "REPOSITORY   SIZE\nother        1.5kB\n")
            let json = try shelf.user.program("images", "--no-trunc", "--format", "json", "other").output
            let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
            #expect(object?["ID"] == shelf.ids[1] && object?["Tag"] == "v2")
        }

        @Test func whatGoesWrongInABuildIsSaidWithoutItsUsage() throws {
            let project = try Project(named: "wrong")
            defer { project.remove() }
            try project.write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n")
            var program = Program(folder: project.folder)
            program.home = "/proc/nowhere"
            let noStore = try program("build", ".")
            #expect(noStore.status == 1)
            #expect(noStore.errors.contains("The store /proc/nowhere cannot be opened"))
            #expect(!noStore.errors.contains("Usage"))
            program.home = project.folder.appending(path: "home").path
            let noTime = try program("build", "-o", "type=image,rewrite-timestamp=true", ".")
            #expect(noTime.status != 0 && noTime.errors.contains("SOURCE_DATE_EPOCH"))
            let capital = try program("build", "-t", "Foo", ".")
            #expect(capital.status != 0 && capital.errors.contains("write it as foo"), "\(capital)")
            #expect(!noTime.errors.contains("Usage") && !capital.errors.contains("Usage"))
            let time = ["--build-arg", "SOURCE_DATE_EPOCH=7", "-o", "type=image,rewrite-timestamp=true"]
            #expect(try program.run([Program.binary, "build"] + time + ["."]).status == 0)
        }

        @Test func inspectAndHistoryTellOfAnImage() throws {
            let shelf = try Shelf()
            defer { shelf.user.remove() }
            let format = "{{.Id}} {{json .RepoTags}} {{.Config.Labels}} {{json .Config.Cmd}} {{.Os}}"
            let line = try shelf.user.program("inspect", "--format", format, "team/app:v1", "other:v2").output
            #expect(
                line == """
                    \(shelf.ids[0]) ["team/app:v1"] map[made:here] ["/a"] linux
                    \(shelf.ids[1]) ["other:v2","team/app:v2"] map[] null linux

                    """)
            let history = try shelf.user.program(
                "history", "--format", "{{.CreatedBy}}|{{.Size}}", "--no-trunc", "team/app:v1")
            #expect(
                history.output == """
                    CMD ["/a"]|0B
                    LABEL made=here|0B
                    COPY b /d/b # buildkit|2B
                    COPY a /a # buildkit|1.04MB

                    """)
            #expect(try shelf.user.program("inspect", "nothing").status == 1)
        }

        @Test(
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
                "needs Debian's package busybox-static"))
        func aContainerIsInspectedAndItsSpaceCounted() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            let project = Project(folder: user.folder.appending(path: "shell"))
            try project.write("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENV A=b\n")
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "busybox").path)
            _ = try user.program("build", "-q", "-t", "shell:v1", "shell")
            let script = #"printf "%500000s" x >/f; echo written; exec busybox sleep 1000"#
            let words = ["run", "--name", "writer", "shell:v1", "busybox", "sh", "-c", script]
            let run = try user.program.start([Program.binary] + words, output: Pipe(), errors: Pipe())
            defer { _ = try? user.program("rm", "--force", "writer") }
            try eventually("the container has written its file") {
                try user.program("logs", "writer").output.contains("written")
            }
            let format = "{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{.Config.Image}} {{json .Path}}"
            let line = try user.program("inspect", "--format", format, "writer")
            #expect(line.output == "/writer running 0 shell:v1 \"busybox\"\n", "\(line.errors)")
            #expect(try user.program("inspect", "--type", "image", "writer").status == 1)
            let columns = "{{.Type}}|{{.TotalCount}}|{{.Active}}|{{.Size}}"
            let rows = try user.program("system", "df", "--format", columns)
            #expect(rows.output.contains("\nContainers|1|1|50"), "\(rows)")
            _ = try user.program("kill", "writer")
            run.waitUntilExit()
            #expect(try user.program("inspect", "--format", "{{.State.ExitCode}}", "writer").output == "137\n")
            let after = try user.program("system", "df", "--format", columns)
            #expect(after.output.contains("\nContainers|1|0|50"), "what it has written stays: \(after)")
        }
    }
}
