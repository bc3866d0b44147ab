/// Names out of a project, which `config` prints in place of the whole.
public enum ProjectNames: Equatable, Sendable {
    case services, volumes, networks, images, profiles
    /// What containers are compared by: of all services, or of those that are named with commas between them.
    case hashes(of: String)

    /// A name a line.
    public func lines(of project: ComposeProject) -> [String] {
        switch self {
        case .services: project.services.map(\.name)
        case .volumes: project.volumes.map(\.name)
        case .networks: project.networks.map(\.name)
        case .images: project.services.map { ServiceWords(project).image($0) }
        case .profiles: Set(project.services.flatMap(\.profiles)).sorted()
        case .hashes(let names): Self.hashes(of: names, project)
        }
    }

    private static func hashes(of names: String, _ project: ComposeProject) -> [String] {
        let wanted = names.split(separator: ",").map(String.init)
        return project.services.filter { names == "*" || wanted.contains($0.name) }.map { "\($0.name) \($0.hash)" }
    }
}
