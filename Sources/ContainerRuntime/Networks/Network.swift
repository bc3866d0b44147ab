internal import Glibc
internal import ImageFormat
public import SystemPackage

/// A network that containers of this user share: `network.json` in its folder, a file for each container that is on it
/// (`endpoint-ID.json`), and the sockets of their cards.
public struct Network: Sendable {
    public let folder: FilePath
    public let name: String
    /// 64 hexadecimal digits.
    public let id: String
    public let addresses: AddressPlan
    public var subnet: Subnet { addresses.subnet }
    /// RFC 3339.
    public let created: String
    public let labels: [String: String]

    init(
        folder: FilePath, name: String, id: String, addresses: AddressPlan, created: String, labels: [String: String]
    ) {
        self.folder = folder
        self.name = name
        self.id = id
        self.addresses = addresses
        self.created = created
        self.labels = labels
    }

    /// Nil where the folder is none.
    init?(at folder: FilePath) {
        guard let text = TextFile.read(folder.appending("network.json").string),
            let json = try? JSON(parsing: Array(text.utf8)), let name = json["name"]?.string,
            let id = json["id"]?.string, let subnet = json["subnet"]?.string.flatMap({ Subnet($0) }),
            let addresses = try? AddressPlan(
                subnet, gateway: json["gateway"]?.string, range: json["range"]?.string.flatMap { Subnet($0) })
        else { return nil }
        var labels: [String: String] = [:]
        for member in json["labels"]?.members ?? [] { labels[member.name] = member.value.string }
        self.init(
            folder: folder, name: name, id: id, addresses: addresses, created: json["created"]?.string ?? "",
            labels: labels)
    }

    var json: JSON {
        .object([
            "name": .string(name), "id": .string(id), "subnet": .string(subnet.text),
            "gateway": .string(addresses.gateway), "range": addresses.range.map { .string($0.text) },
            "created": .string(created), "labels": .strings(labels),
        ])
    }

    /// A container on a network.
    public struct Endpoint: Equatable, Sendable {
        /// The container's ID and name.
        public let container: String
        public let name: String
        public let aliases: [String]
        let number: UInt32
        public var address: String { IPv4.text(number) }
        /// As its card has it.
        public var hardwareAddress: String {
            let bytes = [0x02, 0x42] + [24, 16, 8, 0].map { Int(number >> $0 & 255) }
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
        }

        init(container: String, name: String, aliases: [String], number: UInt32) {
            self.container = container
            self.name = name
            self.aliases = aliases
            self.number = number
        }

        init?(json: JSON) {
            guard let container = json["container"]?.string, let name = json["name"]?.string,
                let number = json["address"]?.string.flatMap({ IPv4.parse($0) })
            else { return nil }
            self.init(container: container, name: name, aliases: json.strings("aliases"), number: number)
        }

        var json: JSON {
            .object([
                "container": .string(container), "name": .string(name), "aliases": .strings(aliases),
                "address": .string(address),
            ])
        }

        /// As the name servers of the others know it.
        func entry(on network: String) -> NameEntry {
            NameEntry(names: [name] + aliases + [String(container.prefix(12))], network: network, address: number)
        }

        /// The container's line in the others' /etc/hosts.
        var hostsLine: String {
            ([address + "\t" + name] + aliases + [String(container.prefix(12))]).joined(separator: " ") + "\n"
        }
    }

    /// All that are on the network, by what their owners have written.
    public var endpoints: [Endpoint] {
        Directory.names(in: folder.string).sorted().filter { $0.hasPrefix("endpoint-") }.compactMap { file in
            guard let text = TextFile.read(folder.appending(file).string) else { return nil }
            return (try? JSON(parsing: Array(text.utf8))).flatMap { Endpoint(json: $0) }
        }
    }

    func path(ofEndpoint container: String) -> String { folder.appending("endpoint-\(container).json").string }

    /// Adds a container. The address is the one that is asked for, or the lowest that is free.
    func add(
        _ container: String, name: String, aliases: [String], address: String?
    ) throws(RuntimeError) -> Endpoint {
        let taken = Set(endpoints.filter { $0.container != container }.map(\.number))
        let number: UInt32
        if let address {
            guard let asked = IPv4.parse(address), addresses.admits(asked) else {
                throw .badNetwork(address, reason: "it is not an address of \(subnet.text), the network \(self.name)")
            }
            guard !taken.contains(asked) else {
                throw .badNetwork(address, reason: "another container has this address")
            }
            number = asked
        } else {
            guard let free = addresses.firstFree(besides: taken) else {
                throw .badNetwork(self.name, reason: "all its addresses are taken")
            }
            number = free
        }
        let endpoint = Endpoint(container: container, name: name, aliases: aliases, number: number)
        try ContainerFolder.write(endpoint.json, to: folder, as: "endpoint-\(container).json")
        return endpoint
    }
}
