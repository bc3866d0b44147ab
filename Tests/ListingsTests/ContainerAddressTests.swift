import ImageFormat
import ImageStore
import Listings
import Scratch
import SystemPackage
import Testing

@testable import ContainerRuntime

/// What `inspect` shows of the networks that a container is on.
struct ContainerAddressTests {
    private let folder: ScratchFolder
    private let store: Store
    private let containers: ContainerList

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
        containers = ContainerList(store: store.path)
    }

    private func made(on choice: NetworkSettings.Choice) throws -> OwnedContainer {
        var record = ContainerRecord(
            id: ContainerRecord.makeID(), name: "web", image: "a", imageID: "b", command: ["serve"],
            created: "2026-01-02T03:00:05Z")
        record.settings.network.choice = choice
        return try containers.create(record)
    }

    private func settings(_ owned: OwnedContainer) throws -> JSON {
        try #require(ContainerDescription.json(FoundContainers.facts(owned.folder, in: store))["NetworkSettings"])
    }

    private static let running = ContainerState.running(
        .init(process: 4_000_000, started: "", runtime: "", runtimeRoot: ""))

    /// As `hostname -i` tells it inside.
    @Test func aContainerOfTheBridgeHasTheAddressThatItFinds() throws {
        let owned = try made(on: .own)
        #expect(try settings(owned)["Networks"]?["bridge"]?["IPAddress"]?.string == "", "it does not run yet")
        try owned.folder.write(Self.running)
        let shown = try settings(owned)
        for network in [shown, try #require(shown["Networks"]?["bridge"])] {
            #expect(network["IPAddress"]?.string == "172.17.0.2" && network["Gateway"]?.string == "172.17.0.1")
            #expect(network["IPPrefixLen"] == .integer(16))
        }
        #expect(shown["Networks"]?["bridge"]?["NetworkID"]?.string == NetworkList.id(ofStanding: "bridge"))
    }

    @Test func aNetworkThatWasMadeIsShownWithItsGatewayAndPrefix() throws {
        let list = NetworkList(store: store.path)
        let network = try list.create("net", subnet: Subnet("10.9.0.0/20"))
        let owned = try made(on: .named("net"))
        try owned.folder.write(Self.running)
        let (_, endpoint) = try list.join("net", owned.folder.record, aliases: ["w"], address: nil)
        let shown = try #require(try settings(owned)["Networks"]?["net"])
        #expect(shown["IPAddress"]?.string == endpoint.address && shown["Gateway"]?.string == "10.9.0.1")
        #expect(shown["IPPrefixLen"] == .integer(20) && shown["NetworkID"]?.string == network.id)
        #expect(shown["MacAddress"]?.string == endpoint.hardwareAddress)
    }
}
