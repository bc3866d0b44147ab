import Foundation
import Testing

extension EndToEnd {
    /// What scripts and tutorials type at docker beside `build` and `run`: groups, formats, filters, exit statuses.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct DockerSurfaceTests {
        /// A project with an image `surface:v1`, and the program with a store of its own.
        private func project() throws -> (Project, Program) {
            let (project, program) = try Project.withBusybox(
                named: "surface",
                "FROM scratch\nCOPY --chmod=755 busybox /bin/sh\nENV PATH=/bin A=1\nLABEL tier=front\nCMD [\"sh\"]\n")
            let built = try program("build", "--rm", "--load", ".", "-tsurface:v1", "--provenance=false")
            try #require(built.status == 0, "\(built.errors)")
            return (project, program)
        }

        @Test func endsAsDockerDoes() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let runs: [(words: String, status: Int32)] = [
                ("nosuch", 1), ("compose nosuch", 1), ("swarm init", 1), ("image nosuch", 1), ("buildx bake", 1),
                ("ps --nosuchflag", 125),
                ("build --nosuchflag .", 125), ("build --squash .", 125), ("build", 1), ("pull", 1), ("tag a", 1),
                ("tag a b c", 1), ("run", 1), ("run --nosuchflag x", 125), ("-H tcp://x ps", 125),
                ("--context other ps", 125),
                ("inspect -f {{ surface:v1", 64), ("inspect -f {{.Nosuch}} surface:v1", 1), ("inspect nosuch", 1),
                ("ps --filter nosuch=1", 1), ("ps --filter status=gone", 1), ("ps --format {{.Nosuch}}", 0),
                ("images --format {{.Nosuch}}", 1), ("images --filter nosuch=1", 1), ("--debug ps", 0), ("version", 0),
                ("info", 0), ("context ls", 0), ("buildx ls", 0), ("buildx du", 0), ("builder prune -f", 0),
                ("--version", 0),
                ("image prune -f --filter until=1h", 0), ("system df", 0), ("system df -v", 0),
                ("builder prune -f --filter until=1h", 0), ("builder prune -f --filter nosuch=1", 1),
                ("system prune -f --volumes --filter until=1h", 1), ("rmi nosuch", 1), ("logs nosuch", 1),
            ]
            for (words, status) in runs {
                let outcome = try program.run([Program.binary] + words.split(separator: " ").map(String.init))
                #expect(outcome.status == status, "\(words): \(outcome.status) \(outcome.errors)")
            }
            #expect(try program("rnu").errors.contains("is it `run`?"))
            #expect(try program("swarm", "init").errors.contains("Docker's and not here"))
        }

        @Test func groupsAreTheSameCommands() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let pairs = [
                ("images -q", "image ls -q"), ("images -q", "image list -q"),
                ("history -q surface:v1", "image history -q surface:v1"),
                ("inspect --type image surface:v1", "image inspect surface:v1"),
                ("info --format {{.Driver}}", "system info -f {{.Driver}}"),
            ]
            for (first, second) in pairs {
                let outcomes = try [first, second].map {
                    try program.run([Program.binary] + $0.split(separator: " ").map(String.init))
                }
                #expect(outcomes[0].status == 0 && !outcomes[0].output.isEmpty, "\(first): \(outcomes[0].errors)")
                #expect(outcomes[0].output == outcomes[1].output, "\(first), \(second)")
            }
            #expect(try program("version", "--format", "{{.Server.Version}}").output == program("--version").output)
            #expect(try program("image", "rm", "surface:v1").output.contains("Untagged: surface:v1"))
        }

        @Test func formatsAndFiltersOfContainers() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let ran = try program("run", "--network", "none", "--name", "ended", "surface:v1", "sh", "-c", "exit 3")
            #expect(ran.status == 3, "\(ran.errors)")
            let begun = try program(
                "run", "-d", "--network", "none", "--name", "lives", "surface:v1", "sh", "-c",
                "trap 'exit 0' TERM; while :; do sleep 1; done")
            try #require(begun.status == 0, "\(begun.errors)")
            defer { _ = try? program("rm", "-f", "lives", "ended") }
            let lists: [(words: [String], names: String)] = [
                ([], "lives\n"), (["-a"], "lives\nended\n"), (["--filter", "status=exited"], "ended\n"),
                (["-a", "--filter", "exited=3"], "ended\n"), (["-a", "--filter", "name=^/ended$"], "ended\n"),
                (["--filter", "label=tier=front"], "lives\n"),
                (["-a", "--filter", "ancestor=surface:v1"], "lives\nended\n"),
                (["-a", "--filter", "label=none"], ""), (["-n", "1"], "lives\n"), (["-l"], "lives\n"),
            ]
            for (words, names) in lists {
                let outcome = try program.run([Program.binary, "ps", "--format", "{{.Names}}"] + words)
                #expect(outcome.output == names, "\(words): \(outcome.errors)")
            }
            let texts = [
                ("{{.State.Running}}", "true\n"),
                ("{{range .Config.Env}}{{if eq . \"A=1\"}}{{.}}{{end}}{{end}}", "A=1\n"),
                ("{{index .Config.Cmd 0}} {{len .Mounts}}", "sh 0\n"), ("{{.Id | printf \"%.12s\" | len}}", "12\n"),
                ("{{if .State.Health}}yes{{else}}no{{end}}", "no\n"),
                ("{{json .Config.Labels}}", "{\"tier\":\"front\"}\n"),
            ]
            for (template, text) in texts {
                let outcome = try program("inspect", "-f", template, "lives")
                #expect(outcome.output == text, "\(template): \(outcome.errors)")
            }
            #expect(try program("ps", "-s").output.contains("(virtual "))
            #expect(
                try program("ps", "--format", "table {{.Names}}\\t{{.Label \"tier\"}}").output
                    == "NAMES     tier\nlives     front\n")
        }

        /// What tutorials type in python:3.11-alpine, also where a stand-in takes its place.
        @Test func theStandInHasWhatAlpineHas() throws {
            let project = try Project(named: "stand-in")
            defer { project.remove() }
            try project.write(
                "Dockerfile",
                """
                FROM python:3.11-alpine
                RUN addgroup -S app && adduser -S -D -G app app && [ "$(id app)" = "uid=100(app) gid=101(app) groups=101(app)" ]
                RUN adduser --disabled-password --gecos "" --home /nonexistent --shell /sbin/nologin --no-create-home --uid 10001 user
                RUN getent passwd 10001 | grep -q '^user:x:10001:10001:.*:/nonexistent:/sbin/nologin$' && [ ! -e /nonexistent ]
                RUN addgroup -g 5000 web && adduser -D -u 5001 -G web web && [ "$(stat -c %u:%g /home/web)" = 5001:5000 ]
                RUN adduser web www-data && id web | grep -q '82(www-data)' && ! adduser web && ! adduser -u 5001 other
                RUN deluser web && ! getent passwd web && delgroup app || getent group app
                RUN install -d -m 750 -o user /data && install -Dm600 /etc/passwd /data/x/y && [ "$(stat -c %a:%U /data)" = 750:user ]
                RUN [ "$(stat -c %a /data/x/y)" = 600 ] && nohup sh -c 'exec sleep 60' & \
                    until pgrep -f 'sleep 60'; do usleep 10000; done && pkill sleep && until ! pgrep sleep; do usleep 10000; done
                RUN . /etc/os-release && [ -n "$PRETTY_NAME" ] && [ "$LANG" = C.UTF-8 ] && [ -n "$PYTHON_VERSION$GPG_KEY" ]
                RUN python -m venv --without-pip /venv && /venv/bin/python -c 'import sys; assert sys.prefix == "/venv"'

                """)
            let program = Program(folder: project.folder)
            let built = try program("build", "--progress", "plain", "-q", "-t", "stand-in-has:1", ".")
            #expect(built.status == 0, "\(built.errors)")
            let apk = try program("run", "--rm", "--network", "none", "stand-in-has:1", "apk", "add", "curl")
            #expect(apk.status == 1 && apk.errors.contains("stand-in"), "\(apk.errors)")
            _ = try program("rmi", "stand-in-has:1")
        }
    }
}
