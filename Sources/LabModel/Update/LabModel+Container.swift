internal import BuildPlan
internal import CommandLines

extension LabModel {
    /// Runs what the lesson runs. A container that runs already gives way to a newer image; else its page is fetched
    /// again.
    mutating func runImage(_ asked: RunCommandLine? = nil) -> [Effect] {
        showContainers()
        guard let line = asked ?? lesson.runLine else { return [] }
        if let run = container, run.isRunning {
            guard isOutdated(run) || line.image != run.image else {
                return run.url.map { [.fetchPage(run.id, url: $0)] } ?? []
            }
            nextRun = line
            return run.state == .stopping ? [] : stopContainer()
        }
        return launchContainer(line)
    }

    /// Whether an image was built since the container started.
    private func isOutdated(_ run: ContainerRun) -> Bool {
        guard case .finished(.succeeded)? = build?.end, let origin = build?.origin else { return false }
        return origin > run.startedAt
    }

    private mutating func launchContainer(_ line: RunCommandLine) -> [Effect] {
        let id = newRun()
        container = ContainerRun(id: id, image: line.image, ports: line.ports, url: line.url, startedAt: now)
        offsets[.containers] = nil
        selected[.containers] = 0
        containers.own = nil
        return [.startContainer(id, line)]
    }

    private mutating func showContainers() {
        layout.lower = .containers
        if LabLayout(layout).kind != .wide { layout.show(.containers) }
    }

    mutating func stopContainer() -> [Effect] {
        guard let run = container, run.isRunning else {
            notice = .noContainer
            return []
        }
        container?.state = .stopping
        return [.stopContainer(run.id)]
    }

    mutating func containerPage(_ run: RunID, _ page: Page) -> [Effect] {
        if containers.followed?.run == run { containers.followed?.page = page }
        guard container?.id == run, let state = container?.state else { return [] }
        let isNew = container?.page != page || state == .starting
        container?.page = page
        if state == .starting { container?.state = .serving }
        return isNew ? [gatherEvidence()] : []
    }

    mutating func containerEnded(_ run: RunID, _ status: Int32) -> [Effect] {
        guard container?.id == run else { return [] }
        container?.state = .ended(status)
        container?.endedAt = now
        if let line = nextRun {
            nextRun = nil
            return launchContainer(line)
        }
        return [gatherEvidence()]
    }
}
