public import ContainerRuntime
public import ImageStore
internal import Printing

/// Starting containers that are there.
public enum Starting {
    /// Starts one, or joins it where it runs and is attached.
    ///
    /// - Parameter shownID: what is printed once it runs.
    /// - Returns: the exit status of an attached container; 0 for one in the background.
    public static func start(
        _ folder: ContainerFolder, _ store: Store, _ list: ContainerList, isAttached: Bool, reads: Bool,
        keys: DetachKeys? = nil, shownID: String
    ) throws -> Int32 {
        let record = folder.record
        var attachment = Attachment(
            isInteractive: isAttached ? reads : record.settings.isInteractive, hasTerminal: record.hasTerminal,
            isForeground: isAttached)
        if folder.hasOwner {
            guard isAttached else { return 0 }
            attachment.isInteractive = reads
            return try AttachedRun(folder, attachment, keys ?? DetachKeys()).run()
        }
        let ports = try PublishedPorts(record.settings.network.ports)
        return try ContainerLife(attachment, keys: keys).run(
            store, list, idFile: nil, ports: ports, begun: { _ in Line.print("\(shownID)") }
        ) { try MadeContainer(folder, in: store, list) }
    }
}
