import Clocks
import CommandLines
import ContainerPlans
import ContainerRuntime
import Foundation
import ImageFormat
import ImageStore
import Listings
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import Containers

/// Containers of a store, without running them.
struct ContainerMakingTests {
    private let scratch: ScratchFolder
    private let store: Store
    private let list: ContainerList
    private let image: StoredImage

    init() throws {
        scratch = try ScratchFolder()
        store = try Store.open(at: FilePath(scratch("store")))
        list = ContainerList(store: store.path)
        image = try store.putImage(
            config: ImageConfig(
                created: Timestamp.now(), platform: .host,
                config: ContainerConfig(command: ["serve"], labels: ["a": "b"])),
            layers: [], tags: [try Reference("app:v1")])
    }

    private func plan(_ words: [String]) throws -> ContainerPlan {
        try ContainerPlan(
            try #require(RunCommandLine(words + ["app:v1"]).options), image: (image.id, image.config.config),
            containers: list, networks: NetworkList(store: store.path),
            in: around)
    }

    private var around: Surroundings { Surroundings(variables: [:], folder: scratch.path, program: "slipway") }

    @Test func removingTakesTheLayerAndThePinAlong() throws {
        var made: MadeContainer? = try MadeContainer(try plan(["--name", "one"]), in: store, list, isStarting: false)
        let layer = store.layersPath.appending(try #require(made).snapshot.id.name).string
        #expect(FileManager.default.fileExists(atPath: layer))
        made?.owned.end(status: 0)
        made = nil
        try ContainerRemoval.remove(try list.find("one"), from: store, list, withVolumes: true)
        #expect(!FileManager.default.fileExists(atPath: layer))
        #expect(throws: RuntimeError.noSuchContainer("one")) { try list.find("one") }
    }

    @Test func aNameThatIsTakenLeavesNothing() throws {
        let first = try MadeContainer(try plan(["--name", "one"]), in: store, list, isStarting: false)
        let before = try FileManager.default.contentsOfDirectory(atPath: store.layersPath.string).count
        #expect(throws: RuntimeError.self) {
            _ = try MadeContainer(try plan(["--name", "one"]), in: store, list, isStarting: false)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.layersPath.string).count == before)
        withExtendedLifetime(first) {}
    }

    @Test func whatIsShownOfAContainerIsFound() throws {
        let volume = try VolumeList(store: store.path).create("data")
        let made = try MadeContainer(try plan(["--name", "one", "-v", "data:/d"]), in: store, list, isStarting: false)
        let facts = FoundContainers.all(list, in: store)
        #expect(facts.map(\.record.name) == ["one"])
        #expect(facts.first?.mounts.map(\.source) == [volume.path.string])
        #expect(facts.map { FoundContainers.measured($0, in: store).size?.1 } == [image.size])
        withExtendedLifetime(made) {}
    }

    @Test func anImageOfAnotherPlatformIsRefused() throws {
        let options = try #require(RunCommandLine(["--platform", "plan9/mips", "app:v1"]).options)
        let error = #expect(throws: ContainerFault.self) { try ImageOnHand(options).find(in: store, around) }
        #expect(error?.description.contains("plan9/mips") == true)
        let never = try #require(RunCommandLine(["--pull=never", "other:v1"]).options)
        #expect(throws: StoreError.self) { try ImageOnHand(never).find(in: store, around) }
        let own = try #require(RunCommandLine(["app:v1"]).options)
        #expect(try ImageOnHand(own).find(in: store, around).id == image.id)
    }

    @Test func aContainerThatDoesNotRunTakesNothing() throws {
        let made = try MadeContainer(try plan(["-m", "64m", "--name", "one"]), in: store, list, isStarting: false)
        let fields = ContainerSample(made.owned.folder).fields(since: nil, isWhole: false)
        let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.value) })
        #expect(values["MemUsage"] == "0B / 64.00MiB" && values["CPUPerc"] == "0.00%" && values["PIDs"] == "0")
        #expect(values["ID"]?.count == 12)
    }

    @Test func theTailOfAnOutputIsBounded() {
        var tail = OutputTail()
        for number in 0..<20_000 { Array("line \(number)\n".utf8).withUnsafeBytes { tail.add($0) } }
        #expect(tail.text.utf8.count == 32_768 && tail.text.hasSuffix("line 19999\n"))
    }
}
