import BuildPlan
import CommandLines
import FoundationEssentials
import Glibc
import ImageFormat
import ImageStore
import SystemPackage

/// Shows a build's events as they come, and keeps them for `slipway why`.
struct EventOutput {
    private let progress: BuildProgress
    private var plain = PlainBuildLog()
    /// On a terminal; nil where lines simply follow each other.
    private var live: LiveOutput?
    /// Nil for a build that is nobody's last build.
    private var journal: BuildJournal?
    private let descriptor: Int32
    /// What the step that runs has said, for when it fails.
    private var lastOutput = ""

    /// - Parameters:
    ///   - descriptor: standard output, or standard error where the result itself goes to standard output.
    ///   - isKept: whether `slipway why` and the lab are to see the build.
    init(progress: BuildProgress, to descriptor: Int32 = 1, store: Store, isKept: Bool = true) {
        self.progress = progress
        self.descriptor = descriptor
        let isTerminal = isatty(descriptor) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
        if progress == .tty || progress == .auto && isTerminal { live = LiveOutput(descriptor: descriptor) }
        journal = isKept ? BuildJournal(store: store) : nil
    }

    mutating func show(_ event: TimedBuildEvent) {
        let line = event.json.encoded()
        journal?.add(line, of: event)
        switch progress {
        case .rawjson: Self.print(line + [UInt8(ascii: "\n")], to: descriptor)
        case .quiet: quiet(event.event)
        case .auto where live != nil, .tty: live?.show(event)
        case .auto, .plain: Self.print(Array(plain.text(for: event.event).utf8), to: descriptor)
        }
    }

    mutating func tick(at time: Double) {
        journal?.flush(at: time)
        live?.tick(at: time)
    }

    mutating func finish() { journal?.close() }

    /// The ID alone; what went wrong goes to standard error.
    private mutating func quiet(_ event: BuildEvent) {
        let text = plain.text(for: event)
        switch event {
        case .stepLog(let log): lastOutput = String((lastOutput + log.text).suffix(4_000))
        case .stepStarted: lastOutput = ""
        case .stepFinished(let finish):
            if case .failed = finish.outcome { Self.print(Array((lastOutput + text).utf8), to: 2) }
        case .finished(.succeeded(let image)): Self.print(Array((image.imageID + "\n").utf8), to: descriptor)
        case .finished(.stopped(_, let image)): Self.print(Array((image + "\n").utf8), to: descriptor)
        case .finished: Self.print(Array(text.utf8), to: 2)
        default: break
        }
    }

    static func print(_ bytes: [UInt8], to descriptor: Int32 = 1) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// `TimedBuildEvent`s of the last builds, one JSON object a line in `builds/ID.jsonl` of the store.
struct BuildJournal {
    private let folder: String
    private var file: Int32 = -1
    private var pending: [UInt8] = []
    /// Seconds since the build's start.
    private var flushedAt = 0.0
    /// Seconds that an event may wait while others follow.
    private static let patience = 0.02
    private static let keptBuilds = 20

    init(store: Store) { folder = store.path.appending("builds").string }

    mutating func add(_ line: [UInt8], of event: TimedBuildEvent) {
        if case .started(let start) = event.event { open(start.buildID) }
        pending += line + [UInt8(ascii: "\n")]
        // Whoever follows the journal sees what a step is at. A log may come in larger portions, and steps from the
        // cache follow each other so fast that a write for each would cost more than the rest of them.
        if mayWait(event.event), pending.count < 1 << 16, event.time - flushedAt < Self.patience { return }
        flush(at: event.time)
    }

    private func mayWait(_ event: BuildEvent) -> Bool {
        switch event {
        case .stepLog, .stepStarted: return true
        case .stepFinished(let finish): if case .cached = finish.outcome { return true } else { return false }
        default: return false
        }
    }

    mutating func close() {
        flush(at: flushedAt)
        if file >= 0 { Glibc.close(file) }
        file = -1
    }

    /// All builds that are kept, the latest first.
    static func builds(in store: Store) -> [String] {
        let folder = store.path.appending("builds").string
        return names(in: folder).sorted(by: >).map { folder + "/" + $0 }
    }

    private mutating func open(_ id: String) {
        mkdir(folder, 0o700)
        file = Glibc.open("\(folder)/\(id).jsonl", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        for name in Self.names(in: folder).sorted(by: >).dropFirst(Self.keptBuilds) { unlink("\(folder)/\(name)") }
    }

    /// Writes what waits; the builder's ticks call it while a step runs.
    mutating func flush(at time: Double) {
        flushedAt = time
        guard file >= 0, !pending.isEmpty else { return }
        _ = pending.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        pending = []
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".jsonl") { names.append(name) }
        }
        return names
    }
}
