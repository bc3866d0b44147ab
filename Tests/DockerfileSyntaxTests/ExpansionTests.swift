import DockerfileSyntax
import Testing

private func expansion(of line: String, _ environment: [String: String]) throws -> Expansion {
    let statement = try #require(Dockerfile.parse("FROM scratch\n" + line).statements.last)
    return try #require(statement.instruction).expanded(escape: .backslash) { environment[$0] }
}

/// The words of an instruction, as its case has them.
private func words(_ instruction: Instruction) -> [String] {
    switch instruction {
    case .add(let add):
        [add.owner, add.mode, add.checksum].compactMap { $0?.value } + add.files.sources.map(\.value)
            + [add.files.destination.value]
    case .arg(let arg): arg.declarations.flatMap { [$0.name.value, $0.value?.value].compactMap { $0 } }
    case .cmd(let command), .entrypoint(let command): command.words
    case .copy(let copy):
        [copy.from, copy.owner, copy.mode].compactMap { $0?.value } + copy.excludes.map(\.value)
            + copy.files.sources.map(\.value) + copy.files.inlineFiles.map(\.content.value)
            + [copy.files.destination.value]
    case .env(let pairs), .label(let pairs): pairs.pairs.flatMap { [$0.name.value, $0.value.value] }
    case .expose(let expose): expose.ports.map(\.value)
    case .from(let from): [from.image.value, from.platform?.value].compactMap { $0 }
    case .healthCheck(let check): check.command?.words ?? []
    case .maintainer(let word), .stopSignal(let word), .user(let word), .workdir(let word): [word.value]
    case .onBuild(let onBuild): [onBuild.expression]
    case .run(let run): run.command.words
    case .shell(let list), .volume(let list): list.map(\.value)
    }
}

@Test(
    arguments: [
        ("FROM --platform=$a/$b img:${c:-1}", ["img:1", "A/B B"]),
        ("ENV $a=1 x=\"$b c\" y='$a' z=$b", ["A", "1", "x", "B B c", "y", "$a", "z", "B B"]),
        ("ENV x the $a way", ["x", "the A way"]),
        ("LABEL \"a b\"=$a", ["a b", "A"]),
        ("ARG $a=$b", ["A", "B B"]),
        (
            "COPY --from=$a --chown=$a:$a --chmod=$n --exclude=$a.md $a \"x y\" $n/",
            ["$a", "A:A", "7", "$a.md", "A", "\"x", "y\"", "7/"]
        ),
        ("ADD --checksum=$a $a /$b", ["A", "A", "/B B"]),
        ("COPY [\"$a b\", \"/$a\"]", ["A b", "/A"]),
        ("WORKDIR $a/\"b c\"", ["A/b c"]), ("USER $a:$n", ["A:7"]), ("STOPSIGNAL $n", ["7"]),
        ("VOLUME $a /$a", ["A", "/A"]), ("EXPOSE $b \"$b\" $n/tcp", ["B", "B", "B B", "7/tcp"]),
        ("RUN echo $a '$b'", ["echo $a '$b'"]), ("CMD [\"$a\"]", ["$a"]), ("ENTRYPOINT $a", ["$a"]),
        ("HEALTHCHECK CMD $a", ["$a"]), ("SHELL [\"$a\"]", ["$a"]), ("MAINTAINER $a", ["$a"]),
        ("ONBUILD RUN $a", ["RUN $a"]),
        ("COPY <<x <<'y' /d/\n\"$a\" it's\nx\n$a\ny", ["\"A\" it's\n", "$a\n", "/d/"]),
    ] as [(String, [String])])
func variablesAreReplacedWhereTheInstructionAllowsIt(_ line: String, _ expected: [String]) throws {
    let environment = ["a": "A", "b": "B B", "n": "7"]
    if line.contains("\"x y\"") {
        // The words of COPY are split ahead of their quotes, so each is broken.
        #expect(throws: WordError.self) { try expansion(of: line, environment) }
    } else {
        #expect(words(try expansion(of: line, environment).instruction) == expected)
    }
}

@Test func oneInstructionSeesOneSnapshot() throws {
    let expanded = try expansion(of: "ENV a=2 b=$a", ["a": "1"])
    #expect(words(expanded.instruction) == ["a", "2", "b", "1"])
    #expect(expanded.usedNames == ["a"])
}

@Test func variablesAreLocated() throws {
    let expanded = try expansion(of: "LABEL é=x$gone \\\n  b=${also:-1}$gone", [:])
    let places = expanded.uses.map { ($0.value.name, $0.range.start.line, $0.range.start.column, $0.range.end.column) }
    #expect(places.map(\.0) == ["gone", "also", "gone"])
    #expect(places.map(\.1) == [2, 3, 3])
    #expect(places.map(\.2) == [10, 5, 15])
    #expect(places.map(\.3) == [15, 11, 20])
}

@Test func faultsOfWordsAreLocated() throws {
    #expect {
        try expansion(of: "WORKDIR /a/${b", [:])
    } throws: { error in
        let error = error as? WordError
        return error?.fault == .unclosedBrace && error?.range.start.column == 9 && error?.range.start.line == 2
    }
}

@Test(
    arguments: [
        ("RUN echo a", RunProgram.shell("echo a")), ("RUN [\"a\", \"b\"]", .exec(["a", "b"])),
        ("RUN <<EOF\na\nb\nEOF", .shell("a\nb\n")), ("RUN <<-EOF\n\ta\nEOF", .shell("a\n")),
        (
            "RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF",
            .script(name: "EOF", content: "#!/usr/bin/env python3\nprint(1)\n")
        ),
        ("RUN cat <<A <<B\n1\nA\n2\nB", .shell("cat <<A <<B\n1\nA\n2\nB")),
    ] as [(String, RunProgram)])
func program(_ line: String, _ expected: RunProgram) throws {
    guard case .run(let run)? = Dockerfile.parse("FROM a\n" + line).statements.last?.instruction else {
        Issue.record("no RUN")
        return
    }
    #expect(run.program == expected)
}

@Test func mountsAreExpanded() throws {
    let text = "FROM a\nRUN --mount=type=$kind,target=/$kind,id=${id:-none} true"
    guard case .run(let run)? = Dockerfile.parse(text).statements.last?.instruction else {
        Issue.record("no RUN")
        return
    }
    let mount = try run.mounts[0].mount { ["kind": "cache"][$0] }
    #expect(mount.kind == .cache && mount.target == "/cache" && mount.id == "none" && !mount.isReadOnly)
    #expect(throws: MountFault.kind("x")) { try run.mounts[0].mount { _ in "x" } }
}
