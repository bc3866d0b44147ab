internal import ImageFormat
public import Compose
public import ContainerRuntime
internal import Glibc
public import ImageStore
internal import Printing
public import Surroundings

/// A project on this machine: makes its parts, starts and ends them, by the commands that a user would type.
public struct ProjectRun {
    /// What the file says.
    public let project: ComposeProject
    /// Its containers that exist by now. They are looked up each time.
    public let containers: ProjectContainers
    let words: ServiceWords
    let order: ServiceOrder
    let command: OwnCommand
    private let networks: NetworkList
    private let volumes: VolumeList
    private let store: Store
    let list: ContainerList

    /// A project and its containers in a store. Nothing is started or changed yet.
    public init(_ project: ComposeProject, store: Store, _ list: ContainerList, in surroundings: Surroundings) {
        self.project = project
        self.store = store
        self.list = list
        containers = ProjectContainers(list, of: project.name)
        words = ServiceWords(project)
        order = ServiceOrder(project)
        command = OwnCommand(surroundings: surroundings)
        networks = NetworkList(store: store.path)
        volumes = VolumeList(store: store.path)
    }

    /// What `up` is asked for besides the services.
    public struct Wishes: Sendable {
        /// Whether images are built although they are there.
        public var builds = false
        /// Whether an image that is not there is an error, and not built.
        public var buildsNothing = false
        /// Whether containers are made anew although nothing has changed.
        public var recreates = false
        /// Whether containers stay although the file has changed.
        public var recreatesNothing = false
        /// When images are fetched, as it was typed: `always`, `missing`, `never`; nil for where they are missing.
        public var pull: String?
        /// Whether builds say nothing.
        public var isQuiet = false

        /// What the file asks for, and no more.
        public init() {}
    }

    /// The services that are meant, with those that they depend on, in the order of starting.
    ///
    /// - Throws: `ComposeEnding` for a name that is not the name of a service.
    public func services(_ names: [String], profiles: Set<String>, withDependencies: Bool) throws -> [Service] {
        do throws(ServiceOrder.Fault) {
            let chosen = try order.chosen(names, profiles: profiles)
            let sorted = try order.sorted(chosen)
            return withDependencies ? sorted : sorted.filter { service in chosen.contains { $0.name == service.name } }
        } catch {
            throw ComposeEnding.failed(error.words)
        }
    }

    /// The containers of these services, whatever their profiles; of all services where there are none.
    ///
    /// - Throws: `ComposeEnding` for a name that is not the name of a service.
    public func containers(of names: [String]) throws -> [ContainerFolder] {
        let wanted = try services(names, profiles: ["*"], withDependencies: false).map(\.name)
        return containers.all().filter { wanted.contains(ProjectContainers.service($0)) }
    }

    /// Says what became of a part of the project.
    func tell(_ kind: PrintableText, _ name: String, _ what: PrintableText) {
        StandardStream.error.write(" \(kind) \(name)  \(what)\n")
    }

    /// Makes images, networks, volumes and containers that are not there, or not as the file has them now.
    public func create(_ services: [Service], _ wishes: Wishes) throws {
        for service in services { try makeImage(service, wishes) }
        try makeShared(for: services)
        for service in services { try makeContainer(service, wishes) }
    }

    /// Builds the images of services that are built.
    public func build(_ services: [Service], flags: [String]) throws {
        for service in services {
            try BuildSources.demand(service, of: project)
            guard let build = words.build(service, more: flags) else { continue }
            try command.run(build.words, input: build.input, isShown: true)
            tell("Image", words.image(service), "Built")
        }
    }

    func makeImage(_ service: Service, _ wishes: Wishes) throws {
        let name = words.image(service)
        guard service.build != nil else {
            if wishes.pull == "always" { try command.run(["pull", "--quiet", name]) }
            return
        }
        guard wishes.builds || !hasImage(service) || service.pullPolicy == "build" else { return }
        guard !wishes.buildsNothing else {
            throw ComposeEnding.failed("The image \(name) is not there, and --no-build says not to build it.")
        }
        try build([service], flags: wishes.isQuiet ? ["--quiet"] : [])
    }

    func makeShared(for services: [Service]) throws {
        var names: Set<String> = []
        for service in services {
            if case .shared(let members) = service.network { names.formUnion(members.map(\.network)) }
        }
        for network in project.networks where names.contains(network.name) && !isThere(network) {
            guard !network.isExternal else {
                throw ComposeEnding.failed(
                    "The network \(network.realName) is external and not there: make it by `docker network create \(network.realName)`."
                )
            }
            try command.run(words.create(network))
            tell("Network", network.realName, "Created")
        }
        for volume in project.volumes where !isThere(volume) {
            guard !volume.isExternal else {
                throw ComposeEnding.failed(
                    "The volume \(volume.realName) is external and not there: make it by `docker volume create \(volume.realName)`."
                )
            }
            try command.run(words.create(volume))
            tell("Volume", volume.realName, "Created")
        }
    }

    func isThere(_ network: SharedNetwork) -> Bool { (try? networks.find(network.realName)) != nil }
    func isThere(_ volume: SharedVolume) -> Bool { (try? volumes.find(volume.realName)) != nil }
    func hasImage(_ service: Service) -> Bool { (try? store.resolve(words.image(service))) != nil }

    private func makeContainer(_ service: Service, _ wishes: Wishes) throws {
        let name = words.container(service)
        guard let old = containers.find(service.name) else {
            try command.run(words.create(service))
            return tell("Container", name, "Created")
        }
        let image = (try? store.resolve(words.image(service)))?.id.description
        let isSame =
            old.record.settings.config.labels[ComposeLabel.hash] == service.hash
            && (image == nil || image == old.record.imageID) && old.record.name == name
        guard wishes.recreates || !isSame, !wishes.recreatesNothing else { return }
        if old.state.isRunning { try command.run(["stop", old.record.id]) }
        try command.run(["rm", "--force", old.record.id])
        try command.run(words.create(service))
        tell("Container", name, "Recreated")
    }

    /// Starts services that do not run, each once what it depends on is as it wants it.
    ///
    /// - Parameter signals: those that end the waiting; a process without them ends by itself.
    public func start(_ services: [Service], until signals: StopSignals? = nil) throws {
        for service in services {
            for dependency in service.dependencies { try wait(for: dependency, signals: signals) }
            let name = words.container(service)
            guard let folder = containers.find(service.name) else {
                throw ComposeEnding.failed(
                    "The service \(service.name) has no container: `docker compose up` makes it.")
            }
            if folder.state.isRunning || folder.hasOwner {
                tell("Container", name, "Running")
                continue
            }
            // While it does not run, so that it may be noted already, and its program finds all of them.
            for connect in words.furtherNetworks(service) { try command.run(connect) }
            try command.run(["start", folder.record.id])
            tell("Container", name, "Started")
        }
    }

    /// Waits until services run, or are healthy where somebody asks how they are.
    ///
    /// - Parameter seconds: at most; nil for any time.
    public func waitUntilReady(_ services: [Service], seconds: Int?) throws {
        let end = seconds.map { time(nil) + $0 }
        for service in services {
            var dependency = Service.Dependency(service: service.name)
            if containers.find(service.name)?.health != nil { dependency.condition = .healthy }
            try wait(for: dependency, until: end)
            guard containers.find(service.name)?.state.isRunning == true else {
                throw ComposeEnding.failed("container \(words.container(service)) has ended")
            }
        }
    }

    func wait(for dependency: Service.Dependency, until end: time_t? = nil, signals: StopSignals? = nil) throws {
        while true {
            guard let folder = containers.find(dependency.service) else {
                guard dependency.isRequired else { return }
                throw ComposeEnding.failed(
                    "The service \(dependency.service) has no container, and another depends on it.")
            }
            switch ServiceReadiness(folder, dependency.condition) {
            case .ready:
                if dependency.condition == .healthy { tell("Container", folder.record.name, "Healthy") }
                if dependency.condition == .completed { tell("Container", folder.record.name, "Exited") }
                return
            case .failed(let words):
                guard dependency.isRequired else { return }
                throw ComposeEnding.failed(words)
            case .waiting:
                if let end, time(nil) >= end {
                    throw ComposeEnding.failed("The service \(dependency.service) was not ready in time.")
                }
                if let signals {
                    if let number = signals.wait(milliseconds: 50) { throw ComposeEnding.signal(number) }
                } else {
                    usleep(50_000)
                }
            }
        }
    }
}
