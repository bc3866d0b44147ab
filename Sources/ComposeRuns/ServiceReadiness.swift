internal import Compose
internal import ContainerRuntime

/// Whether a container is as another service wants it.
enum ServiceReadiness: Equatable {
    case ready
    case waiting
    /// A sentence that says why it never will be.
    case failed(String)

    init(_ folder: ContainerFolder, _ condition: Service.Dependency.Condition) {
        self.init(
            folder.state, health: folder.health?.status, condition, name: folder.record.name,
            service: ProjectContainers.service(folder))
    }

    init(
        _ state: ContainerState, health: HealthState.Status?, _ condition: Service.Dependency.Condition, name: String,
        service: String
    ) {
        switch (condition, state) {
        case (.started, _): self = .ready
        case (.healthy, .exited(let status, _)):
            self = .failed("dependency failed to start: container \(name) exited (\(status))")
        case (.healthy, .created), (.healthy, .starting), (.healthy, .restarting): self = .waiting
        case (.healthy, .running):
            switch health {
            case .healthy: self = .ready
            case .starting: self = .waiting
            case .unhealthy: self = .failed("dependency failed to start: container \(name) is unhealthy")
            case nil: self = .failed("container \(name) has no healthcheck, so that it never becomes healthy")
            }
        case (.completed, .exited(let status, _)):
            let words = "service \"\(service)\" didn't complete successfully: exit \(status)"
            self = status == 0 ? .ready : .failed(words)
        case (.completed, .created), (.completed, .starting), (.completed, .running), (.completed, .restarting):
            self = .waiting
        }
    }
}
