import ArgumentParser
import Commands
import ContainerPlans
import Formats
import ImageFormat
import Printing
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import ContainerRuntime
@testable import Containers

/// Which volumes and networks commands are about.
struct VolumesAndNetworksTests {
    private let folder: ScratchFolder
    private let containers: ContainerList
    private let volumes: VolumeList
    private let networks: NetworkList

    init() throws {
        folder = try ScratchFolder()
        let store = FilePath(folder.path)
        containers = ContainerList(store: store)
        volumes = VolumeList(store: store)
        networks = NetworkList(store: store)
    }

    /// A container that was made and never started.
    private func make(_ name: String, volume: String? = nil) throws {
        var settings = ContainerSettings()
        settings.mounts = volume.map { [MountRequest(.volume($0, isAnonymous: false), at: "/data")] } ?? []
        _ = try containers.create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: name, image: "app:v1", imageID: "sha256:00", command: ["a"],
                created: "2026-01-02T03:04:05Z", settings: settings),
            isStarting: false)
    }

    @Test func aPruneTakesAnonymousVolumesThatNobodyHas() throws {
        for name in ["used", "free"] { _ = try volumes.create(name, labels: ["a": name], isAnonymous: true) }
        _ = try volumes.create("named")
        try make("one", volume: "used")
        let work = VolumeWork(volumes)
        #expect(work.unused(withNamed: false, []).map(\.name) == ["free"])
        #expect(work.unused(withNamed: true, []).map(\.name) == ["free", "named"])
        #expect(work.unused(withNamed: true, [try PruneFilter("label=a")]).map(\.name) == ["free"])
        #expect(work.unused(withNamed: true, [try PruneFilter("label!=a")]).map(\.name) == ["named"])
        #expect(work.unused(withNamed: true, [try PruneFilter("until=2001-01-01")]).isEmpty)
    }

    @Test func volumesAreListedAsTheFormatSays() throws {
        _ = try volumes.create("used")
        _ = try volumes.create("free")
        try make("one", volume: "used")
        let work = VolumeWork(volumes)
        let dangling = [try VolumeFilter("dangling=true")]
        #expect(try work.listing([], format: nil, isQuiet: true).text == "free\nused\n")
        #expect(try work.listing(dangling, format: "{{.Driver}} {{.Name}}", isQuiet: false).text == "local free\n")
        #expect(try work.listing(dangling, format: nil, isQuiet: false).text.hasPrefix("DRIVER"))
        #expect(throws: TemplateError.self) { try work.listing([], format: "{{.Name", isQuiet: false) }
    }

    @Test func networksAreListedWithTheOnesThatEverybodyHas() throws {
        let made = try networks.create("web", labels: ["team": "blue"])
        let work = NetworkWork(networks)
        let names = try work.listing([], format: "{{.Name}}", isQuiet: false, isWhole: false).text
        #expect(names == "bridge\nhost\nnone\nweb\n")
        let blue = [try NetworkFilter("label=team")]
        #expect(try work.listing(blue, format: nil, isQuiet: true, isWhole: true).text == made.id + "\n")
        let short = String(made.id.prefix(12)) + "\n"
        #expect(try work.listing(blue, format: nil, isQuiet: true, isWhole: false).text == short)
        #expect(work.unused([]).map(\.name) == ["web"])
        #expect(work.unused([try PruneFilter("label!=team")]).isEmpty)
    }

    @Test func aContainerIsTakenOffANetworkThatItIsOn() throws {
        _ = try networks.create("web")
        try make("one")
        let work = NetworkWork(networks)
        #expect(throws: CommandFailure.self) {
            try work.disconnect("one", of: containers, from: "web", isForced: false)
        }
        #expect(throws: RuntimeError.noSuchContainer("two")) {
            try work.disconnect("two", of: containers, from: "web", isForced: true)
        }
        #expect(throws: RuntimeError.self) {
            try work.disconnect("two", of: containers, from: "none-such", isForced: true)
        }
    }

    /// As scripts do it between `create` and `start`; `rm` of the network has to wait.
    @Test func aContainerThatDoesNotRunIsPutOnANetworkForItsStarts() throws {
        let web = try networks.create("web")
        try make("one")
        let work = NetworkWork(networks)
        try work.connect("one", of: containers, to: "web", aliases: ["a"], address: "172.18.0.9")
        let noted = { try containers.find("one").record.settings.network.further }
        #expect(try noted() == [FurtherNetwork("web", aliases: ["a"], address: "172.18.0.9")])
        // A second `connect` replaces the settings of the first.
        try work.connect("one", of: containers, to: "web", aliases: [], address: nil)
        #expect(try noted() == [FurtherNetwork("web")])
        #expect(networks.users(of: web) == ["one"] && work.unused([]).isEmpty)
        try work.disconnect("one", of: containers, from: "web", isForced: false)
        #expect(try noted().isEmpty && networks.users(of: web).isEmpty)
        #expect(throws: CommandFailure.self) {
            try work.disconnect("one", of: containers, from: "web", isForced: false)
        }
    }

    /// What `inspect` and `ps` show, and where the container is after its next start, come of what is noted.
    @Test func aContainerThatHasLeftItsFirstNetworkStaysOffIt() throws {
        let (web, back) = (try networks.create("web"), try networks.create("back"))
        try make("one")
        try containers.update(try containers.find("one")) {
            $0.settings.network.choice = .named("web")
            $0.settings.network.aliases = ["w"]
            $0.settings.network.address = "172.18.0.9"
        }
        let work = NetworkWork(networks)
        try work.connect("one", of: containers, to: "back", aliases: ["b"], address: nil)
        try work.disconnect("one", of: containers, from: "web", isForced: false)
        let noted = { try containers.find("one").record.settings.network }
        #expect(try noted().choice == .named("back") && noted().aliases == ["b"] && noted().address == nil)
        #expect(try noted().further.isEmpty && networks.users(of: web).isEmpty && networks.users(of: back) == ["one"])
        try work.disconnect("one", of: containers, from: "back", isForced: false)
        #expect(try noted().choice == .left && networks.users(of: back).isEmpty)
        #expect(throws: CommandFailure.self) {
            try work.disconnect("one", of: containers, from: "back", isForced: false)
        }
        try work.disconnect("one", of: containers, from: "back", isForced: true)
        // The next one that it is put on is its first.
        try work.connect("one", of: containers, to: "web", aliases: [], address: "172.18.0.7")
        #expect(try noted().choice == .named("web") && noted().address == "172.18.0.7" && noted().further.isEmpty)
    }

    /// As the tutorials have it: `network connect mine web`, then `network disconnect bridge web`.
    @Test func bridgeIsLeftForAnotherNetwork() throws {
        _ = try networks.create("mine")
        try make("one")
        let work = NetworkWork(networks)
        try work.connect("one", of: containers, to: "mine", aliases: ["m"], address: nil)
        try work.disconnect("one", of: containers, from: "bridge", isForced: false)
        let noted = try containers.find("one").record.settings.network
        #expect(noted.choice == .named("mine") && noted.aliases == ["m"] && noted.further.isEmpty)
        #expect(throws: CommandFailure.self) {
            try work.disconnect("one", of: containers, from: "bridge", isForced: false)
        }
        try work.disconnect("one", of: containers, from: "bridge", isForced: true)
    }

    @Test func aContainerThatRunsIsPutOnANetworkOnce() throws {
        _ = try networks.create("web")
        let owned = try containers.create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: "db", image: "app:v1", imageID: "sha256:00", command: ["a"],
                created: "2026-01-02T03:04:05Z"))
        _ = try networks.join("web", owned.folder.record, aliases: [], address: nil)
        let failure = #expect(throws: CommandFailure.self) {
            try NetworkWork(networks).connect("db", of: containers, to: "web", aliases: [], address: nil)
        }
        let words = "endpoint with name db already exists in network web: the container is on it."
        #expect(failure?.description.hasPrefix(words) == true)
        withExtendedLifetime(owned) {}
    }

    /// `network ls` lists them, so that the other commands must know them.
    @Test(arguments: NetworkList.standing) func aBuiltInNetworkIsKnownAndStays(_ name: String) throws {
        try make("one")
        let work = NetworkWork(networks)
        let said = "\(name) is a built-in network"
        let connecting = #expect(throws: CommandFailure.self) {
            try work.connect("one", of: containers, to: name, aliases: [], address: nil)
        }
        let leaving = #expect(throws: CommandFailure.self) {
            try work.disconnect("one", of: containers, from: name, isForced: false)
        }
        #expect(connecting?.description.hasPrefix(said) == true && leaving?.description.hasPrefix(said) == true)
        #expect(throws: ExitCode.failure) { try work.remove([name], isForced: true) }
        let json = try NetworkDescription.json(name, of: networks, and: containers)
        #expect(json["Name"]?.string == name && json["Driver"]?.string == (name == "none" ? "null" : name))
        let id = try #require(json["Id"]?.string)
        #expect(try NetworkDescription.json(String(id.prefix(12)), of: networks, and: containers) == json)
    }

    @Test func aContainerWithoutANetworkOfItsOwnIsNotPutOnOne() throws {
        _ = try networks.create("web")
        try make("one")
        try containers.update(try containers.find("one")) { $0.settings.network.choice = .host }
        #expect(throws: CommandFailure.self) {
            try NetworkWork(networks).connect("one", of: containers, to: "web", aliases: [], address: nil)
        }
    }

    @Test func aContainerThatDoesNotRunCannotBeJoined() throws {
        try make("one")
        let folder = try containers.find("one")
        #expect(throws: RuntimeError.notRunning("o")) {
            try AttachedRun.joining(folder, called: "o", reads: true, passesSignals: true, keys: nil)
        }
    }

    @Test func aNameThatIsNotThereIsAnErrorUnlessForced() throws {
        try NetworkWork(networks).remove(["none-such"], isForced: true)
        #expect(throws: ExitCode.failure) { try NetworkWork(networks).remove(["none-such"], isForced: false) }
    }
}
