import BuildPlan
import Builder
import Foundation
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

private let shell = "FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\n"

private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.addBusybox()
    return lab
}

@Test func aCacheStartsWithTheFilesOfAStage() throws {
    let lab = try lab()
    try lab.write("seed/x", "seed\n")
    let text =
        "FROM scratch AS one\nCOPY seed /seed\n" + shell
        + "RUN --mount=type=cache,from=one,source=/seed,target=/c busybox cat /c/x >/out; echo more >>/c/x"
    #expect(try lab.build(text).image != nil)
    #expect(try lab.file("out") == "seed\n")
    #expect(try lab.build(text) { $0.ignoresCache = true }.image != nil)
    #expect(try lab.file("out") == "seed\nmore\n", "what a RUN wrote stays")
    try lab.write("seed/x", "other\n")
    #expect(try lab.build(text).image != nil)
    #expect(try lab.file("out") == "other\n", "another stage is another cache")
}

@Test func noNameOfACacheLeadsOut() throws {
    let lab = try lab()
    let text = shell + "RUN --mount=type=cache,id=../../x,target=/c echo x >/c/y && busybox ls /c >/out"
    #expect(try lab.build(text).image != nil)
    #expect(try lab.file("out") == "y\n")
    #expect(try names(in: lab.folder).sorted() == ["context", "store"])
    #expect(try names(in: lab.store.path.appending("cache-mounts").string).count == 1)
}

@Test(arguments: ["shared", "locked", "private"]) func aCacheIsShared(how: String) throws {
    let lab = try lab()
    let mount = "--mount=type=cache,sharing=\(how),target=/c"
    let text = shell + "RUN \(mount) echo x >/c/y\nRUN \(mount) busybox cp /c/y /out"
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.log)")
    #expect(try lab.file("out") == "x\n")
}

@Test func aWorkingDirectoryBelowProcLeadsNowhere() throws {
    let lab = try lab()
    for number in [3, 7, 8, 9, 10] {
        let outcome = try lab.build(shell + "WORKDIR /proc/self/fd/\(number)\nRUN busybox ls ../../../../.. >/out")
        // The mount fails, or stays inside of the root file system: the process never sees a folder of the host.
        guard outcome.image != nil else { continue }
        #expect(try lab.file("out")?.contains("home") != true)
    }
}

@Test func aContextComesAsATar() throws {
    let lab = try lab()
    try lab.write("Dockerfile", "FROM scratch\nCOPY a.txt /a")
    try lab.write("a.txt", "from a tar\n")
    let folder = lab.folder
    let tar = Process()
    tar.executableURL = URL(filePath: "/bin/tar")
    tar.arguments = ["-C", lab.context, "-czf", folder + "/c.tgz", "Dockerfile", "a.txt"]
    try tar.run()
    tar.waitUntilExit()
    let store = lab.store
    let (letters, identities) = BuildThread.shared.perform { () -> ([String], Set<String>) in
        var letters: [String] = []
        var identities: Set<String> = []
        for _ in 0..<2 {
            let file = open(folder + "/c.tgz", O_RDONLY)
            guard let stream = try? StreamedContext(file, store: store), let tag = try? Reference("test:1") else {
                break
            }
            close(file)
            var request = BuildRequest(
                dockerfile: .file(path: stream.folder + "/Dockerfile", shown: "Dockerfile"), context: stream.folder,
                tags: [tag])
            request.contextIdentity = "-"
            var events: [BuildEvent] = []
            let result = Build(request, store: store, checkout: nil) { events.append($0.event) }.run()
            letters.append(Outcome(events: events, result: result).letters)
            identities.insert(stream.folder)
        }
        return (letters, identities)
    }
    #expect(letters == ["dd", "dc"])
    #expect(identities.allSatisfy { access($0, F_OK) != 0 }, "the context is gone")
    #expect(try lab.file("a") == "from a tar\n")
}

@Test func aDockerfileComesWithoutAContext() throws {
    let lab = try lab()
    try lab.write("Dockerfile", "FROM scratch\nENV A=1\n")
    let (path, store) = (lab.context + "/Dockerfile", lab.store)
    let text = BuildThread.shared.perform { () -> String? in
        let file = open(path, O_RDONLY)
        defer { close(file) }
        return (try? StreamedContext(file, store: store))?.dockerfile
    }
    #expect(text == "FROM scratch\nENV A=1\n")
}
