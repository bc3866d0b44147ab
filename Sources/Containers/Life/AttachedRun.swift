internal import Commands
public import ContainerRuntime

/// This terminal, joined to a container that has its owner in the background.
public struct AttachedRun {
    private let client: AttachedClient

    public init(_ folder: ContainerFolder, _ attachment: Attachment, _ keys: DetachKeys) {
        var client = AttachedClient(folder, attachment)
        client.keys = keys
        self.client = client
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
