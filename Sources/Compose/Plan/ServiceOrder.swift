/// The order in which services are started: each behind those that it depends on.
public struct ServiceOrder: Sendable {
    private let project: ComposeProject

    public init(_ project: ComposeProject) { self.project = project }

    /// Why there is no order.
    public struct Fault: Error, Equatable, Sendable {
        /// The service that is at fault.
        public let service: String
        /// A sentence but for its full stop.
        public let words: String
    }

    /// What a service needs to be there: its dependencies, and the one whose network it shares.
    private func needs(_ service: Service) -> [Service.Dependency] {
        guard case .service(let other) = service.network else { return service.dependencies }
        return service.dependencies + [Service.Dependency(service: other)]
    }

    /// The services with all that they depend on, each once.
    public func sorted(_ services: [Service]) throws(Fault) -> [Service] {
        var found: [Service] = []
        for service in services { try add(service, to: &found, below: []) }
        return found
    }

    private func add(_ service: Service, to found: inout [Service], below: [String]) throws(Fault) {
        guard !found.contains(where: { $0.name == service.name }) else { return }
        guard !below.contains(service.name) else {
            throw Fault(
                service: service.name,
                words: "services depend on each other in a circle: \((below + [service.name]).joined(separator: " → "))"
            )
        }
        for dependency in needs(service) {
            guard let other = project.service(dependency.service) else {
                guard dependency.isRequired else { continue }
                throw Fault(
                    service: service.name,
                    words: "the service \(service.name) depends on \(dependency.service), which is not in the file")
            }
            try add(other, to: &found, below: below + [service.name])
        }
        found.append(service)
    }

    /// The services that are meant: those that are named, else all whose profiles are wanted.
    ///
    /// - Throws: for a name that is not the name of a service.
    public func chosen(_ names: [String], profiles: Set<String>) throws(Fault) -> [Service] {
        guard !names.isEmpty else {
            return project.services.filter { service in
                service.profiles.isEmpty || profiles.contains("*")
                    || service.profiles.contains(where: profiles.contains)
            }
        }
        var found: [Service] = []
        for name in names {
            guard let service = project.service(name) else {
                throw Fault(service: name, words: "no such service: \(name)")
            }
            found.append(service)
        }
        return found
    }
}
