public import Compose
internal import ContainerRuntime
internal import Printing

extension ProjectRun {
    /// Runs a command in a service's container, in this terminal; its exit status.
    public func exec(_ service: String, flags: [String], command words: [String]) throws -> Int32 {
        guard project.service(service) != nil else { throw ComposeEnding.failed("no such service: \(service)") }
        guard let folder = containers.find(service), folder.state.isRunning else {
            throw ComposeEnding.failed("service \"\(service)\" is not running")
        }
        return try command.runHere(["exec"] + flags + [folder.record.id] + words)
    }

    /// Runs a command in one more container of a service, in this terminal; its exit status.
    public func runOnce(
        _ name: String, name container: String?, flags: [String], command words: [String], withPorts: Bool,
        withDependencies: Bool, _ wishes: Wishes
    ) throws -> Int32 {
        let all = try services([name], profiles: ["*"], withDependencies: true)
        guard let service = all.last else { return 0 }
        let others = withDependencies ? Array(all.dropLast()) : []
        try create(others, wishes)
        try start(others)
        for dependency in service.dependencies where withDependencies { try wait(for: dependency) }
        try makeImage(service, wishes)
        try makeShared(for: [service])
        let ports = withPorts ? service.ports.flatMap { ["--publish", $0] } : []
        let own = container ?? "\(project.name)-\(service.name)-run-\(ContainerRecord.makeID().prefix(12))"
        return try command.runHere(
            self.words.runOnce(service, name: own, flags: ports + flags, command: words))
    }

    /// Fetches the images of services.
    public func pull(_ services: [Service], isQuiet: Bool) throws {
        for service in services {
            try command.run(["pull"] + (isQuiet ? ["--quiet"] : []) + [words.image(service)], isShown: !isQuiet)
            tell("Image", words.image(service), "Pulled")
        }
    }

    /// Name of a service's image, as it is built or fetched.
    public func image(of service: Service) -> String { words.image(service) }

    /// Where a port of a service is published.
    ///
    /// - Parameter port: `80/tcp`.
    public func publishedPort(_ port: String, of service: String) throws -> String {
        guard let folder = containers.find(service), folder.state.isRunning else {
            throw ComposeEnding.failed("service \"\(service)\" is not running")
        }
        let found = folder.record.ports.compactMap { PortMapping(shown: $0) }.first { $0.containerName == port }
        guard let found else { throw ComposeEnding.failed("no port \(port) for container \(folder.record.name)") }
        return found.hostName
    }
}
