import BuildPlan
import DockerfileSyntax
import ImageFormat
import Testing

/// A stage's instructions, what a member of the config becomes, and the history.
private func stage(_ text: String, arguments: [String: String] = [:]) throws -> (StageState, [String?]) {
    let dockerfile = Dockerfile.parse("FROM scratch\n" + text)
    try #require(!dockerfile.hasErrors)
    let plan = try Planner(arguments: arguments, platform: .host, target: nil).plan(dockerfile)
    var state = StageState(
        base: StageState.scratch(platform: .host),
        scope: plan.globals.stage)
    var history: [String?] = []
    for step in plan.stages[0].steps {
        history.append(try state.apply(step.instruction, escape: plan.escape) { .image($0) }.history)
    }
    return (state, history)
}

private let histories: [(text: String, history: [String?])] = [
    ("ENV A=1 B=\"two words\"", ["ENV A=1 B=two words"]),
    ("WORKDIR /a\nWORKDIR b\nWORKDIR ../c/", ["WORKDIR /a", "WORKDIR /a/b", "WORKDIR /a/c"]),
    ("CMD [\"python\", \"app.py\"]", ["CMD [\"python\" \"app.py\"]"]),
    ("CMD python app.py", ["CMD [\"/bin/sh\" \"-c\" \"python app.py\"]"]),
    ("ENTRYPOINT [\"a\\tb\"]", ["ENTRYPOINT [\"a\\tb\"]"]),
    ("EXPOSE 5000", ["EXPOSE map[5000/tcp:{}]"]),
    ("EXPOSE 53/udp 80-81", ["EXPOSE map[53/udp:{} 80/tcp:{} 81/tcp:{}]"]),
    ("EXPOSE 127.0.0.1:8080:80 8081:81/udp :82", ["EXPOSE map[80/tcp:{} 81/udp:{} 82/tcp:{}]"]),
    ("LABEL a=1 b=2", ["LABEL a=1 b=2"]),
    ("USER app:staff", ["USER app:staff"]),
    ("VOLUME /data /more", ["VOLUME [/data /more]"]),
    ("VOLUME [\"/data\"]", ["VOLUME [/data]"]),
    ("STOPSIGNAL SIGTERM", ["STOPSIGNAL SIGTERM"]),
    ("SHELL [\"/bin/bash\", \"-c\"]\nRUN x", ["SHELL [/bin/bash -c]", "RUN /bin/bash -c x # buildkit"]),
    ("ARG V=1\nRUN x", ["ARG V=1", "RUN |1 V=1 /bin/sh -c x # buildkit"]),
    (
        "ARG http_proxy\nARG V=1\nENV V=2\nRUN x",
        ["ARG http_proxy", "ARG V=1", "ENV V=2", "RUN |2 http_proxy= V=2 /bin/sh -c x # buildkit"]
    ),
    ("RUN [\"a\", \"b c\"]", ["RUN a b c # buildkit"]),
    ("COPY a b /c/", ["COPY a b /c/ # buildkit"]),
    ("COPY --chown=1:2 --chmod=644 a .", ["COPY --chown=1:2 --chmod=644 a . # buildkit"]),
    ("ADD a /c", ["ADD a /c # buildkit"]),
    ("ENV D=/x\nCOPY a $D", ["ENV D=/x", "COPY a /x # buildkit"]),
    ("ONBUILD RUN x", [nil]),
    ("MAINTAINER someone", ["MAINTAINER someone"]),
    (
        "HEALTHCHECK --interval=90s --retries=3 CMD curl x",
        ["HEALTHCHECK &{[\"CMD-SHELL\" \"curl x\"] \"1m30s\" \"0s\" \"0s\" \"0s\" '\\x03'}"]
    ),
]

@Test(arguments: histories.indices) func historyIsWrittenAsDockerWritesIt(index: Int) throws {
    #expect(try stage(histories[index].text).1 == histories[index].history)
}

@Test func entrypointClearsAnInheritedCommandOnly() throws {
    let base = ImageConfig(config: ContainerConfig(command: ["inherited"]))
    func command(_ text: String) throws -> [String]? {
        let dockerfile = Dockerfile.parse("FROM scratch\n" + text)
        var state = StageState(base: base, scope: ArgumentScope(given: [:], global: [:]))
        for statement in dockerfile.statements.dropFirst() {
            guard let instruction = statement.instruction else { continue }
            _ = try state.apply(instruction, escape: .backslash) { .image($0) }
        }
        return state.config.command
    }
    #expect(try command("ENV A=1") == ["inherited"])
    #expect(try command("ENTRYPOINT [\"e\"]") == nil)
    #expect(try command("CMD [\"own\"]\nENTRYPOINT [\"e\"]") == ["own"])
}

@Test func theConfigHoldsEverything() throws {
    let text = """
        ENV A=1
        ENV A=2 B=$A
        LABEL one=1
        EXPOSE 80
        VOLUME /data
        USER 5
        STOPSIGNAL 9
        HEALTHCHECK NONE
        ONBUILD RUN x
        SHELL ["/bin/ash", "-c"]
        CMD run
        """
    let config = try stage(text).0.config
    #expect(config.environment.dropFirst() == ["A=2", "B=1"])
    #expect(config.labels == ["one": "1"])
    #expect(config.exposedPorts == ["80/tcp"])
    #expect(config.volumes == ["/data"])
    #expect(config.user == "5")
    #expect(config.stopSignal == "9")
    #expect(config.healthcheck?.test == ["NONE"])
    #expect(config.onBuild == ["RUN x"])
    #expect(config.command == ["/bin/ash", "-c", "run"])
}

@Test(arguments: [
    "EXPOSE 0", "EXPOSE 70000", "EXPOSE a", "EXPOSE 9-8", "EXPOSE 80/ip", "EXPOSE x:80", "EXPOSE 80:", "EXPOSE h!:1:80",
    "STOPSIGNAL SIGNOTHING", "ENV A=${B:?no}",
])
func whatMakesNoSenseIsRefused(text: String) {
    #expect(throws: (any Error).self) { try stage(text) }
}

/// A config that is too large to be read again is refused at the instruction that makes it so, and not after the whole
/// build.
@Test(arguments: ["EXPOSE 1-65535/udp", "LABEL a=\(String(repeating: "x", count: 60_000))"])
func aHistoryHasABound(line: String) throws {
    _ = try stage(String(repeating: line + "\n", count: 3))
    #expect(throws: InstructionError.historyTooLong(limit: 4 << 20)) {
        try stage(String(repeating: line + "\n", count: 80))
    }
}

@Test(arguments: [
    ("ARG V=1\nENV E=$V", [:], "1"), ("ARG V=1\nENV E=$V", ["V": "2"], "2"), ("ARG V\nENV E=[$V]", [:], "[]"),
    ("ENV V=env\nARG V=arg\nENV E=$V", ["V": "given"], "given"), ("ENV V=env\nARG V\nENV E=$V", [:], "env"),
    ("ARG V=arg\nENV V=env\nENV E=$V", ["V": "given"], "env"),
    ("ENV V=env\nARG V=arg\nENV V=last\nENV E=$V", [:], "last"), ("ENV E=[$V]", ["V": "undeclared"], "[]"),
    ("ARG TARGETOS\nENV E=$TARGETOS", [:], "linux"),
])
func argumentsHaveDockersOrder(text: String, arguments: [String: String], value: String) throws {
    #expect(try stage(text, arguments: arguments).0.config.environmentValue("E") == value)
}

@Test func aStageOnAStageHasItsArguments() throws {
    let (base, _) = try stage("ARG V\nARG W=d\nARG U", arguments: ["V": "given"])
    var child = StageState(continuing: base)
    #expect(child.value(of: "V") == "given" && child.value(of: "W") == "d" && child.value(of: "U") == nil)
    let plan = try Planner(arguments: [:], platform: .host, target: nil).plan(
        Dockerfile.parse("FROM scratch\nARG W=e\nRUN true"))
    var effect: StepEffect?
    for step in plan.stages[0].steps {
        effect = try child.apply(step.instruction, escape: plan.escape) { .image($0) }
    }
    #expect(effect?.arguments == ["V": "given", "W": "e"])
}
