import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// What scripts that were written for docker count on: exit statuses, secrets, folders that are made.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct DockerHabitTests {
        /// A project with an image `habit:v1` that has a shell and a user by name.
        private func project() throws -> (Project, Program) {
            let (project, program) = try Project.withBusybox(
                named: "habit", "FROM scratch\nCOPY --chmod=755 busybox /bin/sh\nCOPY etc /etc\nENV PATH=/bin\n")
            try project.write("etc/passwd", "root:x:0:0::/:/bin/sh\napp:x:1234:50::/app:/bin/sh\n")
            try project.write("etc/group", "staff:x:50:\nwheel:x:10:\n")
            let built = try program("build", "-t", "habit:v1", ".")
            try #require(built.status == 0, "\(built.errors)")
            return (project, program)
        }

        @Test func runEndsAsDockerDoes() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let runs: [(words: [String], status: Int32)] = [
                (["habit:v1", "sh", "-c", "exit 3"], 3), (["habit:v1", "nosuchcommand"], 127),
                (["habit:v1", "/etc"], 126), (["habit:v1", "/etc/passwd"], 126), (["--nosuchflag", "habit:v1"], 125),
                (["nosuch:x", "true"], 125), (["Not//Valid", "true"], 125),
                (["--entrypoint", "/not/there", "habit:v1"], 127),
                (["-p", "nothing", "habit:v1", "sh"], 125),
            ]
            for (words, status) in runs {
                let command = [Program.binary, "run", "--rm", "--network", "none"] + words
                let outcome = try program.run(["env", "SLIPWAY_OFFLINE=1"] + command)
                #expect(outcome.status == status, "\(words): \(outcome.errors)")
            }
        }

        @Test func aFolderThatIsNotThereIsMadeAndBound() throws {
            let (project, program) = try project()
            defer { project.remove() }
            for name in [project.folder.path + "/made/deep", "./other"] {
                let outcome = try program(
                    "run", "--rm", "--network", "none", "-v", name + ":/m", "habit:v1", "sh", "-c", "echo x >/m/x")
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            for name in ["made/deep/x", "other/x"] {
                let text = try String(contentsOf: project.folder.appending(path: name), encoding: .utf8)
                #expect(text == "x\n")
            }
            try project.write("file", "")
            let outcome = try program(
                "run", "--rm", "--network", "none", "-v", "./file/below:/m", "habit:v1", "sh", "-c", "true")
            #expect(outcome.status == 125 && outcome.errors.contains("/file/below"), "\(outcome.errors)")
        }

        @Test func execFindsAUserByName() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let line = "trap 'exit 0' TERM; echo new:x:77:78::/:/bin/sh >>/etc/passwd; while :; do sleep 1; done"
            let begun = try program("run", "-d", "--name", "habit", "--network", "none", "habit:v1", "sh", "-c", line)
            try #require(begun.status == 0, "\(begun.errors)")
            defer { _ = try? program("rm", "-f", "habit") }
            let users = [
                ("app", "1234:50\n"), ("app:wheel", "1234:10\n"), ("1234", "1234:50\n"), ("5:6", "5:6\n"),
            ]
            for (user, ids) in users {
                let outcome = try program("exec", "-u", user, "habit", "sh", "-c", "echo $(id -u):$(id -g)")
                #expect(outcome.output == ids, "\(user): \(outcome.errors)")
            }
            let wait = "until grep -q new /etc/passwd; do usleep 10000; done"
            #expect(try program("exec", "habit", "sh", "-c", wait).status == 0)
            #expect(try program("exec", "-u", "new", "habit", "sh", "-c", "id -u").output == "77\n")
            let unknown = try program("exec", "-u", "nosuch", "habit", "sh", "-c", "true")
            #expect(unknown.status != 0 && unknown.errors.contains("nosuch"), "\(unknown.errors)")
        }

        @Test func secretsComeFromTheEnvironmentAsWithDocker() throws {
            let (project, program) = try project()
            defer { project.remove() }
            try project.write("file-secret", "f")
            try project.write(
                "Dockerfile",
                """
                FROM habit:v1
                RUN --mount=type=secret,id=a --mount=type=secret,id=TOK --mount=type=secret,id=none,required=true \
                --mount=type=secret,id=file-secret --mount=type=secret,id=t \
                cd /run/secrets && cat a TOK none file-secret t >/out
                """)
            let outcome = try program.run([
                "env", "-u", "NOT_GIVEN", "RHS=aa", "TOK=bb", Program.binary, "build", "-t", "habit:v2", "--secret",
                "id=a,env=RHS", "--secret", "id=TOK", "--secret", "id=none,env=NOT_GIVEN", "--secret",
                "id=file-secret", "--secret", "id=t,type=env,src=RHS", ".",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let out = try program("run", "--rm", "--network", "none", "habit:v2", "sh", "-c", "cat /out")
            #expect(out.output == "aabbfaa", "\(out.errors)")
        }

        @Test func aRepositoryIsSavedWithAllItsTags() throws {
            let (project, program) = try project()
            defer { project.remove() }
            try project.write("Dockerfile", "FROM habit:v1\nLABEL a=2\n")
            #expect(try program("build", "-t", "habit:v2", "-t", "habit:again", "-t", "other:v1", ".").status == 0)
            #expect(try program("save", "-o", "all.tar", "habit").status == 0)
            #expect(try program("save", "-o", "one.tar", "habit:v2").status == 0)
            #expect(try program("save", "-o", "none.tar", "nothing").status == 1)
            for (file, names) in [("all.tar", ["again", "v1", "v2"]), ("one.tar", ["v2"])] {
                let manifest = try program.run(["tar", "-xOf", file, "manifest.json"]).output
                for name in ["habit:again", "habit:v1", "habit:v2", "other:v1"] {
                    let isWanted = names.contains { name == "habit:" + $0 }
                    #expect(manifest.contains(name) == isWanted, "\(file): \(manifest)")
                }
            }
            #expect(try program("rmi", "-f", "habit:v1", "habit:v2", "habit:again").status == 0)
            #expect(try program("load", "-i", "all.tar").status == 0)
            let listed = try program("images", "--format", "{{.Tag}}", "habit").output
            #expect(listed.split(separator: "\n").sorted() == ["again", "v1", "v2"])
        }
    }
}
