public import CommandLines
public import RunDoctor
internal import TerminalUI

/// The container that the lab itself runs, and the others of the store, one of which has its log read.
public struct ContainersPane: PaneModel, Equatable {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case showPage, stop, remove
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// Runs an image.
        ///
        /// - Parameter builtAt: when the last image was built, by the lab's clock: a container that is older gives way.
        case run(RunCommandLine, builtAt: Double?)
        /// The container was not started yet, and has other ports now.
        /// - Parameters:
        ///   - old: the lesson's ports before, as `-p` takes them.
        ///   - new: those that it has in their place.
        case start(RunID, old: [String], new: [String])
        /// Stops the lab's own container.
        case stop
        /// Fetches a page of the lab's own container.
        case fetch(url: String)
        case log(RunID, String)
        case page(RunID, Page)
        case ended(RunID, status: Int32)
        case named(RunID, String)
        /// Why the lab's own container does not answer.
        case faults(RunID, [RunFault])
        /// The containers of the store are others, or in another state.
        case listed([ContainerRow])
        /// The disk is as it was when a step began, and nothing runs.
        case forget
    }

    /// A container that runs without the lab, while its log is read.
    public struct Followed: Equatable, Sendable {
        public let run: RunID
        public let container: String
        public fileprivate(set) var log = StepLogLines()
        public fileprivate(set) var page: Page?
    }

    /// The container that the lab runs, or ran last.
    public private(set) var own: ContainerRun?
    /// The ID that it has in the store.
    private var ownID: String?
    /// What it was started by.
    private var ownLine: RunCommandLine?
    public private(set) var rows: [ContainerRow] = []
    public private(set) var followed: Followed?
    public private(set) var selected = 0
    /// The first row of the log that is shown.
    public private(set) var log = ScrollPosition(offset: nil)
    /// How far to the right the log and the list are looked at.
    public private(set) var side = SidePosition()
    /// What runs once the container that still runs has ended.
    private var next: RunCommandLine?
    private var isShown = false

    static let keys: [KeyBinding] = [
        KeyBinding(
            .containers(.showPage), "Show the container's page, and fetch it again", "page", .pane(.containers),
            [KeyPress(.enter)], 5),
        KeyBinding(.containers(.stop), "Stop this container", "stop", .pane(.containers), [.key("x")], 5),
        KeyBinding(
            .containers(.remove), "Remove this container", "remove", .pane(.containers),
            [KeyPress(.delete)], 5),
        KeyBinding(again: .shared(.lookRight), .pane(.containers), [KeyPress(.right)], 4),
        KeyBinding(again: .shared(.lookLeft), .pane(.containers), [KeyPress(.left)]),
    ]

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        take(event, &lab) + follow(&lab)
    }

    private mutating func take(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, lab)
        case .run(let line, let builtAt): return run(line, builtAt: builtAt, &lab)
        case .start(let run, let old, let new): return start(run, old: old, new: new, &lab)
        case .stop: return stop()
        case .fetch(let url): return own.map { [.world(.fetchPage($0.id, url: url))] } ?? []
        case .log(let run, let text):
            if own?.id == run { own?.log.append(text) }
            if followed?.run == run { followed?.log.append(text) }
        case .page(let run, let page): return take(page, of: run)
        case .ended(let run, let status): return ended(run, status, &lab)
        case .faults(let run, let faults): if own?.id == run, own?.isRunning == true { own?.faults = faults }
        case .named(let run, let id): if own?.id == run { ownID = id }
        case .listed(let rows): take(rows)
        case .forget: (own, next) = (nil, nil)
        }
        return []
    }

    // MARK: The lab's own container

    /// A container that runs already gives way to a newer image; else its page is fetched again.
    private mutating func run(_ line: RunCommandLine, builtAt: Double?, _ lab: inout LabContext) -> [Request] {
        guard let own, own.isRunning else { return launch(line, &lab) }
        guard let builtAt, builtAt > own.startedAt, line.image == own.image else {
            return own.url.map { [.world(.fetchPage(own.id, url: $0))] } ?? []
        }
        next = line
        return own.state == .stopping ? [] : stop()
    }

    private mutating func launch(_ line: RunCommandLine, _ lab: inout LabContext) -> [Request] {
        let run = lab.newRun()
        own = ContainerRun(id: run, image: line.image, ports: line.ports, url: line.url, startedAt: lab.now)
        ownLine = line
        ownID = nil
        log.offset = nil
        side = SidePosition()
        selected = 0
        return [.world(.startContainer(run, line))]
    }

    /// Starts what waits for its ports. One that was to be stopped meanwhile is not started.
    private mutating func start(
        _ run: RunID, old: [String], new: [String], _ lab: inout LabContext
    ) -> [Request] {
        guard own?.id == run, let line = ownLine else { return [] }
        guard own?.state == .starting else { return ended(run, 130, &lab) }
        let ports = Dictionary(zip(old, new), uniquingKeysWith: { first, _ in first })
        return launch(RunCommandLine(line.words.map { ports[$0] ?? $0 }), &lab)
    }

    private mutating func stop() -> [Request] {
        guard let own, own.isRunning else { return [.notice(.noContainer)] }
        self.own?.state = .stopping
        return [.world(.stopContainer(own.id))]
    }

    private mutating func take(_ page: Page, of run: RunID) -> [Request] {
        if followed?.run == run { followed?.page = page }
        guard own?.id == run, let state = own?.state else { return [] }
        let isNew = own?.page != page || state == .starting
        own?.page = page
        own?.faults = []
        if state == .starting { own?.state = .serving }
        return isNew ? [.check] : []
    }

    private mutating func ended(_ run: RunID, _ status: Int32, _ lab: inout LabContext) -> [Request] {
        guard own?.id == run else { return [] }
        own?.state = .ended(status)
        // Why it ended stands in its log.
        own?.faults = []
        own?.endedAt = lab.now
        guard let line = next else { return [.check] }
        next = nil
        return launch(line, &lab)
    }

    // MARK: The list

    /// The selection stays on its container when others come and go; one that has ended gives it to one that starts.
    private mutating func take(_ rows: [ContainerRow]) {
        let before = selectedEntry
        let running = Set(self.rows.filter { $0.state == .running }.map(\.id))
        self.rows = rows
        if case .other(let row)? = before { selected = entries.firstIndex { $0.isOther(row.id) } ?? 0 }
        guard before != nil, selectedEntry?.hasEnded == true,
            let started = entries.firstIndex(where: { $0.hasStarted(since: running) })
        else { return }
        selected = started
        log.offset = nil
    }

    /// Reads the log of the container under the selection, where it is not the lab's own and somebody sees it.
    private mutating func follow(_ lab: inout LabContext) -> [Request] {
        var wanted: String?
        if isShown, case .other(let row)? = selectedEntry { wanted = row.id }
        guard wanted != followed?.container else { return [] }
        let stop = followed.map { [Request.world(.stopCommand($0.run))] } ?? []
        followed = nil
        side = SidePosition()
        guard let wanted else { return stop }
        let run = lab.newRun()
        followed = Followed(run: run, container: wanted)
        return stop + [.world(.followLog(run, container: wanted))]
    }

    // MARK: Keys

    private mutating func take(_ input: PaneInput<Action>, _ lab: LabContext) -> [Request] {
        switch input {
        case .action(let action): return perform(action)
        case .shared(let action): return take(action, lab)
        case .click(let row):
            let isSecond = lab.focus == .containers && selected == row
            selected = row
            return [.focus(.containers)] + (isSecond ? perform(.showPage) : [])
        case .wheel(let rows): scroll(by: rows, lab)
        case .placed(let area): isShown = area != nil
        }
        return []
    }

    private mutating func take(_ action: SharedAction, _ lab: LabContext) -> [Request] {
        switch action {
        case .lineUp, .lineDown: moveLine(by: action == .lineUp ? -1 : 1, lab)
        case .pageUp, .pageDown, .toTop, .toBottom:
            scroll(by: action.rows(page: lab.screen.extents[.containers]?.visible ?? 10) ?? 0, lab)
        case .lookLeft, .lookRight: side.move(by: action.halves ?? 0, in: lab.screen.breadths[.containers])
        case .open: return perform(.showPage)
        case .refresh, .find, .findNext, .findPrevious, .copy, .showCause, .openShell: break
        }
        return []
    }

    /// A step moves the selection, whose log is then followed; with a single container there is only its log to move.
    private mutating func moveLine(by rows: Int, _ lab: LabContext) {
        let count = entries.count
        guard count > 1 else { return scroll(by: rows, lab) }
        selected = min(max(0, selected + rows), count - 1)
        log.offset = nil
    }

    /// At its end the log is followed again.
    private mutating func scroll(by rows: Int, _ lab: LabContext) {
        guard let extent = lab.screen.extents[.containers] else { return }
        log.move(by: rows, in: extent)
        if log.offset ?? 0 >= extent.lastOffset { log.offset = nil }
    }

    private mutating func perform(_ action: Action) -> [Request] {
        switch (action, selectedEntry) {
        case (_, nil): return [.notice(.noContainer)]
        case (.showPage, .own(let run, _)?): return show(run.page, run.url, of: run.id)
        case (.showPage, .other(let row)?):
            guard let followed else { return [] }
            return show(followed.page, row.state == .running ? row.url : nil, of: followed.run)
        case (.stop, .own?): return stop()
        case (.stop, .other(let row)?): return [.command(.stop(container: row.name))]
        case (.remove, .own(let run, let name)?):
            return remove(name ?? ownID, image: run.image, isRunning: run.isRunning)
        case (.remove, .other(let row)?): return remove(row.name, image: row.image, isRunning: row.state == .running)
        }
    }

    private mutating func remove(_ name: String?, image: String, isRunning: Bool) -> [Request] {
        guard let name, !isRunning else { return [.notice(.stillRuns(name ?? image))] }
        if ownID == name || rows.contains(where: { $0.id == ownID && $0.name == name }) { own = nil }
        return [.command(.remove(container: name))]
    }

    /// Shows the page that was fetched, and fetches it again.
    private func show(_ page: Page?, _ url: String?, of run: RunID) -> [Request] {
        let shown: [Request] = page != nil ? [.open(.page(offset: 0))] : url == nil ? [.notice(.noPage)] : []
        return shown + (url.map { [.world(.fetchPage(run, url: $0))] } ?? [])
    }
}

// MARK: What the list shows

extension ContainersPane {
    /// A line of the pane's list.
    public enum Entry: Equatable, Sendable {
        /// The lab's own; its name in the store, once it has one.
        case own(ContainerRun, name: String?)
        case other(ContainerRow)

        fileprivate func isOther(_ id: String) -> Bool {
            if case .other(let row) = self { row.id == id } else { false }
        }

        fileprivate var hasEnded: Bool {
            switch self {
            case .own(let run, _): !run.isRunning
            case .other(let row): if case .exited = row.state { true } else { false }
            }
        }

        /// - Parameter running: the IDs of those that ran before.
        fileprivate func hasStarted(since running: Set<String>) -> Bool {
            if case .other(let row) = self { row.state == .running && !running.contains(row.id) } else { false }
        }
    }

    /// The lab's own container first, then the others of the store, the newest first.
    public var entries: [Entry] {
        let others = rows.filter { $0.id != ownID || own == nil }
        let name = rows.first { $0.id == ownID }?.name
        return (own.map { [.own($0, name: name)] } ?? []) + others.map { .other($0) }
    }

    public var selectedEntry: Entry? {
        let entries = entries
        return entries.isEmpty ? nil : entries[min(max(0, selected), entries.count - 1)]
    }
}
