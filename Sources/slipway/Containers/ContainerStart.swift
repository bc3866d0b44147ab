import ContainerRuntime
import Glibc
import ImageFormat
import ImageStore
import Printing
import SystemPackage

/// Makes the container of a `run` and stays with it to its end.
struct ContainerStart {
    let plan: RunPlan
    let ports: PublishedPorts
    let store: Store
    let list: ContainerList
    let idFile: IDFile?

    /// - Parameter onStart: called with the ID once nothing can go wrong any more but the process itself.
    /// - Returns: the container's exit status.
    func run(onStart: @escaping (String) -> Void) throws -> Int32 {
        let namespaces = try Namespaces.enter()
        if plan.attachment.isForeground, let limitation = namespaces.limitation { note(limitation) }
        let use = try store.beginUse()
        let layers = try store.layers(of: plan.image)
        let snapshot = try store.beginSnapshot()
        defer { try? store.discard(snapshot) }
        let overlay = try OverlayMount(
            lower: layers.map(\.shortPath), in: store.layersPath, upper: snapshot.shortUpper, work: snapshot.shortWork,
            mounts: plan.mounts, namespaces: namespaces)
        defer { try? overlay.unmount() }
        var record = plan.record
        record.user = try UserIdentity.resolve(plan.user, inRoot: overlay.path)
        if let home = record.user.home, !record.environment.contains(where: { $0.hasPrefix("HOME=") }) {
            record.environment.append("HOME=\(home)")
        }
        record.ports = ports.mappings.map(\.shown)
        record.snapshot = snapshot.id.name
        try store.pin(Pin(name: record.id, image: plan.image.id, layers: [snapshot.id]))
        defer { try? store.unpin(record.id) }
        // The image may have been removed before it was pinned: then this fails.
        _ = try store.listed(plan.image.id.description)
        _ = consume use
        return try live(try list.create(record), overlay, Runtime(namespaces: namespaces), onStart)
    }

    private func live(
        _ owned: OwnedContainer, _ overlay: OverlayMount, _ runtime: Runtime, _ onStart: @escaping (String) -> Void
    ) throws -> Int32 {
        let record = owned.folder.record
        let session = try ContainerSession(
            owned, network: plan.network, ports: ports, attachment: plan.attachment, runtime: runtime)
        if session.isCutOff, plan.attachment.isForeground {
            note("The container has no way out to the network here: /dev/net/tun or slirp4netns cannot be used.")
        }
        let process = ProcessSpec(
            arguments: record.command, environment: record.environment, workingDirectory: record.workingDirectory,
            user: record.user, hasTerminal: plan.attachment.hasTerminal)
        let isForeground = plan.attachment.isForeground
        try idFile?.write(record.id)
        return try session.run(
            process, root: overlay.path, mounts: plan.mounts, hostname: plan.hostname ?? record.shortID,
            onStart: isForeground ? nil : { onStart(record.id) }, output: isForeground ? Passing.write : { _, _ in })
    }

    private func note(_ text: String) {
        StandardStream.error.write("Note: \(text)\n")
    }
}
