internal import ContainerPlans
internal import Faults

/// Reads an entry of a service's `volumes`.
struct MountReader {
    let files: ComposeFiles
    let volumes: [SharedVolume]

    enum Found {
        /// As `-v` takes it.
        case volume(String)
        /// As `--tmpfs` takes it.
        case memory(String)
    }

    func read(_ entry: ComposeNode) throws(TextFault) -> Found {
        entry.isText ? .volume(try short(entry)) : try long(entry)
    }

    /// `SOURCE:PLACE[:OPTIONS]` or `PLACE`.
    private func short(_ entry: ComposeNode) throws(TextFault) -> String {
        let text = try entry.text("an entry of volumes")
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts.contains("") else {
            throw entry.fault(
                "`\(text)` is not a volume: NAME:/PLACE, ./FOLDER:/PLACE or /PLACE, with :ro behind it or not")
        }
        guard parts.count > 1 else { return text }
        let rest = parts.dropFirst().joined(separator: ":")
        return try source(parts[0], of: entry) + ":" + rest
    }

    /// A path of this machine, or the real name of a volume.
    private func source(_ text: String, of entry: ComposeNode) throws(TextFault) -> String {
        if text.hasPrefix("/") || text.hasPrefix(".") || text.hasPrefix("~") { return files.absolute(text) }
        guard let volume = volumes.first(where: { $0.name == text }) else {
            throw entry.fault(
                "the volume \(text) is not among the file's `volumes`: add it there, or write ./\(text) for a folder")
        }
        return volume.realName
    }

    private func long(_ entry: ComposeNode) throws(TextFault) -> Found {
        let fields = try entry.fields(
            "an entry of volumes", known: ["type", "source", "target", "read_only", "volume", "tmpfs", "bind"],
            idle: ["consistency"])
        guard let target = try fields["target"]?.text("target") else { throw entry.fault("`target` is missing") }
        let isReadOnly = try fields["read_only"]?.bool("read_only") ?? false
        let source = try fields["source"]?.text("source")
        switch try fields["type"]?.word("type", of: ["volume", "bind", "tmpfs"]) ?? "volume" {
        case "bind":
            _ = try fields["bind"]?.fields("bind", known: [], idle: ["create_host_path", "propagation", "selinux"])
            guard let source else { throw entry.fault("`source` is missing") }
            return .volume(files.absolute(source) + ":" + target + (isReadOnly ? ":ro" : ""))
        case "tmpfs":
            let size = try fields["tmpfs"]?.fields("tmpfs", known: ["size", "mode"]) ?? [:]
            var options: [String] = isReadOnly ? ["ro"] : []
            if let bytes = try size["size"]?.text("size") { options.append("size=\(bytes)") }
            if let mode = try size["mode"]?.text("mode") { options.append("mode=\(mode)") }
            return .memory(target + (options.isEmpty ? "" : ":" + options.joined(separator: ",")))
        default:
            let copies = try fields["volume"]?.fields("volume", known: ["nocopy"])["nocopy"]?.bool("nocopy") ?? false
            let options = (isReadOnly ? ["ro"] : []) + (copies ? ["nocopy"] : [])
            let end = options.isEmpty ? "" : ":" + options.joined(separator: ",")
            guard let source else { return .volume(target + end) }
            return .volume(try self.source(source, of: entry) + ":" + target + end)
        }
    }
}

/// Reads an entry of a service's `ports`, as `-p` takes it.
enum PortReader {
    static func read(_ entry: ComposeNode) throws(TextFault) -> String {
        guard !entry.isText else { return try entry.text("an entry of ports") }
        let fields = try entry.fields(
            "an entry of ports", known: ["target", "published", "protocol", "host_ip", "mode"],
            idle: ["name", "app_protocol"])
        guard let target = fields["target"] else { throw entry.fault("`target`, the container's port, is missing") }
        if let mode = fields["mode"] { _ = try mode.word("mode", of: ["host", "ingress"]) }
        var text = String(try target.integer("target"))
        let published = try fields["published"]?.text("published")
        let address = try fields["host_ip"]?.text("host_ip")
        if published != nil || address != nil { text = (published ?? "") + ":" + text }
        if let address { text = address + ":" + text }
        if let kind = fields["protocol"] { text += "/" + (try kind.word("protocol", of: ["tcp", "udp"])) }
        return text
    }
}

/// Reads which networks a service is on.
struct NetworkReader {
    let networks: [SharedNetwork]

    func read(_ fields: [String: ComposeNode], of service: ComposeNode) throws(TextFault) -> ServiceNetwork {
        if let mode = fields["network_mode"] {
            guard fields["networks"] == nil else {
                throw mode.fault("`network_mode` and `networks` contradict each other")
            }
            return try Self.mode(mode)
        }
        guard let node = fields["networks"] else { return .shared([.init(network: "default")]) }
        var found: [ServiceNetwork.Membership] = []
        if node.isList {
            for entry in try node.list("networks") {
                found.append(.init(network: try known(try entry.text("an entry of networks"), entry)))
            }
        } else {
            for (key, name, value) in try node.entries("networks") {
                var member = ServiceNetwork.Membership(network: try known(name, key))
                if !value.isNothing {
                    let fields = try value.fields(
                        "networks, \(name)", known: ["aliases", "ipv4_address"], idle: ["priority", "gw_priority"],
                        refused: ["ipv6_address": "networks have IPv4 addresses here."])
                    member.aliases = try fields["aliases"]?.texts("aliases") ?? []
                    member.address = try Self.address(fields["ipv4_address"])
                }
                found.append(member)
            }
        }
        return .shared(found.isEmpty ? [.init(network: "default")] : found)
    }

    private static func address(_ node: ComposeNode?) throws(TextFault) -> String? {
        guard let node else { return nil }
        let text = try node.text("ipv4_address")
        guard FlagCheck.refusal(of: ["--ip", text]) == nil else {
            throw node.fault("ipv4_address is `\(text)`, which is not an IPv4 address")
        }
        return text
    }

    private func known(_ name: String, _ node: ComposeNode) throws(TextFault) -> String {
        guard name == "default" || networks.contains(where: { $0.name == name }) else {
            throw node.fault("the network \(name) is not among the file's `networks`")
        }
        return name
    }

    private static func mode(_ node: ComposeNode) throws(TextFault) -> ServiceNetwork {
        let text = try node.text("network_mode")
        if text.hasPrefix("service:") { return .service(String(text.dropFirst(8))) }
        if text.hasPrefix("container:") { return .container(String(text.dropFirst(10))) }
        guard ["none", "host", "bridge"].contains(text) else {
            throw node.fault(
                "network_mode is `\(text)`; here it can be none, host, bridge, service:NAME or container:NAME")
        }
        return .mode(text)
    }
}

/// Reads how a service is built.
struct BuildReader {
    let files: ComposeFiles

    private static let known = [
        "context", "dockerfile", "dockerfile_inline", "args", "target", "labels", "network", "platforms", "tags",
        "no_cache", "pull",
    ]
    private static let idle: Set = ["cache_from", "cache_to", "provenance", "sbom", "isolation"]
    /// What is not offered, with what to do in its place.
    private static let refused = [
        "additional_contexts": "put the files into the context.", "ssh": "no agent is handed into a build.",
        "secrets": "build it by `docker build --secret`, and name the result under `image`.",
        "extra_hosts": "RUN has the host's names.", "shm_size": "leave it out.", "ulimits": "leave it out.",
        "privileged": "RUN is confined as Docker's default is.", "entitlements": "leave it out.",
    ]

    func read(_ node: ComposeNode) throws(TextFault) -> ServiceBuild {
        if node.isText {
            return ServiceBuild(context: context(try node.text("build")), contextPlace: node.place)
        }
        let fields = try node.fields("build", known: Self.known, idle: Self.idle, refused: Self.refused)
        guard fields["dockerfile"] == nil || fields["dockerfile_inline"] == nil else {
            throw node.fault("`dockerfile` and `dockerfile_inline` contradict each other")
        }
        var build = ServiceBuild(context: context(try fields["context"]?.text("context") ?? "."))
        build.contextPlace = (fields["context"] ?? node).place
        build.dockerfile = try fields["dockerfile"]?.text("dockerfile")
        build.dockerfilePlace = fields["dockerfile"]?.place
        build.text = try fields["dockerfile_inline"]?.text("dockerfile_inline")
        for pair in try fields["args"]?.pairs("args") ?? [] {
            guard let value = pair.value ?? files.value(pair.name) else { continue }
            build.arguments.append("\(pair.name)=\(value)")
        }
        build.target = try fields["target"]?.text("target")
        for pair in try fields["labels"]?.pairs("labels") ?? [] { build.labels[pair.name] = pair.value ?? "" }
        build.network = try fields["network"]?.text("network")
        let platforms = try fields["platforms"]?.texts("platforms") ?? []
        guard platforms.count <= 1 else {
            throw node.fault("an image is for one platform here: name one under `platforms`")
        }
        build.platform = platforms.first
        build.tags = try fields["tags"]?.texts("tags") ?? []
        build.withoutCache = try fields["no_cache"]?.bool("no_cache") ?? false
        build.pulls = try fields["pull"]?.bool("pull") ?? false
        return build
    }

    /// An address stays one.
    private func context(_ text: String) -> String {
        text.contains("://") || text.hasPrefix("git@") ? text : files.absolute(text)
    }
}
