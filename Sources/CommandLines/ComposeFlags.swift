/// The flags of `docker compose`, as its reference lists them, in the notation of `CommandFlags`.
public enum ComposeFlags {
    private static let globals: [DockerFlag] =
        CommandFlags.flags(
            "file:f= project-name:p= project-directory= env-file= profile= ~ansi= ~progress= ~parallel= ~compatibility ~all-resources !dry-run"
        ) + [DockerFlag("verbose", nil, .switched, .idle), DockerFlag("version", "v", .switched)]

    /// As docker wrote `--no-tty` first.
    private static let oldNoTTY = DockerFlag("no-TTY", .switched, for: "no-tty")

    private static let table: [String: String] = [
        "up":
            "abort-on-container-exit abort-on-container-failure ~attach-dependencies always-recreate-deps build detach:d exit-code-from= force-recreate ~menu no-build no-color no-deps no-log-prefix no-recreate no-start pull= quiet-build quiet-pull remove-orphans ~renew-anon-volumes:V !scale= timeout:t= timestamps wait wait-timeout= !watch:w ~yes:y !attach= !no-attach=",
        "down": "remove-orphans rmi= timeout:t= volumes:v",
        "create": "build force-recreate no-build no-recreate pull= quiet-pull remove-orphans !scale= ~yes:y",
        "start": "wait wait-timeout=", "stop": "timeout:t=", "restart": "no-deps timeout:t=",
        "kill": "signal:s= remove-orphans", "rm": "force:f stop:s volumes:v", "pause": "", "unpause": "",
        "ps": "all:a filter= format= no-trunc ~orphans+ quiet:q services status=",
        "logs": "follow:f ~index= no-color no-log-prefix since= tail:n= timestamps:t until=",
        "build":
            "build-arg= no-cache pull quiet:q !push ~memory:m= ~with-dependencies ~check ~print !ssh= !builder= provenance= sbom=",
        "pull": "ignore-buildable ~ignore-pull-failures ~include-deps ~policy= quiet:q",
        "config":
            "format= hash= images ~no-interpolate ~no-normalize ~no-path-resolution ~no-consistency output:o= profiles quiet:q services volumes networks environment variables !lock-image-digests !resolve-image-digests !models !no-env-resolution",
        "images": "format= quiet:q", "ls": "all:a filter= format= quiet:q", "port": "~index= protocol=", "top": "",
        "version": "format:f= short",
        "exec": "detach:d env:e= ~index= no-tty:T !privileged user:u= workdir:w= ~interactive:i ~tty:t",
        "run":
            "build cap-add= cap-drop= detach:d entrypoint= env:e= env-from-file= ~interactive:i label:l= name= no-tty:T no-deps publish:p= pull= quiet:q quiet-build quiet-pull ~remove-orphans rm service-ports:P ~use-aliases user:u= volume:v= workdir:w=",
        "wait": "down-project", "stats": "all:a format= no-stream no-trunc",
    ]

    /// A whole command line, with the flags before the command of `compose` moved after it, where its parser expects
    /// them.
    public static func prepared(_ words: [String]) throws(CommandLineFault) -> [String] {
        guard words.first == "compose" else { return words }
        let (given, rest) = split(try FlagReader.normalized(Array(words.dropFirst()), globals))
        if given.contains("--version") { return ["compose", "version"] }
        // `convert` is the old name of `config`.
        let command = rest.first == "convert" ? "config" : rest.first ?? ""
        guard let text = table[command] else { return ["compose"] + given.filter { $0 == "--help" } + rest }
        let flags = CommandFlags.flags(text + " !dry-run") + (text.contains(" no-tty:T") ? [oldNoTTY] : [])
        let normal = try FlagReader.normalized(
            Array(rest.dropFirst()), flags, interspersed: command != "exec" && command != "run")
        return ["compose", command] + given + normal
    }

    /// The flags before the command, and the words from the command on.
    private static func split(_ words: [String]) -> (flags: [String], rest: [String]) {
        var index = 0
        while index < words.count, words[index].hasPrefix("--") {
            let name = words[index].dropFirst(2)
            let isValued = globals.contains { $0.name == name && $0.form == .valued }
            index += isValued ? 2 : 1
        }
        return (Array(words.prefix(index)), Array(words.dropFirst(index)))
    }
}
