/// What a Compose file describes: services, and what they share.
public struct ComposeProject: Equatable, Sendable {
    /// As it stands before the names of containers, networks and volumes.
    public var name: String
    /// Absolute path of the folder that paths of the file are below.
    public var folder: String
    /// Absolute path of the file.
    public var file: String
    /// In the order of the file.
    public var services: [Service]
    /// Those of the file, and `default` where a service is on no other.
    public var networks: [SharedNetwork]
    public var volumes: [SharedVolume]

    /// The service of that name.
    public func service(_ name: String) -> Service? { services.first { $0.name == name } }

    /// The network of that name in the file.
    public func network(_ name: String) -> SharedNetwork? { networks.first { $0.name == name } }

    /// The volume of that name in the file.
    public func volume(_ name: String) -> SharedVolume? { volumes.first { $0.name == name } }
}

/// A network of a project.
public struct SharedNetwork: Equatable, Sendable {
    /// As the file calls it.
    public var name: String
    /// As `network ls` shows it.
    public var realName: String
    /// Whether somebody else makes and removes it.
    public var isExternal = false
    /// Its addresses; nil for some that are free.
    public var subnet: String?
    /// The address of the subnet that no container gets; nil for the first.
    public var gateway: String?
    /// The part of the subnet from which containers get their addresses; nil for all of it.
    public var range: String?
    public var labels: [String: String] = [:]
}

/// A volume of a project.
public struct SharedVolume: Equatable, Sendable {
    /// As the file calls it.
    public var name: String
    /// As `volume ls` shows it.
    public var realName: String
    /// Whether somebody else makes and removes it.
    public var isExternal = false
    public var labels: [String: String] = [:]
}

/// One service: what its container is made of.
public struct Service: Equatable, Sendable {
    public var name: String
    /// Nil where it is built and its image has the name that the project gives it.
    public var image: String?
    public var build: ServiceBuild?
    /// Nil for the image's; empty for none.
    public var command: [String]?
    public var entrypoint: [String]?
    /// In order, those of files before those of the service; nil for a variable that is taken from outside.
    public var environment: [(name: String, value: String?)] = []
    public var labels: [String: String] = [:]
    /// As `-p` takes them.
    public var ports: [String] = []
    public var exposed: [String] = []
    /// As `-v` takes them, with the real names of volumes.
    public var volumes: [String] = []
    /// As `--tmpfs` takes them.
    public var memoryFolders: [String] = []
    public var dependencies: [Dependency] = []
    public var network = ServiceNetwork.shared([])
    public var containerName: String?
    public var healthcheck: ServiceHealth?
    public var workingFolder: String?
    public var user: String?
    public var hostname: String?
    public var restart: String?
    public var profiles: [String] = []
    public var pullPolicy: String?
    /// Flags of `create` that need no more than to be passed on, with their values.
    public var flags: [String] = []

    init(_ name: String) { self.name = name }

    /// Another service that must be there first.
    public struct Dependency: Equatable, Sendable {
        /// What the other service must have come to, by its name in Compose files.
        public enum Condition: String, Sendable, CaseIterable {
            case started = "service_started"
            case healthy = "service_healthy"
            case completed = "service_completed_successfully"
        }

        public var service: String
        public var condition = Condition.started
        /// Whether it is an error if it is not there.
        public var isRequired = true

        public init(service: String) { self.service = service }
    }

    public static func == (left: Service, right: Service) -> Bool { left.json == right.json }
}

/// How the image of a service is built.
public struct ServiceBuild: Equatable, Sendable {
    /// Absolute, or an address.
    public var context: String
    public var dockerfile: String?
    /// The Dockerfile's text, where it stands in the file.
    public var text: String?
    public var arguments: [String] = []
    public var target: String?
    public var labels: [String: String] = [:]
    public var network: String?
    public var platform: String?
    public var tags: [String] = []
    public var secrets: [String] = []
    public var withoutCache = false
    public var pulls = false
    /// Where the file names the context, and where the Dockerfile; nil for what it does not name. They are no part of
    /// what is built.
    public var contextPlace: Place?
    public var dockerfilePlace: Place?

    /// A place in the file, from 1.
    public struct Place: Equatable, Sendable {
        public var line: Int
        public var column: Int
    }

    public static func == (left: ServiceBuild, right: ServiceBuild) -> Bool { left.json == right.json }
}

/// The networks that a service is on.
public enum ServiceNetwork: Equatable, Sendable {
    /// Those of the project, by the names of the file.
    case shared([Membership])
    /// `none`, `host`, or `bridge`.
    case mode(String)
    /// That of another service.
    case service(String)
    /// That of a container.
    case container(String)

    /// A network that the service is on, and the names that it has there.
    public struct Membership: Equatable, Sendable {
        public var network: String
        public var aliases: [String] = []
        public var address: String?
    }
}

/// When a service is well.
public struct ServiceHealth: Equatable, Sendable {
    /// The command that tells whether the service is well.
    public enum Test: Equatable, Sendable {
        /// There is none, whatever the image says.
        case none
        case shell(String)
        case words([String])
    }

    public var test: Test?
    public var interval: String?
    public var timeout: String?
    public var startPeriod: String?
    public var startInterval: String?
    public var retries: Int?
}
