internal import Clocks
public import Compose
internal import ContainerRuntime
internal import Printing

/// What `up` does: makes and starts services, and shows their output until they end or are to end.
public struct ProjectUp {
    /// Whether, and how, the command goes on once services run.
    public enum Stay: Equatable, Sendable {
        /// Services are made, and not started.
        case unstarted
        case background
        /// Until they run, and are healthy where they have a check.
        ///
        /// - Parameter seconds: at most; nil for any time.
        case untilReady(seconds: Int?)
        case attached(Ending)
    }

    /// When the end of one service ends all.
    public struct Ending: Equatable, Sendable {
        /// Whether any service that ends does.
        public var isAnyEnough = false
        /// Whether a service that ends with another status than 0 does.
        public var isFailureEnough = false
        /// The service whose exit status is the command's.
        public var statusFrom: String?

        /// All run until the last of them has ended.
        public init() {}

        /// Whether a service that has ended with this status ends all.
        func isEnough(_ status: Int32) -> Bool { isAnyEnough || statusFrom != nil || isFailureEnough && status != 0 }
    }

    private let project: ProjectRun
    private let style: ProjectLog.Style
    /// Seconds before a service that is to end is killed.
    private let patience: String?

    /// - Parameter patience: seconds before a service that is to end is killed; nil for its own.
    public init(_ project: ProjectRun, _ style: ProjectLog.Style, patience: String?) {
        self.project = project
        self.style = style
        self.patience = patience
    }

    /// Does it.
    ///
    /// - Returns: the exit status that one service gives to all.
    public func run(_ services: [Service], _ wishes: ProjectRun.Wishes, _ stay: Stay) throws -> Int32 {
        let began = Timestamp.now()
        try project.create(services, wishes)
        switch stay {
        case .unstarted: return 0
        case .background:
            try project.start(services)
            return 0
        case .untilReady(let seconds):
            try project.start(services)
            try project.waitUntilReady(services, seconds: seconds)
            return 0
        case .attached(let ending): return try runAttached(services, since: began, ending)
        }
    }

    private func runAttached(_ services: [Service], since began: String, _ ending: Ending) throws -> Int32 {
        // From here on a signal ends what was started, too.
        let signals = StopSignals()
        do { try project.start(services, until: signals) } catch let failure as ComposeEnding {
            if failure.isSignal || signals.wait(milliseconds: 0) != nil { try stopGracefully(services) }
            throw failure
        }
        let names = services.map(\.name)
        let shown = project.containers.all().filter { names.contains(ProjectContainers.service($0)) }
        Complaint.note("Attaching to \(shown.map(\.record.name).joined(separator: ", "))")
        var style = style
        style.since = began
        style.tellsEnds = true
        switch ProjectLog(shown, project.list, style).follow(until: signals, isEnough: ending.isEnough) {
        case .allEnded: return 0
        case .signal:
            try stopGracefully(services)
            return 0
        case .oneEnded(_, let status):
            Complaint.note("Aborting on container exit...")
            try project.stop(services, seconds: patience)
            return try ending.statusFrom.map(self.status) ?? status
        }
    }

    private func stopGracefully(_ services: [Service]) throws {
        Complaint.note("Gracefully stopping... (press Ctrl+C again to force)")
        // Ctrl-C reaches the command that waits for a container, too: then that is killed.
        do { try project.stop(services, seconds: patience) } catch ComposeEnding.told {
            try project.each(services, ["kill"], .killed) { $0.state.isRunning }
        }
    }

    private func status(of service: String) throws -> Int32 {
        guard case .exited(let status, _)? = project.containers.find(service)?.state else {
            throw ComposeEnding.failed("no such service: \(service)")
        }
        return status
    }
}
