public import DockerWords
internal import DockerfileSyntax

extension RunFault {
    /// The row of the table of Docker's faults that it is; nil where Docker has no words for it.
    public var dockerFault: DockerFault? { dockersName.flatMap { DockerFault.named($0) } }

    private var dockersName: String? {
        switch self {
        case .portTakenByContainer, .portTakenByProgram: "port-allocated"
        case .optionsAfterImage, .pastedText, .programMissing, .programOffPath, .shellMissing, .noShell,
            .commandIsOneWord, .shellWord:
            "executable-not-found"
        case .arrayIsShellLine: "shell-not-found"
        case .programIsFolder: "exec-is-directory"
        case .notExecutable: "exec-permission-denied"
        case .carriageReturn, .interpreterMissing: "exec-no-such-file"
        case .noInterpreterLine, .wrongMachine: "exec-format"
        case .workingFolderMissing, .workingFolderIsFile: "workdir-chdir"
        case .unknownUser: "unknown-user"
        case .outOfMemory: "oom-killed"
        case .nothingPublished: "connection-refused"
        case .listensOnLoopback, .listensElsewhere, .nothingListens: "connection-reset"
        case .moduleMissing, .importFails, .dependencyBroke, .programError, .inputEnded, .variableMissing, .fileMissing,
            .permissionDenied, .addressInUse, .namePortInUse, .signal, .nothingInForeground, .wentToBackground:
            nil
        }
    }

    /// What happened, in a sentence.
    public var sentence: String {
        switch self {
        case .listensOnLoopback(let port, _):
            "The program listens on 127.0.0.1:\(port), which only the container itself can reach."
        case .listensElsewhere(let ports, let published):
            "The program listens on port \(Self.list(ports)), and -p leads to port \(published.container) of the container."
        case .nothingPublished(let port):
            "The container has port \(port), and none of it is published: EXPOSE opens nothing by itself."
        case .nothingListens(let seconds):
            "The container has run for \(seconds) seconds, and no program in it listens on a port."
        case .portTakenByContainer(let port, let name): "Port \(port) is taken by the container \(name)."
        case .portTakenByProgram(let port, let name):
            "Port \(port) is taken by \(name ?? "another program of this machine")."
        case .optionsAfterImage(let words):
            "`\(words.joined(separator: " "))` stands behind the image's name, so it is the command to run, not options."
        case .pastedText(let words):
            "`\(words.joined(separator: " "))` stands behind the image's name, and looks like copied output or a prompt."
        case .arrayIsShellLine(let line):
            "`\(line)` is not JSON, so the shell gets it as a line: \(BrokenArray(line)?.cause ?? "JSON is `[`, words in double quotes with commas between, and `]`")."
        case .programMissing(let name, let nearest):
            "There is no program `\(name)` in the image" + (nearest.map { "; there is `\($0)`." } ?? ".")
        case .programOffPath(let program): program.sentence
        case .shellMissing(let name, _): "There is no program `\(name)` in the image; there is `sh`."
        case .noShell(let name, let isShellForm):
            "There is no program `\(name)` in the image, and no other shell"
                + (isShellForm ? "; its command is a line for one." : ".")
        case .commandIsOneWord(let text):
            "`\(text)` is one string, so it is taken for the name of one program, blanks included."
        case .shellWord(let name): "`\(name)` is no program: only a shell knows it."
        case .programIsFolder(let path): "`\(path)` is a folder, which cannot be run."
        case .notExecutable(let path): "`\(path)` may not be executed: its mode has no x."
        case .carriageReturn(let script):
            "The lines of `\(script)` end with CR LF, as on Windows, and the CR is taken for a part of the program's name."
        case .interpreterMissing(let script, let interpreter):
            "`\(script)` wants to be run by `\(interpreter)`, which the image does not have."
        case .noInterpreterLine(let path): "`\(path)` is a text whose first line does not say by what it is run (`#!`)."
        case .wrongMachine(let program, let built, let host):
            "`\(program)` is built for \(built), and this machine is \(host)."
        case .workingFolderMissing(let path): "The folder `\(path)`, in which the command starts, is not in the image."
        case .workingFolderIsFile(let path):
            "The command is to start in the folder `\(path)`, and that path is, or leads through, a file of the image."
        case .unknownUser(let name): "The image has no user `\(name)`."
        case .moduleMissing(let name, let place): "Python has no module `\(name)`\(Self.at(place))."
        case .importFails(let name, let module, let place): "`\(module)` has nothing named `\(name)`\(Self.at(place))."
        case .dependencyBroke(let package, let name, let module):
            "The installed `\(package)` asks `\(module)` for `\(name)`, which the installed version of it does not have."
        case .programError(let error, let place): "The program ended with an error\(Self.inside(place)): \(error)"
        case .inputEnded(let place):
            "The program reads what somebody types\(Self.inside(place)), and without -i nobody can type to it."
        case .variableMissing(let name, let place):
            "The program wants the variable `\(name)` of its environment\(Self.at(place)), and it is not set."
        case .fileMissing(let path): "The program looks for `\(path)`, which is not there."
        case .permissionDenied(let path, let user):
            "\(user.map { "The user \($0)" } ?? "The user that the container runs as") may not write or read `\(path)`."
        case .addressInUse:
            "The program's port is in use already inside of the container: it starts twice, or another program there has it."
        case .namePortInUse:
            "Port 53 is in use already inside of the container: on a network that you have made, other containers' names are answered there."
        case .outOfMemory: "The kernel killed the program because it used more memory than it may."
        case .signal(let number):
            "The exit status is \(128 + number), that of a program which signal \(number)\(Self.name(of: number)) has ended."
        case .nothingInForeground(let program):
            "`\(program)` had nothing to read and ended, and a container ends with its program."
        case .wentToBackground(let program):
            "`\(program)` went on in the background, and a container ends when its first program does."
        }
    }

    /// What to do next.
    public var advice: String {
        switch self {
        case .listensOnLoopback(_, let cure?): "\(cure) Then build and run again."
        case .listensOnLoopback(let port, nil):
            "Have it listen on 0.0.0.0: a Flask program by app.run(host=\"0.0.0.0\", port=\(port)). Then build and run again."
        case .listensElsewhere(let ports, let published):
            "Run it with -p \(published.host):\(ports.first ?? published.container), or have the program listen on \(published.container)."
        case .nothingPublished(let port): "Stop it and run it with -p \(port):\(port) before the image's name."
        case .nothingListens:
            "See in its log what it waits for; a server has to be started by CMD, and to listen on 0.0.0.0."
        case .portTakenByContainer(let port, let name):
            "Stop it: docker stop \(name) (in the lab: Alt-7, select it, x). Or publish another port: -p \(Self.other(port)):…"
        case .portTakenByProgram(let port, _):
            "Stop that program, or publish another port of this machine: -p \(Self.other(port)):…"
        case .optionsAfterImage(let words):
            "Write the options before the image's name: docker run \(words.joined(separator: " ")) IMAGE"
        case .pastedText: "Type the command again, with nothing behind the image's name."
        case .arrayIsShellLine(let line):
            BrokenArray(line)?.mended.map { "Write \($0) in the Dockerfile, and build again." }
                ?? "Write it without brackets in the Dockerfile, or as JSON; then build again."
        case .programMissing(let name, let nearest):
            nearest.map { "Write `\($0)`, or install `\(name)` in a RUN." }
                ?? "Install it in a RUN, or COPY it; then see how its path is written in CMD or ENTRYPOINT."
        case .programOffPath(let program): program.advice
        case .shellMissing(_, let command?): "Use sh, which the image has: \(command)"
        case .shellMissing(let name, nil):
            "Use sh, which the image has, in place of \(name); or install \(Self.last(name)) in a RUN."
        case .noShell(_, isShellForm: true):
            "Write the command as a list, which needs no shell: CMD [\"/program\", \"argument\"]. Then build again."
        case .noShell(_, isShellForm: false):
            "Name a program that the image has, or build FROM an image with a shell, such as alpine. `docker cp` brings files out without one."
        case .commandIsOneWord(let text): "Write each word as a string of its own: \(Self.array(text))"
        case .shellWord(let name):
            "Ask a shell for it, with all that follows: sh -c '\(name) …'. For the folder there are WORKDIR and -w."
        case .programIsFolder: "Name the program inside of it in CMD or ENTRYPOINT."
        case .notExecutable(let path):
            "Copy it with COPY --chmod=755, or add RUN chmod +x \(path); or name what runs it: CMD [\"sh\", \"\(path)\"]."
        case .carriageReturn(let script):
            "Save it with LF line ends (sed -i 's/\\r$//' \(Self.last(script))), and build again."
        case .interpreterMissing(_, let interpreter):
            "Install \(Self.last(interpreter)) in a RUN, or write #!/bin/sh on the script's first line if it needs no more."
        case .noInterpreterLine: "Make its first line #!/bin/sh, or what else it is written for."
        case .wrongMachine(_, _, let host):
            "Build it for \(host), or take the image for \(host): FROM --platform=linux/\(host)."
        case .workingFolderMissing(let path): "Add WORKDIR \(path) to the Dockerfile, or run without -w."
        case .workingFolderIsFile(let path): "Name a folder behind -w or WORKDIR, such as `\(Self.folder(path))`."
        case .unknownUser(let name):
            "Make the user in a RUN before USER: RUN adduser -D \(name) (Alpine), RUN useradd \(name) (Debian)."
        case .moduleMissing(let name, _):
            "If it is a package, add \(Self.package(of: name)) to requirements.txt; if it is a file of yours, COPY \(name).py. Then build again."
        case .importFails(_, let module, let place):
            "Open \(place.map { "\($0.path), line \($0.line)" } ?? "the import"), and see how `\(module)` spells it."
        case .dependencyBroke(let package, _, let module):
            "Take a newer \(package) in requirements.txt, or pin \(Self.first(module)) to a version of the same age (for flask 2.0: werkzeug<2.1)."
        case .programError(_, let place):
            place.map { "Mend \($0.path), line \($0.line); then build and run again." }
                ?? "Mend what the last line of the log names; then build and run again."
        case .inputEnded: "Run it with -it before the image's name."
        case .variableMissing(let name, _):
            "Run it with -e \(name)=VALUE before the image's name, or set it in the Dockerfile: ENV \(name)=VALUE."
        case .fileMissing(let path):
            "See that a COPY brings \(Self.last(path)) to that place, and that .dockerignore does not leave it out."
        case .permissionDenied(let path, let user):
            "Give the folder to the user while still root: RUN chown \(user ?? "USER") \(Self.folder(path)), or COPY --chown=\(user ?? "USER")."
        case .namePortInUse:
            "Say that the program serves names itself, and the port is left to it: --expose 53/udp, or EXPOSE 53/udp in the Dockerfile."
        case .addressInUse: "Start the server once only: in CMD, not in RUN and not in both CMD and the program."
        case .outOfMemory: "Give it more with -m, or have it use less."
        case .signal(11):
            "It crashed: look for a package that is built for another system (Alpine's musl), or rebuild it."
        case .signal: "If you did not stop it, see the end of its log."
        case .nothingInForeground: "Run it with -it to type into it, or give CMD a program that goes on."
        case .wentToBackground(let program):
            program.hasPrefix("nginx")
                ? "Keep it in the foreground: CMD [\"nginx\", \"-g\", \"daemon off;\"]"
                : "Start it in the foreground, as the only program of CMD, without & and without service."
        }
    }
}

extension RunFault {
    private static func list(_ ports: [UInt16]) -> String { ports.map(String.init).joined(separator: " and ") }

    private static func other(_ port: UInt16) -> UInt32 { port < 65_535 ? UInt32(port) + 1 : 8080 }

    private static func at(_ place: SourcePlace?) -> String {
        place.map { ", asked for in \($0.path), line \($0.line)" } ?? ""
    }

    private static func inside(_ place: SourcePlace?) -> String {
        place.map { " in \($0.path), line \($0.line)" } ?? ""
    }

    /// The array that was meant.
    static func array(_ line: String) -> String {
        let words = line.split(whereSeparator: { "[],'\"“”„‘’ ".contains($0) })
        return "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static func first(_ module: String) -> String {
        module.split(separator: ".").first.map(String.init) ?? module
    }

    private static func folder(_ path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return parts.isEmpty ? "." : (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// What pip calls the package of a module, where that is another name.
    private static func package(of module: String) -> String {
        let top = first(module)
        let names = [
            "yaml": "PyYAML", "cv2": "opencv-python-headless", "PIL": "Pillow", "dotenv": "python-dotenv",
            "sklearn": "scikit-learn", "bs4": "beautifulsoup4", "dateutil": "python-dateutil", "MySQLdb": "mysqlclient",
            "psycopg2": "psycopg2-binary", "jwt": "PyJWT", "serial": "pyserial", "flask_cors": "flask-cors",
        ]
        return names[top] ?? top
    }

    private static func name(of signal: Int32) -> String {
        switch signal {
        case 1: " (SIGHUP)"
        case 2: " (SIGINT: Ctrl-C)"
        case 6: " (SIGABRT: it gave up by itself)"
        case 9: " (SIGKILL: stopped by force)"
        case 11: " (SIGSEGV: it crashed)"
        case 15: " (SIGTERM: asked to stop)"
        default: ""
        }
    }
}
