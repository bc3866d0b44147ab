import Clocks
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

    @Test func aRecordIsReadBackAsItWasWritten() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let record = record("one")
        let owned = try list.create(record)
        #expect(try list.find("one").record == record)
        #expect(try list.find(record.shortID).record == record)
        #expect(try list.find("one").state == .starting)
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

    @Test func theContainerThatGaveItsNetworkAndIsGoneIsNamed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let giver = try list.create(record("one"))
        #expect(try list.sharingNetwork(giver.folder.record.id).record.name == "one")
        let gone = String(repeating: "c", count: 64)
        let error = #expect(throws: RuntimeError.sharedNetworkGone(gone)) { try list.sharingNetwork(gone) }
        #expect(error?.message.contains("network of container cccccccccccc, which was removed") == true)
        #expect(error?.advice?.contains("make it anew") == true)
        withExtendedLifetime(giver) {}
    }

    @Test func whatKeptItFromStartingIsKeptUntilItsNextLife() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        owned.folder.keep(.commandNotFound("bash"))
        #expect(try list.find("one").lastLife?.error == RuntimeError.commandNotFound("bash").message)
        try owned.folder.write(LastLife(started: Timestamp.now()))
        let life = try #require(try list.find("one").lastLife)
        #expect(life.error == nil)
    }

    @Test func oneThatWasNeverStartedStaysCreated() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var owned: OwnedContainer? = try list.create(record("made", isRemovedAtEnd: true), isStarting: false)
        #expect(throws: RuntimeError.stillRunning("made")) { try list.own(try list.find("made")) }
        owned = nil
        #expect(owned == nil && list.sweep().isEmpty)
        let folder = try list.find("made")
        #expect(folder.state == .created)
        let taken = try list.own(folder)
        try taken.begin()
        #expect(try list.find("made").state == .starting)
    }

    @Test func getsAnotherName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (one, two) = (try list.create(record("one")), try list.create(record("two")))
        try list.rename(one.folder, to: "three")
        #expect(try list.find("three").record.id == one.folder.record.id)
        #expect(throws: RuntimeError.nameTaken("three", id: one.folder.record.shortID)) {
            try list.rename(two.folder, to: "three")
        }
        try list.update(two.folder) { $0.settings.restart = .always }
        #expect(try list.find("two").record.settings.restart == .always)
        withExtendedLifetime((one, two)) {}
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
        #expect(list.sweep().map(\.name) == ["gone"])
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

    private func write(_ text: String, to writer: LogWriter) {
        Array(text.utf8).withUnsafeBytes { writer.write(.stdout, $0) }
    }

    private func all(of reader: LogReader) -> [String] {
        var texts: [String] = []
        while case let entries = reader.next(), !entries.isEmpty { texts += entries.map(\.text) }
        return texts
    }

    @Test func aLogThatGrowsForEverKeepsItsEndAndTellsWhatIsGone() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        let writer = try LogWriter(owned.folder.logPath, limit: 10_000)
        let lines = (0..<2000).map { "line \($0)\n" }
        for line in lines { write(line, to: writer) }
        let names = try FileManager.default.contentsOfDirectory(atPath: owned.folder.path.string)
        #expect(Set(names.filter { $0.hasPrefix("log") }) == ["log", "log.1"])
        let sizes = try ["log", "log.1"].map {
            try #require(
                FileManager.default.attributesOfItem(atPath: owned.folder.path.appending($0).string)[.size] as? Int)
        }
        #expect(sizes.allSatisfy { $0 < 11_000 }, "\(sizes)")
        let reader = try #require(LogReader(owned.folder))
        let kept = all(of: reader)
        #expect(kept == lines.suffix(kept.count), "the end, without a gap")
        #expect(kept.count > 100)
        let gone = lines.dropLast(kept.count).reduce(0) { $0 + $1.utf8.count }
        #expect(reader.lostBytes == Int64(gone))
    }

    /// A folder in the way of the earlier file keeps the log from being renamed, as the removal of its own folder does.
    @Test func aLogThatCannotBeRenamedHasABoundAllTheSame() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        try FileManager.default.createDirectory(
            atPath: owned.folder.logPath.string + ".1/kept", withIntermediateDirectories: true)
        let writer = try LogWriter(owned.folder.logPath, limit: 10_000)
        for number in 0..<2000 { write("line \(number)\n", to: writer) }
        let size = try FileManager.default.attributesOfItem(atPath: owned.folder.logPath.string)[.size] as? Int
        #expect(try #require(size) < 11_000)
        let text = try String(contentsOfFile: owned.folder.logPath.string, encoding: .utf8)
        #expect(text.hasPrefix("{\"before\":") && text.contains("line 1999"))
    }

    @Test func whoFollowsALogMissesNothingWhenItGoesOnInAnotherFile() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        let writer = try LogWriter(owned.folder.logPath, limit: 1000)
        let reader = try #require(LogReader(owned.folder))
        var seen: [String] = []
        let lines = (0..<500).map { "line \($0)\n" }
        for line in lines {
            write(line, to: writer)
            seen += all(of: reader)
        }
        #expect(seen == lines)
        #expect(reader.lostBytes == 0 && reader.damagedLines == 0)
    }

    @Test func damagedLinesOfALogAreCounted() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try list.create(record("one"))
        let good = #"{"log":"a\n","stream":"stdout","time":"2026"}"# + "\n"
        let counts = [Int64.max, -1, 1000].map { "{\"before\":\($0)}\n" }.joined()
        try Data((good + "{\"log\":\n" + counts + good).utf8).write(
            to: URL(filePath: owned.folder.logPath.string))
        let reader = try #require(LogReader(owned.folder))
        #expect(all(of: reader) == ["a\n", "a\n"])
        #expect(reader.damagedLines == 3 && reader.lostBytes == 998)
    }
}
