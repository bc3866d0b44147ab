import Testing

@testable import DockerWords

@Suite struct DockerFaultTests {
    /// What a wording reads like in a terminal.
    private static func example(_ wording: DockerFault.Wording) -> String {
        wording.text.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: "\"/app/x-1\"")
    }

    private static let wordings = DockerFault.all.flatMap { fault in fault.wordings.map { (fault.name, $0) } }

    @Test func thereAreSixtyFaultsAndMore() {
        #expect(DockerFault.all.count >= 60)
        #expect(Set(DockerFault.all.map(\.name)).count == DockerFault.all.count)
        for area in DockerFault.Area.allCases { #expect(DockerFault.all.contains { $0.area == area }) }
    }

    @Test(arguments: wordings)
    func dockersWordsLeadToTheFault(name: String, wording: DockerFault.Wording) {
        for wrapped in [
            Self.example(wording), "docker: Error response from daemon: \(Self.example(wording))",
            "ERROR: failed to solve: \(Self.example(wording))\n",
            "\u{1B}[31mERROR\u{1B}[0m: \(Self.example(wording).replacing(" ", with: "\n  "))",
        ] {
            #expect(DockerFault.found(in: wrapped).first?.name == name, "\(wrapped)")
        }
    }

    @Test(arguments: DockerFault.all.map(\.name))
    func theNameLeadsToDockersWords(name: String) throws {
        let fault = try #require(DockerFault.named(name))
        #expect(fault.wordings.allSatisfy { !$0.source.isEmpty && !$0.text.isEmpty })
        #expect([fault.meaning, fault.why, fault.next].allSatisfy { $0.count > 10 }, "\(name)")
    }

    /// As they stand in issues and forums.
    @Test(arguments: [
        (
            "docker: Error response from daemon: driver failed programming external connectivity on endpoint web (9b6a): Bind for 0.0.0.0:5000 failed: port is already allocated.",
            "port-allocated"
        ),
        (
            "ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 0h1m::x9: \"/requirments.txt\": not found",
            "copy-not-found"
        ),
        (
            "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"-p\": executable file not found in $PATH: unknown.",
            "executable-not-found"
        ),
        ("standard_init_linux.go:228: exec user process caused: exec format error", "exec-format"),
        ("standard_init_linux.go:211: exec user process caused \"no such file or directory\"", "exec-no-such-file"),
        ("exec /app/run.sh: no such file or directory", "exec-no-such-file"),
        (
            "ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: COPPY (did you mean COPY?)",
            "unknown-instruction"
        ),
        (
            "ERROR: failed to solve: process \"/bin/sh -c pip install -r requirements.txt\" did not complete successfully: exit code: 1",
            "command-failed"
        ),
        ("invalid reference format: repository name (library/My-App) must be lowercase", "name-upper-case"),
        ("Unable to find image 'my-flask-ap:latest' locally", "image-not-local"),
        (
            "ERROR: docker: 'docker buildx build' requires 1 argument\n\nUsage:  docker buildx build [OPTIONS] PATH | URL | -",
            "context-argument"
        ),
        ("ERROR: \"docker buildx build\" requires exactly 1 argument.", "context-argument"),
        ("ERROR: failed to solve: the Dockerfile cannot be empty", "empty-dockerfile"),
        ("no configuration file provided: not found", "compose-file-missing"),
        ("Get \"https://registry.example/v2/\": net/http: TLS handshake timeout", "timeout"),
        ("web-1 exited with code 137", "oom-killed"), ("exec format error", "exec-format"),
        ("listen tcp 0.0.0.0:5000: bind: address already in use", "port-in-use"),
        ("\"flask\": executable file not found in $PATH", "executable-not-found"),
        ("bash: docker: command not found", "docker-missing"),
        ("bash: pyhton: command not found", "shell-not-found"),
        ("curl: (56) Recv failure: Connection reset by peer", "connection-reset"),
        (
            "curl: (7) Failed to connect to localhost port 5000 after 0 ms: Couldn't connect to server",
            "connection-refused"
        ),
    ])
    func errorsOfEverydayAreKnown(text: String, name: String) {
        #expect(DockerFault.found(in: text).first?.name == name)
    }

    @Test(arguments: ["", "hello", "{}", "\u{1B}", "error", "Successfully built 1234"])
    func whatIsNoFaultIsNone(text: String) { #expect(DockerFault.found(in: text).isEmpty) }

    /// As the build says it here.
    @Test(arguments: [
        ("`WORKDRI` is not an instruction.", "unknown-instruction"),
        ("A blank is missing behind `RUN`.", "unknown-instruction"),
        ("This file is saved as UTF-16, and a Dockerfile has to be UTF-8.", "unknown-instruction"),
        ("`fi` belongs to a shell command above, which has ended.", "unknown-instruction"),
        ("`A` of ENV has a blank beside its `=`.", "env-form"),
        ("`#` begins a comment only at the beginning of a line, and here it belongs to FROM.", "from-arguments"),
        ("COPY needs a source and a destination.", "copy-arguments"),
        ("`../x` is not there: COPY and ADD look in the build context.", "copy-outside"),
        ("`nope.txt` is not there: COPY and ADD look in the build context.", "copy-not-found"),
        ("The command of RUN nosuch ended with exit status 127.", "shell-not-found"),
        ("The command of RUN false ended with exit status 1.", "command-failed"),
        ("ENV gives `A` no value.", "env-form"), ("RUN stands before the first FROM.", "no-build-stage"),
        ("The image has no user nobodyhere in /etc/passwd.", "unknown-user"),
        ("`x` of LABEL has no `=`.", "env-form"), ("The heredoc `EOF` never ends.", "heredoc"),
        ("The stage copies from `a`, which needs this stage itself.", "circular-stages"),
        ("CMD is not JSON: its `]` is missing", "json-recommended"),
        ("ENTRYPOINT is in the shell form", "json-recommended"),
        ("SHELL is not JSON: a comma is missing", "json-required"),
        ("Every element of the list must be text in double quotes.", "json-strings"),
        ("WORKDIR has nothing behind it.", "instruction-arguments"), ("ONBUILD can't hold FROM.", "onbuild-trigger"),
        ("HEALTHCHECK can't begin with `curl`.", "healthcheck-form"),
        ("HEALTHCHECK CMD has no command.", "healthcheck-form"), ("The flag `--from` is there twice.", "flag-form"),
        ("The flag `--from` has no value.", "flag-form"), ("`--link` is true or false, not `maybe`.", "flag-form"),
        ("A `\"` is opened and never closed.", "quote-open"), ("A `${` has no `}`.", "quote-open"),
        ("`--chmod=9` is not a valid mode.", "chmod-format"), ("`NO` is not a signal.", "signal-format"),
        ("`abc` is not a valid port.", "port-format"),
    ])
    func whatIsSaidHereLeadsToDockersWords(message: String, name: String) {
        #expect(DockerFault.told(in: message)?.name == name)
    }

    @Test(arguments: DockerFault.toldNames)
    func whatIsToldIsInTheTable(name: String) { #expect(DockerFault.named(name) != nil) }

    @Test func whatDockerHasNoWordsForIsNotTold() { #expect(DockerFault.told(in: "The moon is full.") == nil) }

    /// A fault may also be told in a window of its own, with no other text above it.
    @Test(arguments: DockerFault.all) func noFaultSpeaksOfWhatStandsAboveIt(fault: DockerFault) {
        for words in [fault.meaning, fault.why, fault.next] {
            #expect(!words.contains("above this line") && !words.contains("upwards"), "\(fault.name)")
        }
    }
}
