import BuildPlan
import Builder
import Foundation
import Glibc
import ImageStore
import SystemPackage
import Testing

/// A Dockerfile's start with a shell: static busybox.
private let shell = """
    FROM scratch
    COPY busybox /bin/busybox
    COPY busybox /bin/sh

    """

private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.addBusybox()
    return lab
}

/// What a RUN does, and what a file of the image holds afterwards.
private let runs: [(text: String, path: String, content: String)] = [
    ("RUN echo hello >/out", "out", "hello\n"),
    ("RUN [\"/bin/busybox\", \"touch\", \"/out\"]", "out", ""),
    ("ENV A=1\nRUN echo $A >/out", "out", "1\n"),
    ("ARG A=1\nRUN echo $A >/out", "out", "1\n"),
    ("ENV A=env\nARG A=arg\nRUN echo $A >/out", "out", "arg\n"),
    ("ENV A=env\nARG A\nRUN echo $A >/out", "out", "env\n"),
    ("ENV A=env\nARG A=arg\nENV A=$A-2\nRUN echo $A >/out", "out", "arg-2\n"),
    ("WORKDIR /w\nRUN busybox pwd >out", "w/out", "/w\n"),
    ("SHELL [\"/bin/busybox\", \"sh\", \"-c\"]\nRUN echo $0 >/out", "out", "sh\n"),
    ("USER 12:34\nWORKDIR /w\nRUN busybox id -u >/w/out", "w/out", "12\n"),
    ("RUN <<EOF\necho one >/out\necho two >>/out\nEOF", "out", "one\ntwo\n"),
    ("RUN <<EOF \necho one >/out\nEOF", "out", "one\n"),
    ("RUN <<-EOF\n\techo one >/out\n\tEOF", "out", "one\n"),
    ("RUN <<'EOF'\necho $0 >/out\nEOF", "out", "/bin/sh\n"),
    ("RUN <<script\n#!/bin/sh\necho $0 >/out\nscript", "out", "/dev/pipes/script\n"),
    ("RUN busybox cat <<A >/out && busybox cat <<B >>/out\none\nA\ntwo\nB", "out", "one\ntwo\n"),
    (
        "COPY users/passwd users/group /etc/\nUSER app\nWORKDIR /w\nRUN busybox id -G >out", "w/out",
        "100 10\n"
    ),
    ("RUN <<EOF\n#!/bin/busybox cat\ntext\nEOF\nRUN echo ok >/out", "out", "ok\n"),
    ("RUN busybox cat <<EOF >/out\nline\nEOF", "out", "line\n"),
    ("RUN --mount=type=bind,source=data,target=/data busybox cp /data/x /out", "out", "x"),
    ("RUN --mount=type=tmpfs,target=/t echo x >/t/x && busybox ls /t >/out", "out", "x\n"),
    ("RUN --mount=type=secret,id=s busybox cp /run/secrets/s /out", "out", "hidden"),
    ("RUN --mount=type=secret,id=s,env=S echo $S >/out", "out", "hidden\n"),
    (
        "RUN --mount=type=cache,target=/c echo x >/c/x\nRUN --mount=type=cache,target=/c busybox cp /c/x /out", "out",
        "x\n"
    ),
    ("RUN --network=none busybox ip link | busybox grep -c LOOPBACK >/out", "out", "1\n"),
]

@Test(arguments: runs.indices) func runDoesWhatDockerDoes(index: Int) throws {
    let row = runs[index]
    let lab = try lab()
    try lab.write("data/x", "x")
    try lab.write("users/passwd", "app:x:1000:100::/home/app:/bin/sh\n")
    try lab.write("users/group", "wheel:x:10:app\n")
    let outcome = try lab.build(shell + row.text) { $0.secrets = ["s": Array("hidden".utf8)] }
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "") \(outcome.log)")
    #expect(try lab.file(row.path) == row.content)
}

@Test(arguments: ["../../x", "a/b"]) func aScriptStaysInItsFolder(name: String) throws {
    let lab = try lab()
    let outcome = try lab.build(shell + "RUN <<\(name)\n#!/bin/busybox cat\n\(name)\n")
    #expect(outcome.failure?.message == "`\(name)` is not a valid name for a script.")
}

@Test func aFailingRunSaysWhereAndHow() throws {
    let lab = try lab()
    let outcome = try lab.build(shell + "RUN echo before; exit 3\nENV A=1")
    #expect(outcome.letters == "dddfs")
    #expect(outcome.failure?.exitStatus == 3)
    #expect(outcome.failure?.location == "Dockerfile:4:1")
    #expect(outcome.log == "before\n")
    #expect(outcome.result == .failed(StepID(3)))
    // The next build resumes from the cache.
    #expect(try lab.build(shell + "RUN echo before\nENV A=1").letters == "dccdd")
}

@Test func aRunLeavesOnlyWhatItMadeItself() throws {
    let lab = try lab()
    #expect(try lab.build(shell + "RUN echo x >/out").image != nil)
    let layer = try #require(try lab.store.layers(of: try lab.image()).last)
    #expect(try names(in: layer.path.string) == ["out"])
}

@Test func aRemovedFileIsGoneFromTheNextStage() throws {
    let lab = try lab()
    let text = shell + "RUN echo x >/gone\nRUN busybox rm /gone\nRUN if [ -e /gone ]; then exit 1; fi"
    #expect(try lab.build(text).image != nil)
}

@Test func outputKeepsItsStreams() throws {
    let lab = try lab()
    let outcome = try lab.build(shell + "RUN echo out; echo err >&2")
    let logs = outcome.events.compactMap { if case .stepLog(let log) = $0 { log } else { nil } }
    #expect(logs.contains { $0.stream == .stdout && $0.text == "out\n" })
    #expect(logs.contains { $0.stream == .stderr && $0.text == "err\n" })
}

@Test func aSecretIsNowhereAfterwards() throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    let secret = "kept-from-all-\(getpid())"
    let outcome = try lab.build(
        shell + "RUN --mount=type=secret,id=s --mount=type=secret,id=s,env=S busybox wc -c /run/secrets/s >/n\n"
            + "RUN --mount=type=secret,id=s,required=true,target=/here/s busybox cp /here/s /dev/null"
    ) { $0.secrets = ["s": Array(secret.utf8)] }
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "") \(outcome.log)")
    #expect(try lab.file("n")?.hasPrefix("\(secret.utf8.count) ") == true, "the command saw it")
    #expect(!"\(outcome.events)".contains(secret))
    var files = 0
    for case let name as String in FileManager.default.enumerator(atPath: lab.folder + "/store") ?? .init() {
        files += 1
        let content = FileManager.default.contents(atPath: lab.folder + "/store/" + name) ?? Data()
        #expect(content.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
    #expect(files > 10)
}
