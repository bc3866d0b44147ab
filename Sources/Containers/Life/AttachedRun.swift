internal import Commands
public import ContainerRuntime

/// This terminal, joined to a container that has its owner in the background.
public struct AttachedRun {
    private let client: AttachedClient

    /// Nothing is joined yet: `run` does it.
    ///
    /// - Parameter keys: those that leave the container running.
    public init(_ folder: ContainerFolder, _ attachment: Attachment, _ keys: DetachKeys) {
        var client = AttachedClient(folder, attachment)
        client.keys = keys
        self.client = client
    }

    /// What `attach` does: joins this terminal to a container that runs.
    ///
    /// - Parameters:
    ///   - container: its name as it was typed, for the message.
    ///   - reads: whether it reads what this process is given, where it reads at all.
    ///   - passesSignals: whether signals of this process are passed on.
    /// - Throws: `RuntimeError` for a container that does not run, `CommandFailure` for one that is paused.
    public static func joining(
        _ folder: ContainerFolder, called container: String, reads: Bool, passesSignals: Bool, keys: DetachKeys?
    ) throws -> AttachedRun {
        let state = folder.state
        guard state.isRunning else { throw RuntimeError.notRunning(container) }
        guard !state.isPaused else {
            throw CommandFailure("You cannot attach to a paused container, unpause it first")
        }
        var attachment = Attachment(
            isInteractive: reads && folder.record.settings.isInteractive, hasTerminal: folder.record.hasTerminal)
        attachment.passesSignals = passesSignals
        return AttachedRun(folder, attachment, keys ?? DetachKeys())
    }

    /// The container's exit status; 0 where it was left running.
    public func run() throws -> Int32 {
        switch try client.run(output: Passing.write) {
        case .exited(let status): return status
        case .detached: return 0
        case .failed(let status, let words):
            RefusedContainer.tell(words)
            return status
        case .lost:
            RefusedContainer.tell("The container's owner is gone: `docker ps -a` tells how it ended.")
            return 137
        }
    }
}
