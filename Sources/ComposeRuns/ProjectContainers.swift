internal import ImageFormat
public import Compose
public import ContainerRuntime

/// The containers of a project, found by their labels.
public struct ProjectContainers: Sendable {
    private let list: ContainerList
    private let project: String

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

    /// The container of a service, as it is now.
    public func find(_ service: String) -> ContainerFolder? { all().first { Self.service($0) == service } }

    /// Those that `ps` shows.
    ///
    /// - Parameters:
    ///   - services: by name; all where there are none.
    ///   - states: by name; those that run where there are none.
    ///   - withEnded: whether those that have ended, and those of `run`, are among all.
    /// - Throws: `ComposeEnding` for a name that is no service.
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

    /// The names of all projects that have containers, with their files.
    public static func projects(_ list: ContainerList) -> [(name: String, folders: [ContainerFolder])] {
        let known = Dictionary(grouping: list.all()) { $0.record.settings.config.labels[ComposeLabel.project] ?? "" }
        return known.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
