internal import CLinux
internal import Glibc
internal import SystemPackage

/// /etc/hosts, /etc/hostname and /etc/resolv.conf of a container, as its network wants them: files in its folder.
///
/// `hosts` is what the container sees; `hosts.own` is what stands at its beginning, on whatever networks it is.
struct NameFiles {
    private let folder: FilePath
    private let settings: NetworkSettings
    private let hasOutbound: Bool
    private let contents: [(file: String, text: String)]
    /// The folder of another container, whose files these are.
    private let shared: FilePath?

    /// - Parameters:
    ///   - asksHere: whether a name server of ours answers in the container.
    ///   - address: of the container itself; nil where it has none.
    ///   - other: the container whose network it shares, and with it the names.
    init(
        of folder: ContainerFolder, hasOutbound: Bool, asksHere: Bool, address: String?,
        sharing other: ContainerFolder? = nil
    ) throws(RuntimeError) {
        self.folder = folder.path
        shared = other?.path
        self.hasOutbound = hasOutbound
        settings = folder.record.settings.network
        guard settings.choice != .host else {
            // With the host's network, names are the host's too, but for those that were given.
            contents = []
            return
        }
        let name = settings.hostname ?? folder.record.shortID
        contents = [
            ("hosts", Self.hosts(settings, name: name, address: address)), ("hostname", name + "\n"),
            ("resolv.conf", Self.resolver(settings, hasOutbound: hasOutbound, asksHere: asksHere)),
        ]
    }

    static func hosts(_ settings: NetworkSettings, name: String, address: String?) -> String {
        var text = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
        for host in settings.hosts {
            guard let divider = host.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
            let target = String(host[host.index(after: divider)...])
            let gateway = hostGateway(settings)
            text += "\(target == "host-gateway" ? gateway : target)\t\(host[..<divider])\n"
        }
        let whole = settings.domain.map { "\(name).\($0) \(name)" } ?? name
        return text + "\(address ?? "127.0.0.1")\t\(whole)\n"
    }

    /// The host's own address: a program that listens on all of them answers there, as it does with Docker.
    private static func hostGateway(_ settings: NetworkSettings) -> String {
        let own = slipway_outward_address()
        return settings.choice == .host || own == 0 ? "127.0.0.1" : IPv4.text(own)
    }

    /// - Parameter asksHere: whether our own name server answers; it asks those that were given.
    static func resolver(_ settings: NetworkSettings, hasOutbound: Bool, asksHere: Bool = false) -> String {
        var text =
            asksHere
            ? "nameserver \(IPv4.text(NameServer.address))\n"
            : settings.servers.isEmpty
                ? (hasOutbound ? OutboundNetwork.resolver : TextFile.read("/etc/resolv.conf") ?? "")
                : settings.servers.map { "nameserver \($0)\n" }.joined()
        if !settings.searches.isEmpty { text += "search \(settings.searches.joined(separator: " "))\n" }
        // As with Docker, a name without a dot is looked up as it is.
        let isNew = asksHere && !settings.options.contains { $0.hasPrefix("ndots:") }
        let options = settings.options + (isNew ? ["ndots:0"] : [])
        if !options.isEmpty { text += "options \(options.joined(separator: " "))\n" }
        return text
    }

    /// Has the container, which runs, ask our own name server from now on; but not where something in it has written
    /// another file.
    func askHere() {
        let path = folder.appending("resolv.conf")
        guard TextFile.read(path.string) == Self.resolver(settings, hasOutbound: hasOutbound) else { return }
        Self.replace(path, with: Self.resolver(settings, hasOutbound: hasOutbound, asksHere: true))
    }

    /// Writes the files, and binds those in whose place nothing else is.
    func mounts(besides mounts: [Mount]) throws(RuntimeError) -> [Mount] {
        var result: [Mount] = []
        for (file, text) in contents {
            let isTaken = mounts.contains { $0.target == "/etc/\(file)" }
            if let theirs = shared?.appending(file), access(theirs.string, F_OK) == 0 {
                if !isTaken { result.append(.file(theirs, at: "/etc/\(file)", isReadOnly: false)) }
                continue
            }
            if file == "hosts" {
                try TextFile.write(folder.appending("hosts.own").string, Array(text.utf8), mode: 0o600)
            }
            let path = folder.appending(file)
            let names = file == "hosts" ? TextFile.read(folder.appending("hosts.names").string) ?? "" : ""
            try TextFile.write(path.string, Array((text + names).utf8))
            guard !isTaken else { continue }
            result.append(.file(path, at: "/etc/\(file)", isReadOnly: false))
        }
        return result
    }

    /// Puts the names of others behind those that the container always has. The file stays the same one: the container
    /// has it open, in a way.
    static func write(names: String, in folder: FilePath) {
        try? TextFile.write(folder.appending("hosts.names").string, Array(names.utf8), mode: 0o600)
        guard let own = TextFile.read(folder.appending("hosts.own").string) else { return }
        replace(folder.appending("hosts"), with: own + names)
    }

    private static func replace(_ path: FilePath, with text: String) {
        let file = open(path.string, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(text.utf8)
        WholeWrite.write(bytes[...], to: file)
        ftruncate(file, off_t(bytes.count))
    }
}
