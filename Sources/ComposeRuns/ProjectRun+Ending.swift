internal import ImageFormat
public import Compose
public import ContainerRuntime
internal import ImageStore
internal import Printing

extension ProjectRun {
    /// The containers of services, the ones that were started last first; all of the project where none is named.
    private func reversed(_ services: [Service]) -> [ContainerFolder] {
        let names = services.map(\.name)
        return containers.all().sorted {
            (names.firstIndex(of: ProjectContainers.service($0)) ?? -1)
                > (names.firstIndex(of: ProjectContainers.service($1)) ?? -1)
        }
    }

    /// Asks services to end, those that depend on others first.
    public func stop(_ services: [Service], seconds: String?) throws {
        for folder in reversed(services)
        where services.contains(where: { $0.name == ProjectContainers.service(folder) }) {
            try stop(folder, seconds)
        }
    }

    private func stop(_ folder: ContainerFolder, _ seconds: String?) throws {
        guard folder.hasOwner else { return }
        try command.run(["stop"] + (seconds.map { ["--time", $0] } ?? []) + [folder.record.id])
        tell("Container", folder.record.name, "Stopped")
    }

    /// Calls one of docker's commands about containers for each service's container that it can be about.
    public func each(
        _ services: [Service], _ words: [String], _ done: DoneWord, where isMeant: (ContainerFolder) -> Bool
    ) throws {
        for service in services {
            guard let folder = containers.find(service.name), isMeant(folder) else { continue }
            try command.run(words + [folder.record.id])
            tell("Container", folder.record.name, "\(done.rawValue)")
        }
    }

    /// What was done with a container.
    public enum DoneWord: String, Sendable {
        case killed = "Killed", paused = "Paused", unpaused = "Unpaused", removed = "Removed", restarted = "Restarted"
    }

    /// What `down` takes away besides containers and networks.
    public struct Sweep: Sendable {
        /// Whether volumes of the project go, with their files. External ones stay.
        public var volumes = false
        /// `all`, or `local` for those that have no name of their own.
        public var images: String?
        /// Containers of services that the file has no more.
        public var orphans = false
        /// Seconds before a container is killed, as they were typed; nil for its own patience.
        public var seconds: String?

        /// Containers and networks alone.
        public init() {}
    }

    /// Ends and removes the project.
    public func remove(_ sweep: Sweep) throws {
        let known = project.services.map(\.name)
        let inOrder = (try? order.sorted(project.services)) ?? project.services
        let all =
            reversed(inOrder)
            + containers.all(withOneOff: true).filter { folder in
                sweep.orphans && folder.record.settings.config.labels[ComposeLabel.isOneOff] == "True"
            }
        for folder in all where sweep.orphans || known.contains(ProjectContainers.service(folder)) {
            try stop(folder, sweep.seconds)
            try command.run(["rm", "--force"] + (sweep.volumes ? ["--volumes"] : []) + [folder.record.id])
            tell("Container", folder.record.name, "Removed")
        }
        if let which = sweep.images { try removeImages(which) }
        for network in project.networks where !network.isExternal && isThere(network) {
            try command.run(["network", "rm", network.realName])
            tell("Network", network.realName, "Removed")
        }
        guard sweep.volumes else { return }
        for volume in project.volumes where !volume.isExternal && isThere(volume) {
            try command.run(["volume", "rm", volume.realName])
            tell("Volume", volume.realName, "Removed")
        }
    }

    private func removeImages(_ which: String) throws {
        for service in project.services where which == "all" || service.image == nil {
            guard hasImage(service) else { continue }
            try command.run(["rmi", words.image(service)])
            tell("Image", words.image(service), "Removed")
        }
    }

    /// Containers of services that the file does not have.
    public var orphans: [ContainerFolder] {
        containers.all().filter { project.service(ProjectContainers.service($0)) == nil }
    }

    /// Ends and removes them.
    public func removeOrphans() throws {
        for folder in orphans {
            try stop(folder, nil)
            try command.run(["rm", "--force", folder.record.id])
            tell("Container", folder.record.name, "Removed")
        }
    }

    /// Ends them, or says that they are there.
    public func clearOrphans(isAsked: Bool) throws {
        let orphans = orphans
        guard !orphans.isEmpty else { return }
        guard isAsked else {
            return Complaint.warn(
                "Containers of services that the file does not have: \(orphans.map(\.record.name).joined(separator: ", ")). --remove-orphans takes them away."
            )
        }
        try removeOrphans()
    }
}
