import Foundation
import SystemPackage
import Testing

@testable import ContainerRuntime

@Suite struct ContainerListTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(UUID().uuidString)")
    private let list: ContainerList

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        list = ContainerList(store: FilePath(folder.path))
    }

    private func record(_ name: String, id: String = ContainerRecord.makeID(), isRemovedAtEnd: Bool = false)
        -> ContainerRecord
    {
        ContainerRecord(
            id: id, name: name, image: "app:v1", imageID: "sha256:00", command: ["a", "b c"],
            created: Timestamp.now(), ports: ["127.0.0.1:1->2/tcp"], isRemovedAtEnd: isRemovedAtEnd,
            environment: ["A=ü\""], user: UserIdentity(uid: 1, gid: 2, additionalGroups: [3]), snapshot: "abcdefgh")
    }

    @Test func remembersARecord() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let record = record("one")
        let owned = try list.create(record)
        #expect(try list.find("one").record == record)
        #expect(try list.find(record.shortID).record == record)
        #expect(try list.find("one").state == .created)
        owned.end(status: 3)
        guard case .exited(3, _) = try list.find("one").state else { Issue.record("not exited"); return }
    }

    @Test func refusesANameTwiceAndAPrefixOfTwo() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try list.create(record("one", id: String(repeating: "a", count: 64)))
        let second = try list.create(record("two", id: "a" + String(repeating: "b", count: 63)))
        #expect(throws: RuntimeError.nameTaken("one", id: "aaaaaaaaaaaa")) { try list.create(record("one")) }
        #expect(throws: RuntimeError.ambiguousContainer("a")) { try list.find("a") }
        #expect(throws: RuntimeError.noSuchContainer("")) { try list.find("") }
        withExtendedLifetime((first, second)) {}
    }

    @Test func seesThatAnOwnerIsGone() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let running = ContainerState.running(.init(process: 4_000_000, started: "", runtime: "", runtimeRoot: ""))
        for (name, isRemoved) in [("kept", false), ("gone", true)] {
            let owned = try list.create(record(name, isRemovedAtEnd: isRemoved))
            try owned.folder.write(running)
            #expect(owned.folder.state == running)
            #expect(throws: RuntimeError.stillRunning(name)) { try list.remove(owned.folder) }
        }
        #expect(list.sweep().count == 2)
        #expect(list.all().map(\.record.name) == ["kept"])
        guard case .exited(137, _)? = list.all().first?.state else { Issue.record("not exited"); return }
        #expect(list.sweep().isEmpty)
    }

    @Test func aDamagedRecordIsNoContainer() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "containers/x")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        for text in ["", "{", "[]", #"{"id":1}"#, "\u{0}"] {
            try Data(text.utf8).write(to: path.appending(path: "record.json"))
            #expect(list.all().isEmpty)
        }
    }

    @Test func keepsALogByLines() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        let writer = try LogWriter(owned.folder.logPath)
        for (stream, text) in [(Runtime.Stream.stdout, "a\nb"), (.stderr, "e\n"), (.stdout, "c\n\n"), (.stdout, "end")]
        {
            Array(text.utf8).withUnsafeBytes { writer.write(stream, $0) }
        }
        let reader = try #require(LogReader(owned.folder))
        #expect(reader.next().map(\.text) == ["a\n", "e\n", "bc\n", "\n"])
        #expect(reader.next() == [])
        writer.finish()
        #expect(reader.next().map(\.text) == ["end"])
        #expect(try #require(LogReader(owned.folder)).next().map(\.isError) == [false, true, false, false, false])
    }
}
