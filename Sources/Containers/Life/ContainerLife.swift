internal import ArgumentParser
public import CommandLines
public import ContainerRuntime
public import ImageStore

/// How a container is lived with: in the background, in this terminal, or with this process as its owner.
public struct ContainerLife {
    private let attachment: Attachment
    private var keys = DetachKeys()
    /// What was typed behind the image's name.
    private var typed: [String] = []
    /// Whether the terminal is joined to an owner in the background, so that one can leave it with the container running.
    private var isAttached: Bool { attachment.isForeground && attachment.hasTerminal && attachment.isInteractive }

    /// As `run` was asked for it.
    public init(_ options: RunOptions) {
        var attachment = Attachment(
            isInteractive: options.interactive, hasTerminal: options.tty, isForeground: !options.detach)
        attachment.passesSignals = options.life.sigProxy
        typed = options.command
        let streams = options.life.attach.map { $0.lowercased() }
        if !streams.isEmpty {
            attachment.shown = Set(
                [Runtime.Stream.stdout, .stderr].filter { streams.contains($0 == .stdout ? "stdout" : "stderr") })
        }
        self.attachment = attachment
        if let keys = options.life.detachKeys.flatMap({ DetachKeys($0) }) { self.keys = keys }
    }

    /// As `start` was asked for it.
    public init(_ attachment: Attachment, keys: DetachKeys?) {
        self.attachment = attachment
        if let keys { self.keys = keys }
    }

    /// Makes the container, starts it, and stays with it as long as it was asked to: the command's exit status.
    ///
    /// - Parameter begun: called with the container's ID once it runs in the background.
    public func run(
        _ store: Store, _ list: ContainerList, idFile: IDFile?, ports: PublishedPorts, begun: (String) -> Void,
        _ make: () throws -> MadeContainer
    ) throws -> Int32 {
        guard attachment.isForeground, !isAttached else {
            return try inBackground(store, list, idFile, ports, begun, make)
        }
        let start = ContainerStart(
            store: store, list: list, attachment: attachment, idFile: idFile, typed: typed)
        return try start.run(try make(), ports: ports, .nobody)
    }

    private func inBackground(
        _ store: Store, _ list: ContainerList, _ idFile: IDFile?, _ ports: PublishedPorts,
        _ begun: (String) -> Void, _ make: () throws -> MadeContainer
    ) throws -> Int32 {
        var inner = attachment
        inner.isForeground = false
        let start = ContainerStart(store: store, list: list, attachment: inner, idFile: idFile, typed: typed)
        let owner = try Background.start { tell in
            try start.run(try make(), ports: ports, isAttached ? .ready(tell) : .started(tell))
        }
        switch owner {
        case .ended(let status): return status.rawValue
        case .told(let id):
            guard isAttached else {
                begun(id)
                return 0
            }
            return try AttachedRun(try list.find(id), attachment, keys).run()
        }
    }
}
