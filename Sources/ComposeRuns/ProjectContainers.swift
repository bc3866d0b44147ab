internal import ImageFormat
public import Compose
public import ContainerRuntime

/// The containers of a project, found by their labels.
public struct ProjectContainers: Sendable {
    private let list: ContainerList
    private let project: String

    /// - Parameter project: its name, as the labels of its containers have it.
    public init(_ list: ContainerList, of project: String) {
        self.list = list
        self.project = project
    }

    /// All containers of services, by service; those of `run` only where they are asked for.
    public func all(withOneOff: Bool = false) -> [ContainerFolder] {
        list.all().filter { folder in
            let labels = folder.record.settings.config.labels
            return labels[ComposeLabel.project] == project
                && (withOneOff || labels[ComposeLabel.isOneOff] != "True")
        }.sorted { Self.service($0) < Self.service($1) }
    }

    /// All containers of these services; of all where there are none.
    public func all(of services: [String]) -> [ContainerFolder] {
        all().filter { services.isEmpty || services.contains(Self.service($0)) }
    }

    /// The services whose containers are there and belong to nobody: `rm` takes those away.
    public func ended(of services: [Service]) -> [Service] {
        services.filter { service in find(service.name).map { !$0.hasOwner } ?? false }
    }

    /// The container of a service, as it is now.
    public func find(_ service: String) -> ContainerFolder? { all().first { Self.service($0) == service } }

    /// Those that `ps` shows.
    ///
    /// - Parameters:
    ///   - services: by name; all where there are none.
    ///   - states: by name; those that run where there are none.
    ///   - withEnded: whether those that have ended, and those of `run`, are among all.
    /// - Throws: `ComposeEnding` for a name that is not the name of a service.
    public func shown(
        _ services: [String], of project: ComposeProject, inStates states: [String], withEnded: Bool
    ) throws -> [ContainerFolder] {
        for name in services where project.service(name) == nil {
            throw ComposeEnding.failed("no such service: \(name)")
        }
        return all(withOneOff: withEnded).filter { folder in
            (services.isEmpty || services.contains(Self.service(folder)))
                && (states.isEmpty ? withEnded || folder.hasOwner : states.contains(folder.state.name))
        }
    }

    /// Which service a container is of.
    public static func service(_ folder: ContainerFolder) -> String {
        folder.record.settings.config.labels[ComposeLabel.service] ?? ""
    }

    /// The projects that have containers, by name, with those.
    ///
    /// - Parameters:
    ///   - parts: what their names have in them, all of it.
    ///   - withEnded: whether those of which nothing runs are among them.
    public static func projects(
        _ list: ContainerList, named parts: [String], withEnded: Bool
    ) -> [(name: String, folders: [ContainerFolder])] {
        let known = Dictionary(grouping: list.all()) { $0.record.settings.config.labels[ComposeLabel.project] ?? "" }
        return known.filter { name, folders in
            !name.isEmpty && parts.allSatisfy { name.contains($0) }
                && (withEnded || folders.contains(where: \.state.isRunning))
        }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
