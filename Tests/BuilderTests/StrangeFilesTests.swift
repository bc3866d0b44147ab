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
    #expect(named.failure?.message == "`d/s` is a socket; an image can only take files, folders and links.")
}

@Test func aNamedPipeIsRefusedAndNeverRead() throws {
    let lab = try lab()
    mkfifo(lab.context + "/d/p", 0o644)
    let outcome = try lab.build("FROM scratch\nCOPY d /d")
    #expect(outcome.failure?.message == "`d/p` is a named pipe; an image can only take files, folders and links.")
    #expect(outcome.failure?.location == "Dockerfile:2:1")
    try lab.write(".dockerignore", "d/p\n")
    #expect(try lab.build("FROM scratch\nCOPY d /d").image != nil)
}

@Test func aFileThatIsWrittenToMeanwhileIsNeverHalfTaken() throws {
    let lab = try lab()
    let path = lab.context + "/d/a"
    let over = Flag()
    let seed = PropertySeed.of(1)
    let thread = Thread {
        var random = SeededGenerator(seed)
        while !over.isOver {
            let text = String(repeating: "x", count: Int.random(in: 1...200_000, using: &random))
            try? Data(text.utf8).write(to: URL(filePath: path))
        }
    }
    thread.start()
    defer { over.end() }
    for _ in 0..<10 {
        let outcome = try lab.build("FROM scratch\nCOPY d /d")
        if let failure = outcome.failure {
            #expect(failure.message.contains("changed while it was") || failure.message.contains("it is not there"))
        } else {
            // The layer holds what its key says: the same content comes from the cache, whole.
            #expect(try lab.file("d/a")?.isEmpty == false)
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
