import BuildPlan
import Builder
import Foundation
import Glibc
import ImageFormat
import Seeds
import Synchronization
import Testing

/// What lies in a context beside files, folders and links.
private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.write("d/a", "a")
    return lab
}

private func addSocket(_ path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { bytes in bytes.copyBytes(from: Array(path.utf8).prefix(107)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    try #require(result == 0)
}

@Test func aSocketIsLeftOut() throws {
    let lab = try lab()
    try addSocket(lab.context + "/d/s")
    #expect(try lab.build("FROM scratch\nCOPY d /d").image != nil)
    #expect(try lab.status("d/a") != nil)
    #expect(try lab.status("d/s") == nil)
    let named = try lab.build("FROM scratch\nCOPY d/s /s")
    let message = "`d/s` is a socket; an image can only take files, folders, links and named pipes."
    #expect(named.failure?.message == message)
}

/// As BuildKit does it: the pipe is made anew, so that nothing waits for a writer.
@Test(.timeLimit(.minutes(20))) func aNamedPipeIsCopiedAndNeverRead() throws {
    let lab = try lab()
    mkfifo(lab.context + "/d/p", 0o600)
    chmod(lab.context + "/d/p", 0o640)
    let text = "FROM scratch\nCOPY d /d\nCOPY --chown=5:6 --chmod=600 d/p /e/\nADD d/p /f"
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    for (path, mode, uid) in [("d/p", mode_t(0o640), uid_t(0)), ("e/p", 0o600, 5), ("f", 0o640, 0)] {
        let status = try #require(try lab.status(path))
        #expect(status.st_mode == S_IFIFO | mode && status.st_uid == uid, "\(path)")
    }
    #expect(try lab.build(text).letters == "dccc")
    try lab.write("d/q", "no pipe")
    rename(lab.context + "/d/q", lab.context + "/d/p")
    let changed = try lab.build(text)
    #expect(changed.reasons.first?.contains("p was a named pipe and is a file") == true, "\(changed.reasons)")
}

@Test func aNamedPipeOfAStageIsCopied() throws {
    let lab = try lab()
    mkfifo(lab.context + "/d/p", 0o644)
    #expect(try lab.build("FROM scratch AS one\nCOPY d /d\nFROM scratch\nCOPY --from=one /d /e").image != nil)
    #expect(try lab.status("e/p")?.st_mode == S_IFIFO | 0o644)
}

/// Does something over and over beside a body.
private func beside(_ change: @escaping @Sendable (inout SeededGenerator) -> Void, _ body: () throws -> Void) rethrows {
    let (over, ended) = (Flag(), DispatchSemaphore(value: 0))
    let seed = PropertySeed.of(1)
    let thread = Thread {
        var random = SeededGenerator(seed)
        while !over.isOver { change(&random) }
        ended.signal()
    }
    thread.start()
    defer {
        over.end()
        ended.wait()
    }
    try body()
}

/// The layer holds what its key says: the same content comes from the cache.
private func expectKept(_ path: String, in lab: BuildLab, _ dockerfile: String) throws {
    try lab.write(path, try #require(try lab.file(path)))
    #expect(try lab.build(dockerfile).letters == "dc")
}

@Test(.timeLimit(.minutes(20))) func aFileThatIsWrittenToMeanwhileIsTakenAsItWasOnce() throws {
    let lab = try lab()
    let path = lab.context + "/d/a"
    let text = "FROM scratch\nCOPY d /d"
    try beside({ random in
        let text = String(repeating: "x", count: Int.random(in: 1...200_000, using: &random))
        try? Data(text.utf8).write(to: URL(filePath: path))
        usleep(50)
    }) {
        for _ in 0..<10 {
            let outcome = try lab.build(text)
            #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        }
    }
    try expectKept("d/a", in: lab, text)
}

@Test(.timeLimit(.minutes(20))) func aLogThatGrowsMeanwhileIsTakenAsFarAsItGoes() throws {
    let lab = try lab()
    try lab.write("d/log", "")
    let log = try FileHandle(forWritingTo: URL(filePath: lab.context + "/d/log"))
    let text = "FROM scratch\nCOPY d /d"
    try beside({ _ in
        try? log.write(contentsOf: Data("one line\n".utf8))
        usleep(50)
    }) {
        for _ in 0..<10 {
            let outcome = try lab.build(text)
            #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        }
    }
    let kept = try #require(try lab.file("d/log"))
    #expect(kept == String(repeating: "one line\n", count: kept.utf8.count / 9))
    try expectKept("d/log", in: lab, text)
}

@Test(.timeLimit(.minutes(20))) func filesThatComeAndGoMeanwhileFailNoBuild() throws {
    let lab = try lab()
    let folder = lab.context + "/d"
    let text = "FROM scratch\nCOPY d /d"
    try beside({ random in
        let path = "\(folder)/t\(Int.random(in: 0..<50, using: &random))"
        if unlink(path) != 0 { try? Data("t".utf8).write(to: URL(filePath: path)) }
        usleep(50)
    }) {
        for _ in 0..<10 {
            let outcome = try lab.build(text)
            #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
            #expect(try lab.file("d/a") == "a")
        }
    }
}

/// A flag for two threads.
private final class Flag: Sendable {
    private let flag = Mutex(false)

    var isOver: Bool { flag.withLock { $0 } }

    func end() { flag.withLock { $0 = true } }
}

@Test func aHundredInstructionsAreOneImage() throws {
    let lab = try lab()
    let lines = (1...100).map { $0 % 4 == 0 ? "COPY d/a /f\($0)" : "ENV A\($0)=\($0)" }
    let text = "FROM scratch\n" + lines.joined(separator: "\n")
    #expect(try lab.build(text).letters == "d" + String(repeating: "d", count: 100))
    #expect(try lab.build(text).letters == "d" + String(repeating: "c", count: 100))
    #expect(try lab.file("f100") == "a")
}
