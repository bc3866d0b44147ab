import ArgumentParser
import ContainerRuntime
import Files
import Formats
import Glibc
import ImageFormat
import ImageStore
import Listings
import Printing
import Surroundings
import SystemPackage

/// `docker version`
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the version of the program, which is client and server in one.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{.Server.Version}}'.")
    var format: String?

    func run() throws {
        let description = SystemDescription(host: HostFacts.read(), version: ProgramVersion.current)
        guard let format else { return print(PrintableText(lines: description.versionText), terminator: "") }
        // One object, not a list.
        try DescriptionFormat.show(description.version, through: format)
    }
}

/// `docker info` and `docker system info`
struct InfoCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what there is on this machine: the store, containers, the kernel.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{.Driver}}'.")
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            var description = SystemDescription(host: HostFacts.read(), version: ProgramVersion.current)
            description.folder = store.path.string
            description.images = try store.images().count
            description.states = containers.all().map(\.state)
            guard let format else { return print(PrintableText(lines: description.infoText), terminator: "") }
            try DescriptionFormat.show(description.info, through: format)
        }
    }
}

extension HostFacts {
    /// What the kernel and the files of /etc say of this machine.
    static func read() -> HostFacts {
        var names = utsname()
        uname(&names)
        func text<Value>(_ value: Value) -> String {
            withUnsafeBytes(of: value) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return HostFacts(
            name: text(names.nodename), kernel: text(names.release), machine: text(names.machine),
            processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memory: Int64(sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))),
            release: (try? WholeFile.read("/etc/os-release")).map { String(decoding: $0, as: UTF8.self) } ?? "",
            isRoot: geteuid() == 0, hasUnifiedGroups: access("/sys/fs/cgroup/cgroup.controllers", R_OK) == 0)
    }
}
