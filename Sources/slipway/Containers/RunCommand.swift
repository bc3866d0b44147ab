import ArgumentParser
import CLinux
import CommandLines
import ContainerRuntime
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway run`: a container of an image, with docker's flags.
struct RunCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in a new container of an image.")

    @OptionGroup var options: RunOptions

    func validate() throws {
        if options.tty && !options.detach && options.interactive && isatty(STDIN_FILENO) == 0 {
            throw ValidationError("The input is not a terminal: leave out -t.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        // What stays in the background must not keep what its starter waits for.
        if options.detach || (options.tty && options.interactive) { slipway_close_inherited() }
        try OpenedContainers.run(in: surroundings, failure: Ending.refusal) { store, list in
            let plan = try Planning.plan(options, store, list, surroundings)
            let idFile = try options.life.cidfile.map { try IDFile(path: $0) }
            // Before anything is made: a port that is taken stops the command here.
            let ports = try PublishedPorts(plan.record.settings.network.ports)
            let life = ContainerLife(options)
            let status = try life.run(store, list, idFile: idFile, ports: ports) {
                try MadeContainer(plan, in: store, list, isStarting: true)
            }
            throw ExitCode(status)
        }
    }
}

/// `slipway create`: a container that `start` starts.
struct CreateCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a container of an image, without starting it.")

    @OptionGroup var options: RunOptions

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let plan = try Planning.plan(options, store, list, surroundings)
            let idFile = try options.life.cidfile.map { try IDFile(path: $0) }
            let made = try MadeContainer(plan, in: store, list, isStarting: false)
            let record = made.owned.folder.record
            for name in record.settings.mounts.compactMap(\.volume) {
                _ = try VolumeList(store: store.path).create(
                    name, isAnonymous: record.settings.mounts.contains { $0.volume == name && $0.isAnonymous })
            }
            try idFile?.write(record.id)
            print("\(record.id)")
        }
    }
}

/// What `run` and `create` do first.
enum Planning {
    static func plan(
        _ options: RunOptions, _ store: Store, _ list: ContainerList, _ surroundings: Surroundings
    ) throws -> ContainerPlan {
        do {
            let image = try ImageOnHand(options).find(in: store)
            return try ContainerPlan(
                options, image: image, containers: list, networks: NetworkList(store: store.path),
                in: surroundings)
        } catch let failure as CommandFailure {
            Complaint.print("\(failure)")
            throw Ending.refusal
        }
    }
}

/// How a container is lived with: in the background, in this terminal, or with this process as its owner.
struct ContainerLife {
    var attachment: Attachment
    var keys = DetachKeys()
    /// Whether the terminal is joined to an owner in the background, so that one can leave it with the container running.
    private var isAttached: Bool { attachment.isForeground && attachment.hasTerminal && attachment.isInteractive }

    init(_ options: RunOptions) {
        attachment = Attachment(
            isInteractive: options.interactive, hasTerminal: options.tty, isForeground: !options.detach)
        attachment.passesSignals = options.life.sigProxy
        let streams = options.life.attach.map { $0.lowercased() }
        if !streams.isEmpty {
            attachment.shown = Set(
                [Runtime.Stream.stdout, .stderr].filter { streams.contains($0 == .stdout ? "stdout" : "stderr") })
        }
        if let keys = options.life.detachKeys.flatMap({ DetachKeys($0) }) { self.keys = keys }
    }

    init(_ attachment: Attachment, keys: DetachKeys?) {
        self.attachment = attachment
        if let keys { self.keys = keys }
    }

    /// Makes the container, starts it, and stays with it as long as it was asked to: the command's exit status.
    func run(
        _ store: Store, _ list: ContainerList, idFile: IDFile?, ports: PublishedPorts, shownID: String? = nil,
        _ make: () throws -> MadeContainer
    ) throws -> Int32 {
        guard attachment.isForeground, !isAttached else {
            return try inBackground(store, list, idFile, ports, shownID, make)
        }
        let start = ContainerStart(store: store, list: list, attachment: attachment, idFile: idFile)
        return try start.run(try make(), ports: ports, .nobody)
    }

    private func inBackground(
        _ store: Store, _ list: ContainerList, _ idFile: IDFile?, _ ports: PublishedPorts, _ shownID: String?,
        _ make: () throws -> MadeContainer
    ) throws -> Int32 {
        var inner = attachment
        inner.isForeground = false
        let start = ContainerStart(store: store, list: list, attachment: inner, idFile: idFile)
        let begun = try Background.start { tell in
            try start.run(try make(), ports: ports, isAttached ? .ready(tell) : .started(tell))
        }
        switch begun {
        case .ended(let status): return status.rawValue
        case .told(let id):
            guard isAttached else {
                print("\(shownID ?? id)")
                return 0
            }
            return try AttachedRun(try list.find(id), attachment, keys).run()
        }
    }
}

/// This terminal, joined to a container that has its owner in the background.
struct AttachedRun {
    private let client: AttachedClient

    init(_ folder: ContainerFolder, _ attachment: Attachment, _ keys: DetachKeys) {
        var client = AttachedClient(folder, attachment)
        client.keys = keys
        self.client = client
    }

    /// The container's exit status; 0 where it was left running.
    func run() throws -> Int32 {
        switch try client.run(output: Passing.write) {
        case .exited(let status): return status
        case .detached: return 0
        case .failed(let status, let words):
            Complaint.print(PrintableText(lines: words))
            return status
        case .lost:
            Complaint.print("The container's owner is gone: `docker ps -a` tells how it ended.")
            return 137
        }
    }
}
