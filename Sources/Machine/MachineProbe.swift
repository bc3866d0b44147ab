internal import ContainerRuntime
public import Doctor
internal import Engines
internal import Files
internal import Glibc
internal import Processes
public import Surroundings

/// Looks at this machine. Each question is one that a user could ask by hand, and none changes anything.
public struct MachineProbe {
    private let surroundings: Surroundings
    /// Whether a registry is asked as well, which takes as long as the network does.
    private let asksNetwork: Bool
    /// The port that the lessons publish.
    private static let ports: [UInt16] = [5000]

    /// - Parameter asksNetwork: whether a registry is asked as well, which takes as long as the network does.
    public init(surroundings: Surroundings, asksNetwork: Bool = false) {
        self.surroundings = surroundings
        self.asksNetwork = asksNetwork
    }

    /// All that is looked at.
    public func facts() -> MachineFacts {
        var facts = MachineFacts()
        for name in MachineFacts.programNames { facts.programs[name] = ProgramPaths.find(name) }
        facts.terminal = terminal()
        facts.storage = storage()
        facts.memory = memory() ?? facts.memory
        facts.user = user()
        facts.container = container()
        facts.kernel = kernel(isRoot: facts.user.isRoot)
        facts.runtime = ["crun", "runc"].lazy.compactMap { firstLine([$0, "--version"]) }.first
        facts.ports = Self.ports.map { MachineFacts.Port($0, holder: holder(of: $0)) }
        facts.docker = docker()
        facts.swift = firstLine(["swift", "--version"])
        if asksNetwork { facts.registry = registry() }
        return facts
    }

    // MARK: Programs

    private struct Answer {
        var isSuccess: Bool
        var output: String
        var errors: String
    }

    /// What a program says; nil where it does not start.
    private func answer(_ words: [String]) -> Answer? {
        var program = Program(words)
        program.lifetime = .group
        guard let running = try? program.start() else { return nil }
        let (output, errors) = (text(running.output), text(running.errors))
        return Answer(isSuccess: running.wait().isSuccess, output: output, errors: errors)
    }

    private func text(_ descriptor: Int32) -> String {
        var lines: [String] = []
        var reader = LineReader(descriptor)
        reader.read { lines += $0.map { String(decoding: $0, as: UTF8.self) } }
        return lines.joined(separator: "\n")
    }

    private func firstLine(_ words: [String]) -> String? {
        guard let answer = answer(words), answer.isSuccess else { return nil }
        return answer.output.split(separator: "\n").first.map(String.init)
    }

    /// The line of an error that says most: the last.
    private func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map(String.init) ?? "no reason given"
    }

    // MARK: What it is

    private func terminal() -> MachineFacts.Terminal {
        var terminal = MachineFacts.Terminal()
        terminal.isThere = isatty(STDOUT_FILENO) == 1
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            (terminal.columns, terminal.rows) = (Int(size.ws_col), Int(size.ws_row))
        }
        terminal.name = variable("TERM") ?? ""
        let colours = terminal.name.isEmpty ? nil : answer(["tput", "-T", terminal.name, "colors"])
        terminal.isKnown = !terminal.isThere || colours?.isSuccess == true
        terminal.colours = colours.flatMap { Int($0.output) } ?? 0
        let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
        terminal.isUTF8 = ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
        return terminal
    }

    private func storage() -> MachineFacts.Storage {
        var storage = MachineFacts.Storage()
        var path = surroundings.store ?? ""
        var status = statvfs()
        // A store that was never used is made later, where the nearest folder above it is.
        while !path.isEmpty, statvfs(path, &status) != 0 {
            path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        }
        guard !path.isEmpty || statvfs("/", &status) == 0 else { return storage }
        storage.path = path.isEmpty ? "/" : path
        storage.isWritable = access(storage.path, W_OK) == 0
        storage.free = Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).0)
        storage.freeFiles = status.f_files == 0 ? nil : Int64(clamping: status.f_favail)
        return storage
    }

    private func memory() -> Int64? {
        KernelFiles.availableMemory(lines("/proc/meminfo"))
    }

    private func user() -> MachineFacts.User {
        var user = MachineFacts.User()
        user.isRoot = geteuid() == 0
        user.name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
        let ranges = ["/etc/subuid", "/etc/subgid"].map {
            SubordinateRanges(lines($0)).count(for: user.name, number: geteuid())
        }
        user.subordinateIDs = ranges.min() ?? 0
        return user
    }

    private func container() -> String? {
        if access("/.dockerenv", F_OK) == 0 { return "docker" }
        if access("/run/.containerenv", F_OK) == 0 { return "podman" }
        if variable("KUBERNETES_SERVICE_HOST") != nil { return "kubernetes" }
        return variable("container")
    }

    private func kernel(isRoot: Bool) -> MachineFacts.Kernel {
        var kernel = MachineFacts.Kernel()
        kernel.userNamespaces = userNamespaces()
        kernel.hasMountNamespaces = !isRoot || answer(["unshare", "--mount", "true"])?.isSuccess == true
        // If it is a module, it appears only when it is first used.
        kernel.hasOverlay =
            lines("/proc/filesystems").contains { $0.hasSuffix("\toverlay") }
            || answer(["modinfo", "overlay"])?.isSuccess == true
        kernel.controlGroups = MachineFacts.ControlGroups(mounts: lines("/proc/self/mounts"))
        let tun = open("/dev/net/tun", O_RDWR | O_CLOEXEC)
        kernel.tun = tun >= 0 ? .works : errno == EACCES || errno == EPERM ? .forbidden : .missing
        if tun >= 0 { close(tun) }
        return kernel
    }

    private func userNamespaces() -> MachineFacts.UserNamespaces {
        if lines("/proc/sys/user/max_user_namespaces").first == "0" { return .noneAllowed }
        guard let answer = answer(["unshare", "--user", "--map-root-user", "--mount", "true"]) else { return .work }
        if answer.isSuccess { return .work }
        if lines("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").first == "1" { return .restrictedByAppArmor }
        return .refused(lastLine(answer.errors))
    }

    /// Who listens on a port of this machine; nil where it is free.
    private func holder(of port: UInt16) -> String? {
        PortHolder.isTaken(port) ? PortHolder.find(port: port) ?? "a program of another user" : nil
    }

    private func docker() -> MachineFacts.Engine {
        guard let docker = DockerProgram.find(in: surroundings) else { return .missing }
        let engine = DockerEngine.probe(docker)
        return engine.canBuild ? .answers(engine.summary) : .silent(engine.summary)
    }

    private func registry() -> MachineFacts.Registry {
        guard let program = ProgramPaths.beside("slipway-registry"),
            let answer = answer([program, "reach", "docker.io"])
        else { return .unreachable("the program slipway-registry is missing") }
        return answer.isSuccess ? .reached : .unreachable(lastLine(answer.errors))
    }

    // MARK: Reading

    /// The file's lines; none if this machine does not have the file.
    private func lines(_ path: String) -> [Substring] {
        String(decoding: (try? WholeFile.read(path)) ?? [], as: UTF8.self).split(separator: "\n")
    }

    private func variable(_ name: String) -> String? {
        surroundings.variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
