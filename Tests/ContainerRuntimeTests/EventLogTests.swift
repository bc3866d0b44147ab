import Clocks
import ImageFormat
import Scratch
import SystemPackage
import Testing

@testable import ContainerRuntime

/// What happens in a store is written down.
struct EventLogTests {
    private let scratch: ScratchFolder
    private var store: FilePath { FilePath(scratch("store")) }

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("store")
    }

    private func record(_ name: String, _ restart: RestartPolicy = .never) -> ContainerRecord {
        var settings = ContainerSettings()
        settings.config.labels = ["tier": "front"]
        settings.restart = restart
        return ContainerRecord(
            id: ContainerRecord.makeID(), name: name, image: "app:v1", imageID: "sha256:00", command: ["a"],
            created: Timestamp.now(), settings: settings)
    }

    @Test func aLifeIsTold() throws {
        let list = ContainerList(store: store)
        let reader = EventLog(store: store).reader()
        #expect(reader.next().isEmpty)
        var owned: OwnedContainer? = try list.create(record("web"))
        try list.rename(try list.find("web"), to: "shop")
        owned?.end(status: 3)
        owned = nil
        #expect(owned == nil)
        try list.remove(try list.find("shop"))
        let network = try NetworkList(store: store).create("net")
        try NetworkList(store: store).remove(network)
        let volume = try VolumeList(store: store).create("data")
        _ = try VolumeList(store: store).create("data")
        try VolumeList(store: store).remove(volume)
        let events = reader.next()
        #expect(
            events.map { "\($0.kind.rawValue) \($0.action)" } == [
                "container create", "container rename", "container die", "container destroy", "network create",
                "network destroy", "volume create", "volume destroy",
            ])
        #expect(events[0].attributes == ["image": "app:v1", "name": "web", "tier": "front"])
        #expect(events[1].attributes["oldName"] == "/web" && events[1].attributes["name"] == "shop")
        #expect(events[2].attributes["exitCode"] == "3" && events[6].id == "data")
        #expect(reader.next().isEmpty)
    }

    @Test func readsOnFromOneFileToTheNext() throws {
        let log = EventLog(store: store)
        let reader = log.reader()
        let filler = String(repeating: "x", count: 60_000)
        var seen = 0
        for number in 0..<200 {
            log.write(RuntimeEvent(.image, "tag", id: String(number), attributes: ["name": filler]))
            if number % 7 == 0 { seen += reader.next().count }
        }
        seen += reader.next().count
        #expect(seen == 200)
        #expect(try scratch.names == ["store"])
        // What is kept has bounds, and a reader that comes late sees what is kept, in order.
        let reading = log.reader()
        var late: [Int] = []
        while case let more = reading.next(), !more.isEmpty { late += more.compactMap { Int($0.id) } }
        #expect(late == late.sorted() && late.last == 199 && late.count < 200)
    }

    @Test func anEventReadsTheSameAgain() throws {
        let event = RuntimeEvent(
            .container, "health_status: healthy", id: "abc", attributes: ["image": "a", "x": "ü\""])
        #expect(RuntimeEvent(json: event.json) == event)
        #expect(event.json["from"]?.string == "a" && event.json["status"]?.string == event.action)
    }

    /// What runs when the machine goes down is started again by its policy, once.
    @Test func startsAgainAfterTheMachineHas() throws {
        let list = ContainerList(store: store)
        #expect(list.dueAfterBoot("one").isEmpty)
        for (name, policy) in [
            ("always", RestartPolicy.always), ("unless", .unlessStopped), ("failure", .onFailure(limit: nil)),
            ("never", .never), ("stopped", .unlessStopped), ("ended", .onFailure(limit: nil)),
        ] {
            let owned = try list.create(record(name, policy))
            if name == "stopped" { try owned.folder.noteStop() }
            if name == "ended" { owned.end(status: 0) }
        }
        _ = try list.create(record("made", .always), isStarting: false)
        #expect(list.dueAfterBoot("one").isEmpty)
        #expect(list.dueAfterBoot("one").isEmpty)
        #expect(Set(list.dueAfterBoot("two").map(\.record.name)) == ["always", "unless", "failure"])
        #expect(list.dueAfterBoot("two").isEmpty)
    }
}
