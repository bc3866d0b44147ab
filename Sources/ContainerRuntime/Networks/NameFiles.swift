internal import CLinux
internal import Glibc
internal import SystemPackage

/// /etc/hosts, /etc/hostname and /etc/resolv.conf of a container, as its network wants them: files in its folder.
///
/// `hosts` is what the container sees; `hosts.own` is what stands at its beginning, on whatever networks it is.
struct NameFiles {
    private let folder: FilePath
    private let settings: NetworkSettings
    private let contents: [(file: String, text: String)]

    /// - Parameter address: of the container itself; nil where it has none.
    init(of folder: ContainerFolder, hasOutbound: Bool, address: String?) throws(RuntimeError) {
        self.folder = folder.path
        settings = folder.record.settings.network
        guard settings.choice != .host else {
            // With the host's network, names are the host's too, but for those that were given.
            contents = []
            return
        }
        let name = settings.hostname ?? folder.record.shortID
        contents = [
            ("hosts", Self.hosts(settings, name: name, address: address)), ("hostname", name + "\n"),
            ("resolv.conf", Self.resolver(settings, hasOutbound: hasOutbound)),
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

    static func resolver(_ settings: NetworkSettings, hasOutbound: Bool) -> String {
        var text =
            settings.servers.isEmpty
            ? (hasOutbound ? OutboundNetwork.resolver : TextFile.read("/etc/resolv.conf") ?? "")
            : settings.servers.map { "nameserver \($0)\n" }.joined()
        if !settings.searches.isEmpty { text += "search \(settings.searches.joined(separator: " "))\n" }
        if !settings.options.isEmpty { text += "options \(settings.options.joined(separator: " "))\n" }
        return text
    }

    /// Writes the files, and binds those in whose place nothing else is.
    func mounts(besides mounts: [Mount]) throws(RuntimeError) -> [Mount] {
        var result: [Mount] = []
        for (file, text) in contents {
            if file == "hosts" {
                try TextFile.write(folder.appending("hosts.own").string, Array(text.utf8), mode: 0o600)
            }
            let path = folder.appending(file)
            let names = file == "hosts" ? TextFile.read(folder.appending("hosts.names").string) ?? "" : ""
            try TextFile.write(path.string, Array((text + names).utf8))
            guard !mounts.contains(where: { $0.target == "/etc/\(file)" }) else { continue }
            result.append(.file(path, at: "/etc/\(file)", isReadOnly: false))
        }
        return result
    }

    /// Puts the names of others behind those that the container always has. The file stays the same one: the container
    /// has it open, in a way.
    static func write(names: String, in folder: FilePath) {
        try? TextFile.write(folder.appending("hosts.names").string, Array(names.utf8), mode: 0o600)
        guard let own = TextFile.read(folder.appending("hosts.own").string) else { return }
        let file = open(folder.appending("hosts").string, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        let text = Array((own + names).utf8)
        WholeWrite.write(text[...], to: file)
        ftruncate(file, off_t(text.count))
    }
}
