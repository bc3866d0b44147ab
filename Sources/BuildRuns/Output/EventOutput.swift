internal import BuildJournal
public import BuildPlan
public import CommandLines
internal import Commands
internal import DockerWords
internal import Glibc
internal import ImageFormat
public import ImageStore
public import Printing
public import Surroundings
internal import SystemPackage

/// Shows a build's events as they come, and keeps them for `slipway why`.
public struct EventOutput {
    private let progress: BuildProgress
    private var plain = PlainBuildLog()
    /// On a terminal; nil where lines simply follow each other.
    private var live: LiveOutput?
    /// Nil for a build that `why` and the lab are not to see.
    private let journal: JournalWriter?
    private let stream: StandardStream
    /// Whether a failure is told in Docker's words too, and what failed.
    private let explains: Bool
    private var failures: [String] = []
    /// What the step that runs has said, for when it fails.
    private var lastOutput: [UInt8] = []

    /// - Parameters:
    ///   - stream: standard output, or standard error where the result itself goes to standard output.
    ///   - isKept: whether `slipway why` and the lab are to see the build.
    public init(
        progress: BuildProgress, to stream: StandardStream = .output, store: Store, isKept: Bool = true,
        explains: Bool = false, in surroundings: Surroundings
    ) {
        self.progress = progress
        self.explains = explains
        self.stream = stream
        let isTerminal = isatty(stream.rawValue) == 1 && surroundings.variables["TERM"] != "dumb"
        if progress == .tty || progress == .auto && isTerminal { live = LiveOutput(stream) }
        journal = isKept ? JournalWriter(store.journal) : nil
    }

    /// Shows an event, or what of it the kind of progress shows.
    public mutating func show(_ event: TimedBuildEvent) {
        note(event.event)
        let line = event.line
        journal?.add(line, of: event)
        switch progress {
        case .rawjson: stream.write(PrintableText.escaped(json: line) + [UInt8(ascii: "\n")], as: .jsonLines)
        case .quiet: quiet(event.event)
        case .auto where live != nil, .tty: live?.show(event)
        case .auto, .plain: stream.write(plain.text(for: event.event))
        }
    }

    /// Time goes on: seconds since the build began.
    public mutating func tick(at time: Double) {
        journal?.flush(at: time)
        live?.tick(at: time)
    }

    /// The build is over.
    public mutating func finish() {
        journal?.close()
        guard explains else { return }
        var told: [DockerFault] = []
        for fault in failures.compactMap({ DockerFault.told(in: $0) }) where !told.contains(fault) {
            told.append(fault)
            StandardStream.error.write(fault.wordingsText)
        }
    }

    private mutating func note(_ event: BuildEvent) {
        switch event {
        case .stepFinished(let finish):
            if case .failed(let failure) = finish.outcome { failures.append(failure.message) }
        case .finished(.refused(let refusals)): failures += refusals.map(\.message)
        case .started, .planned, .contextRead, .stepStarted, .stepProgress, .stepLog, .warning, .finished: break
        }
    }

    /// The ID alone; what went wrong goes to standard error.
    private mutating func quiet(_ event: BuildEvent) {
        let text = plain.text(for: event)
        switch event {
        case .stepLog(let log): lastOutput = Array((lastOutput + Array(log.text.utf8)).suffix(4_000))
        case .stepStarted: lastOutput = []
        case .stepFinished(let finish):
            if case .failed = finish.outcome { StandardStream.error.write(saidLast() + text) }
        case .finished(.succeeded(let image)): stream.write("\(image.imageID)\n")
        case .finished(.stopped(_, let image)): stream.write("\(image)\n")
        case .finished: StandardStream.error.write(text)
        default: break
        }
    }

    private func saidLast() -> PrintableText {
        var lines = IndentedOutput(indent: "")
        var filter = OutputFilter()
        return lines.lines(of: String(decoding: lastOutput, as: UTF8.self), through: &filter) + lines.close()
    }
}
