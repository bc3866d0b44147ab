internal import CLinux
public import ContainerRuntime
internal import Glibc
public import ImageFormat
internal import Matching
public import RunDoctor
public import SystemPackage

/// Examines a container for the doctor: its files while they are mounted, its log and its sockets. It changes nothing.
public struct RunExamination {
    private let image: String
    private let command: [String]
    /// The words after the image's name.
    private let typed: [String]
    private let environment: [String]
    private let workingDirectory: String
    private let user: String?
    private let exposed: [UInt16]
    private let folder: ContainerFolder

    /// The container of a `run`.
    ///
    /// - Parameters:
    ///   - typed: the words after the image's name.
    ///   - user: the value of `-u` or USER; nil for root.
    public init(_ folder: ContainerFolder, typed: [String], user: String?, config: ContainerConfig) {
        image = folder.record.image
        command = folder.record.command
        self.typed = typed
        environment = folder.record.environment
        workingDirectory = folder.record.workingDirectory
        self.user = user.flatMap { $0.isEmpty ? nil : $0 }
        exposed = Self.ports(config)
        self.folder = folder
    }

    /// A container of the store.
    ///
    /// - Parameter config: the config of its image; nil where the image is gone.
    public init(_ folder: ContainerFolder, config: ContainerConfig?) {
        image = folder.record.image
        command = folder.record.command
        let standard = (config?.entrypoint ?? []) + (config?.command ?? [])
        typed =
            folder.record.command == standard
            ? [] : Array(folder.record.command.dropFirst(config?.entrypoint?.count ?? 0))
        environment = folder.record.environment
        workingDirectory = folder.record.workingDirectory
        user = config?.user.flatMap { $0.isEmpty ? nil : $0 }
        exposed = config.map(Self.ports) ?? []
        self.folder = folder
    }

    private static func ports(_ config: ContainerConfig) -> [UInt16] {
        config.exposedPorts.compactMap { $0.split(separator: "/").first.flatMap { UInt16($0) } }.sorted()
    }

    // MARK: Looking

    /// - Parameters:
    ///   - root: the folder with the container's files; nil where they are not mounted.
    ///   - log: the end of its output; nil to read the log in the store.
    public func evidence(_ life: RunEvidence.Life, root: FilePath?, log: String? = nil, wasStopped: Bool = false)
        -> RunEvidence
    {
        let file = root.flatMap { program(in: $0) }
        let said = log ?? storedLog()
        return RunEvidence(
            image: image, command: command, typed: typed, life: life, program: file,
            offPath: offPath(life, file, said: said, root), log: said,
            exposed: exposed, published: published, listeners: listeners(life),
            isOutOfMemory: folder.lastLife?.wasKilledForMemory ?? false,
            wasStopped: wasStopped || folder.wasStopped, user: user, machine: Self.machine,
            hasInput: folder.record.settings.isInteractive)
    }

    private var published: [RunEvidence.Port] {
        folder.record.ports.compactMap { text in
            PortMapping(shown: text).map { RunEvidence.Port(host: $0.hostPort, container: $0.containerPort) }
        }
    }

    private func listeners(_ life: RunEvidence.Life) -> [RunEvidence.Listener]? {
        guard case .running = life else { return nil }
        return folder.listeningSockets()?.map { RunEvidence.Listener(port: $0.port, isLoopback: $0.isLoopback) }
    }

    /// The bytes that are read from the end of a log. A traceback is shorter.
    private static let logLimit = 32_768

    private func storedLog() -> String {
        guard let reader = LogReader(folder) else { return "" }
        var tail = ""
        while case let entries = reader.next(), !entries.isEmpty {
            for entry in entries { tail += entry.text }
            if tail.utf8.count > 4 * Self.logLimit { tail = String(tail.suffix(Self.logLimit)) }
        }
        return String(tail.suffix(Self.logLimit))
    }

    /// The value of `e_machine` in the ELF header of this program.
    private static let machine: UInt16? = {
        let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: 20)
        return read(file, &head, head.count) == head.count ? ProgramFile.machine(in: head) : nil
    }()

    // MARK: The program

    private func program(in root: FilePath) -> ProgramFile? {
        guard let name = command.first, !name.isEmpty else { return nil }
        let directory = open(root.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return nil }
        defer { close(directory) }
        let files = RootFiles(root: directory)
        if name.contains("/") {
            return files.program(at: name.hasPrefix("/") ? name : "\(workingDirectory)/\(name)")
                ?? .missing(nearest: nil, hasShell: files.hasShell)
        }
        let folders = path.split(separator: ":").map(String.init)
        for folder in folders {
            if let found = files.program(at: "\(folder)/\(name)") { return found }
        }
        let names = folders.flatMap { files.names(in: $0, under: root) }
        let nearest = Spelling.nearest(to: name, among: Array(Set(names)).sorted())
        return .missing(nearest: nearest, hasShell: files.hasShell)
    }

    /// The program that was not found, where PATH is to blame.
    private func offPath(
        _ life: RunEvidence.Life, _ program: ProgramFile?, said: String, _ root: FilePath?
    ) -> ProgramOffPath? {
        if case .running = life { return nil }
        var missed = RunDoctor.programMissed(in: said)
        if case .missing? = program { missed = command.first }
        guard let name = missed, !name.isEmpty, !name.contains("/") else { return nil }
        guard let root else {
            return ProgramOffPath.lacksSystem(path) ? ProgramOffPath(name: name, place: nil, path: path) : nil
        }
        let directory = open(root.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return nil }
        defer { close(directory) }
        let files = RootFiles(root: directory)
        for place in ProgramOffPath.places(of: name, path: path, workingDirectory: workingDirectory) {
            guard case .file(_, let isExecutable, _, _)? = files.program(at: place) else { continue }
            return ProgramOffPath(name: name, place: place, isExecutable: isExecutable, path: path)
        }
        return nil
    }

    private var path: String { ProgramOffPath.path(in: environment) }
}

/// Reads files below a container's root. Links cannot lead out of it.
private struct RootFiles {
    let root: Int32

    /// What is known of the program at a path; nil where there is no file.
    func program(at path: String) -> ProgramFile? {
        let file = slipway_open_in_root(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        var head = [UInt8](repeating: 0, count: 512)
        let count = pread(file, &head, head.count, 0)
        head.removeLast(head.count - max(0, count))
        let interpreter = ProgramFile.interpreter(in: head)
        return .file(
            path: path, isExecutable: status.st_mode & 0o111 != 0, head: head,
            hasInterpreter: interpreter.map { isThere($0) })
    }

    /// Whether the image has a `/bin/sh`.
    var hasShell: Bool {
        guard case .file(_, let isExecutable, _, _)? = program(at: "/bin/sh") else { return false }
        return isExecutable
    }

    /// Whether a file exists; also true where this user is not allowed to look.
    private func isThere(_ path: String) -> Bool {
        let file = slipway_open_in_root(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0)
        guard file < 0 else {
            close(file)
            return true
        }
        return errno != ENOENT && errno != ENOTDIR
    }

    /// The names in a folder, for suggesting the one that was meant.
    func names(in folder: String, under path: FilePath) -> [String] {
        let file = slipway_open_in_root(root, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard file >= 0, let stream = fdopendir(file) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream), names.count < 10_000 {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let start = UnsafeRawPointer(entry) + offset
            names.append(String(cString: start.assumingMemoryBound(to: CChar.self)))
        }
        return names
    }
}
