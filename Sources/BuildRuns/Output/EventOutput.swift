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

/// Shows the events of a build as they come, and writes them into the journal for `slipway why`.
public struct EventOutput {
    private let progress: BuildProgress
    private var plain = PlainBuildLog()
    /// The display on a terminal; nil where the output is plain lines.
    private var live: LiveOutput?
    /// The journal; nil for a build that is not remembered.
    private let journal: JournalWriter?
    private let stream: StandardStream
    /// Whether a failure is also explained in Docker's words.
    private let explains: Bool
    private var failures: [String] = []
    /// The last output of the step that runs, which explains a failure.
    private var lastOutput: [UInt8] = []

    /// - Parameters:
    ///   - stream: standard output, or standard error where standard output is taken by the result.
    ///   - isKept: whether the build is remembered, so that `slipway why` and the lab can show it.
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

    /// Shows an event in the form that `--progress` asks for.
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

    /// Updates the durations on the screen. `time` is in seconds since the build began.
    public mutating func tick(at time: Double) {
        journal?.flush(at: time)
        live?.tick(at: time)
    }

    /// Ends the display and the journal after the last event.
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

    /// Prints only the image's ID; errors go to standard error.
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
        case .started, .planned, .contextRead, .stepProgress, .warning: break
        }
    }

    private func saidLast() -> PrintableText {
        var lines = IndentedOutput(indent: "")
        var filter = OutputFilter()
        return lines.lines(of: String(decoding: lastOutput, as: UTF8.self), through: &filter) + lines.close()
    }
}
