import Clocks
import Foundation
import SystemPackage
import Testing

@testable import ContainerRuntime

@Suite struct NetworkListTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(UUID().uuidString)")
    private let list: NetworkList
    private let containers: ContainerList

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        list = NetworkList(store: FilePath(folder.path))
        containers = ContainerList(store: FilePath(folder.path))
    }

    private func container(_ name: String) throws -> OwnedContainer {
        try containers.create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: name, image: "a", imageID: "b", command: [],
                created: Timestamp.now()))
    }

    @Test func addressesDoNotOverlap() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try list.create("one", labels: ["a": "b"])
        #expect(first.subnet.text == "172.18.0.0/16" && first.addresses.gateway == "172.18.0.1")
        #expect(try list.create("two").subnet.text == "172.19.0.0/16")
        #expect(try list.find("one").labels == ["a": "b"])
        #expect(try list.find(String(first.id.prefix(12))).name == "one")
        #expect(throws: RuntimeError.networkExists("one")) { try list.create("one") }
        #expect(throws: RuntimeError.networkExists("host")) { try list.create("host") }
        let taken = try #require(Subnet("172.18.5.0/24"))
        #expect(throws: RuntimeError.self) { try list.create("three", subnet: taken) }
        #expect(throws: RuntimeError.noSuchNetwork("three")) { try list.find("three") }
    }

    @Test func containersOnANetworkKnowEachOthersNames() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let network = try list.create("net")
        let (web, data) = (try container("web"), try container("data"))
        for (owned, aliases) in [(web, ["www"]), (data, [])] {
            try TextFile.write(owned.folder.path.appending("hosts.own").string, Array("own\n".utf8))
            try TextFile.write(
                owned.folder.path.appending("hosts").string, Array("a text that is longer than the next\n".utf8))
            _ = try list.join("net", owned.folder.record, aliases: aliases, address: nil)
        }
        let hosts = { (owned: OwnedContainer) in TextFile.read(owned.folder.path.appending("hosts").string) }
        let record = web.folder.record
        #expect(hosts(data) == "own\n172.18.0.2\tweb www \(record.shortID)\n")
        #expect(hosts(web) == "own\n172.18.0.3\tdata \(data.folder.record.shortID)\n")
        #expect(list.users(of: network) == ["data", "web"])
        #expect(throws: RuntimeError.networkInUse("net", by: ["data", "web"])) { try list.remove(network) }
        #expect(
            list.entries(for: web.folder.record.id).sorted { $0.address < $1.address } == [
                NameEntry(names: ["web", "www", record.shortID], network: "net", address: 0xAC12_0002),
                NameEntry(names: ["data", data.folder.record.shortID], network: "net", address: 0xAC12_0003),
            ])
        #expect(list.entries(for: "another").isEmpty)
        let leaving = try #require(network.endpoints.first { $0.name == "web" })
        list.leave(network, leaving)
        #expect(hosts(data) == "own\n")
        #expect(leaving.hardwareAddress == "02:42:ac:12:00:02")
        withExtendedLifetime((web, data)) {}
    }

    @Test func anAddressIsGivenOnce() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let network = try list.create("net", subnet: Subnet("10.9.8.0/29"))
        let owned = try (0..<6).map { try container("c\($0)") }
        for address in ["10.9.8.1", "10.9.8.7", "10.9.9.2", "x"] {
            #expect(throws: RuntimeError.self) {
                try list.join("net", owned[0].folder.record, aliases: [], address: address)
            }
        }
        let asked = try list.join("net", owned[0].folder.record, aliases: [], address: "10.9.8.4")
        #expect(asked.endpoint.address == "10.9.8.4")
        #expect(throws: RuntimeError.self) {
            try list.join("net", owned[1].folder.record, aliases: [], address: "10.9.8.4")
        }
        let rest = try owned[1..<5].map {
            try list.join("net", $0.folder.record, aliases: [], address: nil).endpoint.address
        }
        #expect(rest == ["10.9.8.2", "10.9.8.3", "10.9.8.5", "10.9.8.6"])
        #expect(throws: RuntimeError.self) { try list.join("net", owned[5].folder.record, aliases: [], address: nil) }
        #expect(network.endpoints.count == 5)
    }

    /// The example of Docker's reference: `--subnet=172.28.0.0/16 --ip-range=172.28.5.0/24 --gateway=172.28.5.254`.
    @Test func addressesComeFromTheRangeAndTheGatewayIsNobodys() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let subnet = try #require(Subnet("172.28.0.0/16"))
        let range = try #require(Subnet("172.28.5.0/29"))
        _ = try list.create("br0", subnet: subnet, gateway: "172.28.5.1", range: range)
        let found = try list.find("br0")
        #expect(found.addresses.gateway == "172.28.5.1" && found.addresses.range == range)
        let owned = try (0..<9).map { try container("c\($0)") }
        let given = try owned[..<7].map {
            try list.join("br0", $0.folder.record, aliases: [], address: nil).endpoint.address
        }
        #expect(given == [0, 2, 3, 4, 5, 6, 7].map { "172.28.5.\($0)" })
        #expect(throws: RuntimeError.self) { try list.join("br0", owned[7].folder.record, aliases: [], address: nil) }
        #expect(throws: RuntimeError.self) {
            try list.join("br0", owned[7].folder.record, aliases: [], address: "172.28.5.1")
        }
        // Whoever asks for one may have any of the subnet.
        let asked = try list.join("br0", owned[8].folder.record, aliases: [], address: "172.28.0.1")
        #expect(asked.endpoint.address == "172.28.0.1")
        withExtendedLifetime(owned) {}
    }

    @Test(arguments: ["172.28.0.0", "172.28.255.255", "10.0.0.1", "x"])
    func aGatewayIsAnAddressOfTheSubnet(_ gateway: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let subnet = try #require(Subnet("172.28.0.0/16"))
        #expect(throws: RuntimeError.self) { try list.create("br0", subnet: subnet, gateway: gateway) }
        for range in ["10.0.0.0/24", "172.0.0.0/8"] {
            #expect(throws: RuntimeError.self) { try list.create("br0", subnet: subnet, range: Subnet(range)) }
        }
        #expect(list.all().isEmpty)
    }

    @Test func whatAKilledOwnerLeftIsTakenAway() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let network = try list.create("net")
        var owned: OwnedContainer? = try container("gone")
        if let record = owned?.folder.record { _ = try list.join("net", record, aliases: [], address: nil) }
        owned = nil
        try list.remove(network)
        #expect(list.all().isEmpty)
    }

    @Test(arguments: ["", "10.0.0.0", "10.0.0.0/30", "10.0.0.0/7", "10.0.0/24", "a/24"])
    func textsThatAreNoSubnet(_ text: String) { #expect(Subnet(text) == nil) }
}

@Suite struct NameFilesTests {
    @Test func hostsHaveTheOwnNameAndThoseThatWereGiven() {
        var settings = NetworkSettings()
        settings.hosts = ["db:10.0.0.5", "six:fe80::1"]
        settings.domain = "example.org"
        let text = NameFiles.hosts(settings, name: "web", address: "172.17.0.2")
        #expect(
            text == """
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                10.0.0.5\tdb
                fe80::1\tsix
                172.17.0.2\tweb.example.org web

                """)
    }

    @Test func theHostHasANameToo() throws {
        var settings = NetworkSettings()
        settings.hosts = ["host.docker.internal:host-gateway"]
        let text = NameFiles.hosts(settings, name: "web", address: nil)
        let line = try #require(text.split(separator: "\n").first { $0.hasSuffix("\thost.docker.internal") })
        #expect(IPv4.parse(line.prefix { $0 != "\t" }) != nil)
    }

    @Test func serversThatAreGivenTakeTheUsualOnesPlace() {
        var settings = NetworkSettings()
        settings.servers = ["9.9.9.9", "1.1.1.1"]
        settings.searches = ["a", "b"]
        settings.options = ["ndots:2"]
        let text = NameFiles.resolver(settings, hasOutbound: true)
        #expect(text == "nameserver 9.9.9.9\nnameserver 1.1.1.1\nsearch a b\noptions ndots:2\n")
        // Our own server asks them, so that the container asks it alone.
        let here = NameFiles.resolver(settings, hasOutbound: true, asksHere: true)
        #expect(here == "nameserver 127.0.0.11\nsearch a b\noptions ndots:2\n")
        settings.options = []
        #expect(
            NameFiles.resolver(settings, hasOutbound: true, asksHere: true)
                == "nameserver 127.0.0.11\nsearch a b\noptions ndots:0\n")
    }

    /// As after `network connect`: a file that a program in the container has written stays.
    @Test(arguments: [false, true]) func theFileOfARunningContainerNamesOurServerUnlessItIsAnother(
        isAnother: Bool
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let owned = try ContainerList(store: FilePath(folder.path)).create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: "web", image: "a", imageID: "b", command: [],
                created: Timestamp.now()))
        let files = try NameFiles(of: owned.folder, hasOutbound: true, asksHere: false, address: nil)
        #expect(try files.mounts(besides: []).count == 3)
        let path = owned.folder.path.appending("resolv.conf").string
        let (before, other) = ("nameserver 10.0.2.3\n", "nameserver 1.1.1.1 # mine, and long enough\n")
        #expect(TextFile.read(path) == before)
        if isAnother { try TextFile.write(path, Array(other.utf8)) }
        files.askHere()
        #expect(TextFile.read(path) == (isAnother ? other : "nameserver 127.0.0.11\noptions ndots:0\n"))
    }
}
