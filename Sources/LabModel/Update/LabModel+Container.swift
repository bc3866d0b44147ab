internal import BuildPlan

extension LabModel {
    /// Runs what the lesson runs. A container that runs already gives way to a newer image; else its page is fetched
    /// again.
    mutating func runImage(arguments: [String]? = nil) -> [Effect] {
        showContainers()
        let words = arguments ?? runArguments
        guard !words.isEmpty else { return [] }
        if let run = container, run.isRunning {
            guard isOutdated(run) || RunPlan(words).image != run.image else {
                return run.url.map { [.fetchPage(run.id, url: $0)] } ?? []
            }
            nextRun = words
            return run.state == .stopping ? [] : stopContainer()
        }
        return launchContainer(RunPlan(words))
    }

    /// Whether an image was built since the container started.
    private func isOutdated(_ run: ContainerRun) -> Bool {
        guard case .finished(.succeeded)? = build?.end, let origin = build?.origin else { return false }
        return origin > run.startedAt
    }

    private mutating func launchContainer(_ plan: RunPlan) -> [Effect] {
        let id = newRun()
        container = ContainerRun(id: id, image: plan.image, ports: plan.ports, url: plan.url, startedAt: now)
        offsets[.containers] = nil
        selected[.containers] = 0
        containers.own = nil
        return [.startContainer(id, arguments: plan.arguments, url: plan.url)]
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
        if let words = nextRun {
            nextRun = nil
            return launchContainer(RunPlan(words))
        }
        return [gatherEvidence()]
    }
}
