internal import ContainerRuntime
public import Faults

/// Reads a whole Compose file.
public struct ProjectReader {
    private let files: ComposeFiles
    private let file: String
    private let name: String?

    /// - Parameters:
    ///   - file: the file's path, absolute.
    ///   - name: the project's, as `-p` or a variable gives it; otherwise the file's `name`, or its folder's.
    public init(file: String, name: String?, files: ComposeFiles) {
        self.file = file
        self.name = name
        self.files = files
    }

    /// What was read, and sentences about what is not as it should be.
    public struct Found: Sendable {
        public var project: ComposeProject
        public var warnings: [String]
    }

    /// - Throws: `TextFault` for the first thing that cannot be used as it is written.
    public func read(_ text: String) throws(TextFault) -> Found {
        let notes = Notes()
        let scope = ReadingScope(file: file, value: files.value) { notes.missing($0) }
        let root = try scope.root(text)
        try Self.refuseOutdented(root)
        let fields = try root.fields(
            "the file", known: Self.known, idle: ["version"],
            refused: [
                "include": "write the services into one file.", "models": "it belongs to Docker Desktop.",
            ])
        let name = try projectName(fields["name"])
        let networks = try sharedNetworks(fields["networks"], name)
        let volumes = try sharedVolumes(fields["volumes"], name)
        let secrets = try sharedFiles(fields["secrets"], "secret")
        let configs = try sharedFiles(fields["configs"], "config")
        guard let list = fields["services"] else { throw try Self.withoutServices(root) }
        var services: [Service] = []
        var places: [String: ComposeNode] = [:]
        for (key, name, node) in try list.entries("services") where !name.hasPrefix("x-") {
            guard Self.isName(name) else {
                throw key.fault("`\(name)` is not a valid name for a service: letters, digits, `_`, `.` and `-`")
            }
            try Self.refuseMisplaced(key, name, node)
            services.append(
                try ServiceReader(
                    name: name, node: node, files: files, networks: networks, volumes: volumes, secrets: secrets,
                    configs: configs
                ).read())
            places[name] = key
        }
        guard !services.isEmpty else { throw list.fault("the file has no services") }
        let project = ComposeProject(
            name: name, folder: files.folder, file: file, services: services,
            networks: Self.used(networks, by: services, name), volumes: volumes)
        do throws(ServiceOrder.Fault) { _ = try ServiceOrder(project).sorted(project.services) } catch {
            throw (places[error.service] ?? list).fault(error.words)
        }
        return Found(project: project, warnings: notes.warnings)
    }

    private static let known = ["name", "services", "networks", "volumes", "secrets", "configs"]

    /// A service that stands as far to the left as `services` is a key of the file.
    private static func refuseOutdented(_ root: ComposeNode) throws(TextFault) {
        let own = known + ["version", "include", "models"]
        for (key, name, value) in try root.entries("the file") where !own.contains(name) && !name.hasPrefix("x-") {
            guard value.hasKey(among: ["image", "build"]) else { continue }
            throw key.fault(
                "`\(name)` looks like a service, and stands too far to the left: write it below `services:`, indented by two blanks"
            )
        }
    }

    private static func withoutServices(_ root: ComposeNode) throws(TextFault) -> TextFault {
        for (key, name, _) in try root.entries("the file") where name == "services" {
            return key.fault("`services` is empty: write each service below it, indented, with its `image` or `build`")
        }
        return root.fault("the file has no `services`")
    }

    /// What belongs to a service and is not indented stands where the names of services do.
    private static func refuseMisplaced(
        _ key: ComposeNode, _ name: String, _ node: ComposeNode
    ) throws(TextFault) {
        guard !node.isNothing else {
            throw key.fault(
                "the service \(name) has nothing below it: indent its lines, such as `image:`, further than `\(name):`")
        }
        guard !ServiceReader.known.contains(name) || node.hasKey(among: ["image", "build", "extends", "<<"]) else {
            throw key.fault(
                "`\(name)` stands where the names of services do: indent it further, as a line of the service above it")
        }
    }

    /// What is worth knowing, gathered while texts are read.
    private final class Notes {
        private(set) var warnings: [String] = []

        func missing(_ name: String) {
            let words = "The \"\(name)\" variable is not set. Defaulting to a blank string."
            if !warnings.contains(words) { warnings.append(words) }
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }

    private func projectName(_ node: ComposeNode?) throws(TextFault) -> String {
        if let name {
            guard Self.normal(name) == name, !name.isEmpty else {
                throw TextFault(
                    file: file,
                    message:
                        "`\(name)` is not a valid name for a project: lower-case letters, digits, `-` and `_`, the first a letter or a digit"
                )
            }
            return name
        }
        let folder = files.folder.split(separator: "/").last.map(String.init) ?? ""
        let given = try node?.text("name")
        let name = Self.normal(given ?? folder)
        guard !name.isEmpty, given == nil || given == name else {
            let words =
                given.map { "`\($0)` is not a valid name for a project" }
                ?? "the folder's name makes no name for the project: give one by -p"
            throw node?.fault(words) ?? TextFault(file: file, message: words)
        }
        return name
    }

    /// A folder's name as Docker Compose makes a project's of it.
    public static func normal(_ text: String) -> String {
        let kept = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        return String(kept.drop { $0 == "-" || $0 == "_" })
    }

    private func sharedNetworks(_ node: ComposeNode?, _ project: String) throws(TextFault) -> [SharedNetwork] {
        var found: [SharedNetwork] = []
        for (_, name, value) in try node?.entries("networks") ?? [] where !name.hasPrefix("x-") {
            var network = SharedNetwork(name: name, realName: project + "_" + name)
            if !value.isNothing {
                let fields = try value.fields(
                    "the network \(name)", known: ["name", "external", "driver", "ipam", "labels"],
                    idle: ["attachable", "driver_opts", "enable_ipv4"],
                    refused: [
                        "internal": "a container has its way out beside its networks.",
                        "enable_ipv6": "networks have IPv4 addresses here.",
                    ])
                if let driver = fields["driver"] { _ = try driver.word("driver", of: ["bridge", "default"]) }
                network.isExternal = try Self.isExternal(fields["external"], &network.realName, name)
                if let real = fields["name"] { network.realName = try real.text("name") }
                for pair in try fields["labels"]?.pairs("labels") ?? [] { network.labels[pair.name] = pair.value ?? "" }
                try readAddresses(fields["ipam"], into: &network)
            }
            found.append(network)
        }
        return found
    }

    private func readAddresses(_ node: ComposeNode?, into network: inout SharedNetwork) throws(TextFault) {
        guard let node else { return }
        let fields = try node.fields("ipam", known: ["driver", "config"])
        if let driver = fields["driver"] { _ = try driver.word("driver", of: ["default"]) }
        guard let config = fields["config"] else { return }
        let ranges = try config.list("config")
        guard ranges.count <= 1 else { throw config.fault("a network has one subnet here") }
        guard let parts = try ranges.first?.fields("config", known: ["subnet", "gateway", "ip_range"]) else { return }
        network.subnet = try parts["subnet"].map { part throws(TextFault) in try Self.range(part, "subnet") }
        network.range = try parts["ip_range"].map { part throws(TextFault) in try Self.range(part, "ip_range") }
        network.gateway = try parts["gateway"]?.text("gateway")
        guard network.subnet != nil || network.range == nil && network.gateway == nil else {
            throw config.fault("`gateway` and `ip_range` are parts of a subnet: `subnet` is missing")
        }
    }

    private static func range(_ node: ComposeNode, _ key: String) throws(TextFault) -> String {
        let text = try node.text(key)
        guard Subnet(text) != nil else {
            throw node.fault("\(key) is `\(text)`: it is an IPv4 address and /8 to /29, as 172.20.0.0/16")
        }
        return text
    }

    private func sharedVolumes(_ node: ComposeNode?, _ project: String) throws(TextFault) -> [SharedVolume] {
        var found: [SharedVolume] = []
        for (_, name, value) in try node?.entries("volumes") ?? [] where !name.hasPrefix("x-") {
            var volume = SharedVolume(name: name, realName: project + "_" + name)
            if !value.isNothing {
                let fields = try value.fields(
                    "the volume \(name)", known: ["name", "external", "driver", "labels"],
                    refused: ["driver_opts": "a volume is a folder of the store here, and has no options."])
                if let driver = fields["driver"] { _ = try driver.word("driver", of: ["local"]) }
                volume.isExternal = try Self.isExternal(fields["external"], &volume.realName, name)
                if let real = fields["name"] { volume.realName = try real.text("name") }
                for pair in try fields["labels"]?.pairs("labels") ?? [] { volume.labels[pair.name] = pair.value ?? "" }
            }
            found.append(volume)
        }
        return found
    }

    /// `external: true`, or as it was written long ago: `external: { name: NAME }`. What is external has the name that it has.
    private static func isExternal(
        _ node: ComposeNode?, _ realName: inout String, _ name: String
    ) throws(TextFault) -> Bool {
        guard let node else { return false }
        guard node.isText else {
            realName = try node.fields("external", known: ["name"])["name"]?.text("name") ?? name
            return true
        }
        guard try node.bool("external") else { return false }
        realName = name
        return true
    }

    /// The absolute path of the file of each secret, or of each config.
    private func sharedFiles(_ node: ComposeNode?, _ kind: String) throws(TextFault) -> [String: String] {
        var found: [String: String] = [:]
        for (key, name, value) in try node?.entries(kind + "s") ?? [] where !name.hasPrefix("x-") {
            let fields = try value.fields(
                "the \(kind) \(name)", known: ["file", "name"],
                refused: [
                    "environment": "write it into a file, and name that under `file`.",
                    "content": "write it into a file, and name that under `file`.",
                    "external": "there is no cluster here that keeps a \(kind): name a file under `file`.",
                ])
            guard let file = fields["file"] else { throw key.fault("the \(kind) \(name) needs `file`") }
            found[name] = files.absolute(try file.text("file"))
        }
        return found
    }

    /// The networks that services are on; `default` comes by itself.
    private static func used(_ networks: [SharedNetwork], by services: [Service], _ project: String) -> [SharedNetwork]
    {
        var names: Set<String> = []
        for service in services {
            if case .shared(let members) = service.network { names.formUnion(members.map(\.network)) }
        }
        let implied =
            networks.contains { $0.name == "default" }
            ? [] : [SharedNetwork(name: "default", realName: project + "_default")]
        return (networks + implied).filter { names.contains($0.name) }
    }
}
