@testable import RunDoctor

/// The rows of the table, and the evidence that they are made of.
extension RunDoctorTests {
    /// A container that ended with a status.
    static func ended(
        _ status: Int32, after seconds: Double = 0.3, _ command: [String] = ["python", "app.py"], typed: [String] = [],
        _ program: ProgramFile? = nil, log: String = "", memory: Bool = false, stopped: Bool = false,
        user: String? = nil, input: Bool = false
    ) -> RunEvidence {
        RunEvidence(
            image: "my-app", command: command, typed: typed, life: .ended(status: status, seconds: seconds),
            program: program, log: log, isOutOfMemory: memory, wasStopped: stopped, user: user, machine: 62,
            hasInput: input)
    }

    private static func refused(
        _ words: String, _ command: [String], typed: [String] = [], _ program: ProgramFile? = nil
    ) -> RunEvidence {
        RunEvidence(
            image: "my-app", command: command, typed: typed, life: .refused(words), program: program, machine: 62)
    }

    private static func running(
        _ listeners: [RunEvidence.Listener], published: [RunEvidence.Port] = [], exposed: [UInt16] = [],
        after seconds: Double = 5, command: [String] = ["python", "app.py"]
    ) -> RunEvidence {
        RunEvidence(
            image: "my-app", command: command, life: .running(seconds: seconds), exposed: exposed,
            published: published, listeners: listeners)
    }

    private static func script(_ text: String, mode: Bool = true, interpreter: Bool? = nil) -> ProgramFile {
        .file(path: "/app/run.sh", isExecutable: mode, head: Array(text.utf8), hasInterpreter: interpreter)
    }

    private static func elf(_ machine: UInt8) -> ProgramFile {
        var head = [UInt8](repeating: 0, count: 64)
        head.replaceSubrange(0..<4, with: [0x7F, 0x45, 0x4C, 0x46])
        head[18] = machine
        return .file(path: "/app/tool", isExecutable: true, head: head, hasInterpreter: nil)
    }

    private static func open(_ port: UInt16) -> RunEvidence.Listener { .init(port: port, isLoopback: false) }
    private static func own(_ port: UInt16) -> RunEvidence.Listener { .init(port: port, isLoopback: true) }
    private static let port = RunEvidence.Port(host: 5000, container: 5000)

    private static func traceback(_ error: String, _ frames: (String, Int)...) -> String {
        "Traceback (most recent call last):\n"
            + frames.map { "  File \"\($0.0)\", line \($0.1), in <module>\n    from x import y\n" }.joined() + error
            + "\n"
    }

    private static let werkzeug = traceback(
        "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/usr/local/lib/python3.11/site-packages/werkzeug/urls.py)",
        ("/app/app.py", 1), ("/usr/local/lib/python3.11/site-packages/flask/__init__.py", 7),
        ("/usr/local/lib/python3.11/site-packages/flask/app.py", 28))

    static let portCases: [Case] = [
        Case("loopback only", running([own(5000)], published: [port]), .listensOnLoopback(port: 5000)),
        Case(
            "flask's own command", running([own(5000)], published: [port], command: ["flask", "run"]),
            .listensOnLoopback(
                port: 5000,
                cure: "`flask run` listens on 127.0.0.1 unless it is told: write `flask run --host=0.0.0.0`.")),
        Case(
            "an address in the command",
            running(
                [own(5000)], published: [port],
                command: ["python", "-m", "http.server", "--bind", "127.0.0.1", "5000"]),
            .listensOnLoopback(
                port: 5000, cure: "Write `--bind 0.0.0.0` in place of `--bind 127.0.0.1` in the command.")),
        Case("it listens as published", running([open(5000)], published: [port])),
        Case("both", running([own(5000), open(5000)], published: [port])),
        Case(
            "another port", running([open(8000)], published: [port]),
            .listensElsewhere(ports: [8000], published: port)),
        Case(
            "another port, on loopback", running([own(8000)], published: [port]),
            .listensElsewhere(ports: [8000], published: port)),
        Case("nothing published", running([open(5000)], exposed: [5000]), .nothingPublished(port: 5000)),
        Case("nothing published, without EXPOSE", running([open(5000)]), .nothingPublished(port: 5000)),
        Case(
            "nothing published and loopback", running([own(5000)], exposed: [5000]), .nothingPublished(port: 5000),
            .listensOnLoopback(port: 5000)),
        Case("a program without ports", running([])),
        Case("it is still starting", running([], published: [port], after: 1)),
        Case("nothing listens", running([], published: [port], after: 8), .nothingListens(seconds: 8)),
    ]

    static let startCases: [Case] = [
        Case(
            "options behind the image", refused("exec", ["-p", "5000:5000"], typed: ["-p", "5000:5000"]),
            .optionsAfterImage(["-p", "5000:5000"])),
        Case(
            "options behind the image, into an ENTRYPOINT",
            ended(2, ["python", "-p", "5000:5000"], typed: ["-p", "5000:5000"]),
            .optionsAfterImage(["-p", "5000:5000"])),
        Case(
            "a line for the shell that --entrypoint names",
            ended(2, ["/bin/sh", "-c", "exit 2"], typed: ["-c", "exit 2"])),
        Case(
            "a pasted prompt", refused("exec", ["$", "docker"], typed: ["$", "docker"]), .pastedText(["$", "docker"])),
        Case(
            "pasted output", refused("exec", ["=>", "exporting"], typed: ["=>", "exporting"]),
            .pastedText(["=>", "exporting"])),
        Case(
            "single quotes",
            ended(127, ["/bin/sh", "-c", "['python', 'app.py']"], log: "/bin/sh: [python,: not found\n"),
            .arrayIsShellLine("['python', 'app.py']")),
        Case(
            "typographic quotes", ended(127, ["/bin/sh", "-c", "[“python”, “app.py”]"]),
            .arrayIsShellLine("[“python”, “app.py”]")),
        Case("a missing bracket", ended(2, ["/bin/sh", "-c", "[\"python\""]), .arrayIsShellLine("[\"python\"")),
        Case(
            "a missing comma", ended(127, ["/bin/sh", "-c", "[\"python\" \"app.py\"]"]),
            .arrayIsShellLine("[\"python\" \"app.py\"]")),
        Case(
            "a comma too many", ended(127, ["/bin/sh", "-c", "[\"python\", ]"]), .arrayIsShellLine("[\"python\", ]")),
        Case(
            "a missing bracket in front", ended(127, ["/bin/sh", "-c", "\"python\", \"app.py\"]"]),
            .arrayIsShellLine("\"python\", \"app.py\"]")),
        Case("a test of the shell's", ended(1, ["/bin/sh", "-c", "[ -f /data ] && python app.py"])),
        Case(
            "no such program", refused("exec", ["pyhton", "app.py"], .missing(nearest: "python")),
            .programMissing("pyhton", nearest: "python")),
        Case(
            "a shell that was typed, of an image with another one",
            refused("exec", ["bash"], typed: ["bash"], .missing(nearest: "ash", hasShell: true)),
            .shellMissing("bash", command: "docker run -it my-app sh")),
        Case(
            "a shell of CMD",
            refused("exec", ["/bin/bash", "run.sh"], .missing(nearest: nil, hasShell: true)),
            .shellMissing("/bin/bash", command: nil)),
        Case(
            "a shell with words of its own",
            refused(
                "exec", ["zsh", "-c", "ls"], typed: ["zsh", "-c", "ls"], .missing(nearest: "ash", hasShell: true)),
            .shellMissing("zsh", command: nil)),
        Case(
            "a shell, of an image without one",
            refused("exec", ["bash"], typed: ["bash"], .missing(nearest: nil)),
            .noShell("bash", isShellForm: false)),
        Case(
            "the shell itself, of an image without one", refused("exec", ["sh"], typed: ["sh"], .missing(nearest: nil)),
            .noShell("sh", isShellForm: false)),
        Case(
            "the shell form, of an image without a shell",
            refused("exec", ["/bin/sh", "-c", "/app"], .missing(nearest: nil)), .noShell("/bin/sh", isShellForm: true)),
        Case(
            "a misspelt program, of an image with a shell",
            refused("exec", ["pyhton"], typed: ["pyhton"], .missing(nearest: "python", hasShell: true)),
            .programMissing("pyhton", nearest: "python")),
        Case(
            "a program and its argument in one string",
            refused("exec", ["python app.py"], .missing(nearest: "python")), .commandIsOneWord("python app.py")),
        Case("a shell's own command", refused("exec", ["cd", "/app"], .missing(nearest: "cp")), .shellWord("cd")),
        Case("a folder", refused("exec", ["/app"], .folder(path: "/app")), .programIsFolder("/app")),
        Case(
            "not executable", refused("exec", ["/app/run.sh"], script("#!/bin/sh\n", mode: false, interpreter: true)),
            .notExecutable("/app/run.sh")),
        Case(
            "CR LF", refused("exec", ["/app/run.sh"], script("#!/bin/sh\r\necho\r\n", interpreter: false)),
            .carriageReturn("/app/run.sh")),
        Case(
            "no interpreter", refused("exec", ["/app/run.sh"], script("#!/bin/bash\n", interpreter: false)),
            .interpreterMissing(script: "/app/run.sh", interpreter: "/bin/bash")),
        Case("no #!", refused("exec", ["/app/run.sh"], script("echo hello\n")), .noInterpreterLine("/app/run.sh")),
        Case(
            "another processor", refused("exec", ["/app/tool"], elf(183)),
            .wrongMachine(program: "/app/tool", built: "arm64", host: "amd64")),
        Case("the right processor", ended(1, ["/app/tool"], elf(62))),
        Case(
            "no such folder", refused("chdir to `/nowhere`: No such file or directory", ["python"]),
            .workingFolderMissing("/nowhere")),
        Case(
            "a file as the folder", refused("chdir to `/etc/passwd`: Not a directory", ["python"]),
            .workingFolderIsFile("/etc/passwd")),
        Case(
            "words for an --entrypoint that the image does not have",
            refused("exec", ["bash", "-c", "ls"], typed: ["-c", "ls"], .missing(nearest: nil, hasShell: true)),
            .shellMissing("bash", command: nil)),
        Case(
            "the same, once nobody can look any more", ended(127, ["bash", "-c", "ls"], typed: ["-c", "ls"])),
        Case("no such user", refused("The image has no user bob in /etc/passwd.", ["python"]), .unknownUser("bob")),
    ]

    static let logCases: [Case] = [
        Case(
            "a module", ended(1, log: traceback("ModuleNotFoundError: No module named 'flask'", ("/app/app.py", 1))),
            .moduleMissing("flask", at: SourcePlace(path: "/app/app.py", line: 1))),
        Case(
            "an import",
            ended(1, log: traceback("ImportError: cannot import name 'Flsk' from 'flask' (x)", ("/app/app.py", 3))),
            .importFails(name: "Flsk", module: "flask", at: SourcePlace(path: "/app/app.py", line: 3))),
        Case(
            "an old dependency", ended(1, log: werkzeug),
            .dependencyBroke(package: "flask", name: "url_quote", module: "werkzeug.urls")),
        Case(
            "an error of the program",
            ended(
                1,
                log: traceback(
                    "NameError: name 'ap' is not defined", ("/app/app.py", 9), ("/usr/lib/python3.11/x.py", 2))),
            .programError("NameError: name 'ap' is not defined", at: SourcePlace(path: "/app/app.py", line: 9))),
        Case(
            "a syntax error",
            ended(1, log: "  File \"/app/app.py\", line 4\n    def (:\n        ^\nSyntaxError: invalid syntax\n"),
            .programError("SyntaxError: invalid syntax", at: SourcePlace(path: "/app/app.py", line: 4))),
        Case(
            "no app.py", ended(2, log: "python: can't open file '/app/app.py': [Errno 2] No such file or directory\n"),
            .fileMissing("/app/app.py")),
        Case(
            "a file of the program's",
            ended(
                1,
                log: traceback(
                    "FileNotFoundError: [Errno 2] No such file or directory: 'data.json'", ("/app/app.py", 2))),
            .fileMissing("data.json")),
        Case(
            "input that nobody types",
            ended(1, log: traceback("EOFError: EOF when reading a line", ("/app/app.py", 1))),
            .inputEnded(at: SourcePlace(path: "/app/app.py", line: 1))),
        Case(
            "a variable that is not set",
            ended(
                1,
                log: traceback("KeyError: 'DATABASE_URL'", ("/app/app.py", 3), ("<frozen os>", 679))),
            .variableMissing("DATABASE_URL", at: SourcePlace(path: "/app/app.py", line: 3))),
        Case(
            "a key that is no variable", ended(1, log: traceback("KeyError: 'x'", ("/app/app.py", 3))),
            .programError("KeyError: 'x'", at: SourcePlace(path: "/app/app.py", line: 3))),
        Case(
            "a folder of root's",
            ended(1, log: traceback("PermissionError: [Errno 13] Permission denied: '/data/x'", ("/app/app.py", 2))),
            .permissionDenied(path: "/data/x", user: nil)),
        Case(
            "a folder of root's, in the shell",
            ended(
                1, ["/bin/sh", "-c", "touch /data/x"], log: "touch: cannot touch '/data/x': Permission denied\n",
                user: "app"),
            .permissionDenied(path: "/data/x", user: "app")),
        Case(
            "a shell that may not write",
            ended(1, ["/bin/sh", "-c", ": >/etc/x"], log: "sh: can't create /etc/x: Permission denied\n", user: "app"),
            .permissionDenied(path: "/etc/x", user: "app")),
        Case(
            "bash that may not write",
            ended(1, ["bash", "-c", ": >/etc/x"], log: "bash: line 1: /etc/x: Permission denied\n", user: "app"),
            .permissionDenied(path: "/etc/x", user: "app")),
        Case(
            "a program in a shell line",
            ended(127, ["/bin/sh", "-c", "flask run"], log: "/bin/sh: 1: flask: not found\n"),
            .programMissing("flask", nearest: nil)),
        Case(
            "the same in bash",
            ended(127, ["/bin/bash", "-c", "flask run"], log: "bash: line 1: flask: command not found\n"),
            .programMissing("flask", nearest: nil)),
        Case(
            "a script in a shell line",
            ended(126, ["/bin/sh", "-c", "./run.sh"], log: "/bin/sh: ./run.sh: Permission denied\n"),
            .notExecutable("./run.sh")),
        Case(
            "env with CR", ended(127, ["/app/run.sh"], log: "env: 'python3\\r': No such file or directory\n"),
            .carriageReturn("python3")),
        Case(
            "node", ended(1, ["node", "x.js"], log: "Error: Cannot find module '/app/x.js'\n    at Function\n"),
            .fileMissing("/app/x.js")),
        Case(
            "a second server",
            ended(1, log: traceback("OSError: [Errno 98] Address already in use", ("/app/app.py", 7))),
            .addressInUse),
    ]

    static let endCases: [Case] = [
        Case("memory", ended(137, after: 20, memory: true), .outOfMemory),
        Case("a signal", ended(139, after: 20), .signal(11)),
        Case("stopped by the learner", ended(137, after: 20, stopped: true)),
        Case("a shell without a terminal", ended(0, ["/bin/sh"]), .nothingInForeground(program: "sh")),
        Case("python without a terminal", ended(0, ["python3"]), .nothingInForeground(program: "python3")),
        // Whether somebody had something to read to them is not to be seen.
        Case("a shell that was given its lines", ended(0, ["/bin/sh"], input: true)),
        Case("cat in a pipe", ended(0, ["cat"], input: true)),
        Case(
            "a program whose input ended",
            ended(1, log: traceback("EOFError: EOF when reading a line", ("/app/app.py", 1)), input: true),
            .programError("EOFError: EOF when reading a line", at: SourcePlace(path: "/app/app.py", line: 1))),
        Case("nginx that looked at its settings", ended(0, ["nginx", "-t"])),
        Case("a service that was asked how it is", ended(0, ["service", "cron", "status"])),
        Case("an argument that is no mark of a shell", ended(0, ["echo", "&"])),
        Case("nginx as a daemon", ended(0, ["nginx"]), .wentToBackground(program: "nginx")),
        Case("nginx in the foreground", ended(0, ["nginx", "-g", "daemon off;"])),
        Case(
            "service", ended(0, ["/bin/sh", "-c", "service cron start"]),
            .wentToBackground(program: "service cron start")),
        Case(
            "in the background", ended(0, ["/bin/sh", "-c", "python app.py &"]),
            .wentToBackground(program: "python app.py &")),
        Case("a program that did its work", ended(0, ["echo", "hello"])),
        Case("a status of its own", ended(3, ["/bin/sh", "-c", "exit 3"])),
        Case("an error after an hour", ended(1, after: 3600, ["./run.sh"], script("echo\n"))),
    ]
}
