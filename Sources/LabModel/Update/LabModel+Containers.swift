extension LabModel {
    /// The lab's own container first, then the others of the store, the newest first.
    public var containerEntries: [ContainersPane.Entry] {
        let others = containers.rows.filter { $0.id != containers.own || container == nil }
        let name = containers.rows.first { $0.id == containers.own }?.name
        return (container.map { [.own($0, name: name)] } ?? []) + others.map { .other($0) }
    }

    public var selectedContainer: ContainersPane.Entry? {
        let entries = containerEntries
        return entries.isEmpty ? nil : entries[min(max(0, selected[.containers] ?? 0), entries.count - 1)]
    }

    /// The selection stays on its container when others come and go.
    mutating func take(_ rows: [ContainerRow]) {
        let before = selectedContainer
        containers.rows = rows
        guard case .other(let row)? = before else { return }
        selected[.containers] = containerEntries.firstIndex { $0.identity == .other(row.id) } ?? 0
    }

    mutating func containerLog(_ run: RunID, _ text: String) {
        if container?.id == run { container?.log.append(text) }
        if containers.followed?.run == run { containers.followed?.log.append(text) }
    }

    /// Reads the log of the container under the selection, where it is not the lab's own.
    mutating func followSelectedContainer() -> [Effect] {
        let isShown = LabLayout(layout).panes[.containers] != nil
        let wanted: String?
        switch selectedContainer {
        case .other(let row)? where isShown: wanted = row.id
        default: wanted = nil
        }
        guard wanted != containers.followed?.container else { return [] }
        let stop = containers.followed.map { [Effect.stopCommand($0.run)] } ?? []
        containers.followed = nil
        guard let wanted else { return stop }
        let id = newRun()
        containers.followed = ContainersPane.Followed(run: id, container: wanted)
        return stop + [.followLog(id, container: wanted)]
    }

    mutating func onContainers(_ action: Action) -> [Effect] {
        switch (action, selectedContainer) {
        case (_, nil):
            notice = .noContainer
            return []
        case (.showPage, .own(let run, _)?): return showPage(run.page, run.url, of: run.id)
        case (.showPage, .other(let row)?):
            guard let followed = containers.followed else { return [] }
            return showPage(followed.page, row.state == .running ? row.url : nil, of: followed.run)
        case (.stopThis, .own?): return stopContainer()
        case (.stopThis, .other(let row)?): return runCommand("slipway stop \(row.name)")
        case (.removeContainer, .own(let run, let name)?):
            return remove(name ?? containers.own, image: run.image, isRunning: run.isRunning)
        case (.removeContainer, .other(let row)?):
            return remove(row.name, image: row.image, isRunning: row.state == .running)
        default: return []
        }
    }

    private mutating func remove(_ name: String?, image: String, isRunning: Bool) -> [Effect] {
        guard let name, !isRunning else {
            notice = .stillRuns(name ?? image)
            return []
        }
        if containers.own == name || containerIsOwn(name) { container = nil }
        return runCommand("slipway rm \(name)")
    }

    private func containerIsOwn(_ name: String) -> Bool {
        containers.rows.contains { $0.id == containers.own && $0.name == name }
    }

    /// Shows the page that was fetched, and fetches it again.
    private mutating func showPage(_ page: Page?, _ url: String?, of run: RunID) -> [Effect] {
        if page != nil { dialogue = .page(offset: 0) } else if url == nil { notice = .noPage }
        return url.map { [.fetchPage(run, url: $0)] } ?? []
    }
}

extension ContainersPane.Entry {
    enum Identity: Equatable {
        case own
        case other(String)
    }

    var identity: Identity {
        switch self {
        case .own: .own
        case .other(let row): .other(row.id)
        }
    }
}
