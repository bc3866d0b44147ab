public import BuildPlan
internal import Glibc

/// Follows the journals of builds that begin after the follower was made, in this process or in another one.
public struct JournalFollower {
    private let folder: JournalFolder
    private var seen: Set<String>
    private var open: [String: FollowedBuild] = [:]

    public init(_ folder: JournalFolder) {
        self.folder = folder
        seen = Set(folder.builds())
    }

    /// The events since the last call, each with the ID of its build, in the order in which they happened.
    public mutating func news() -> [(id: String, event: TimedBuildEvent)] {
        for id in folder.builds().reversed() where seen.insert(id).inserted {
            open[id] = FollowedBuild(folder, id)
        }
        var news: [(id: String, event: TimedBuildEvent)] = []
        for id in open.keys.sorted() {
            guard var build = open[id] else { continue }
            news += build.news().map { (id, $0) }
            open[id] = build.isOver ? nil : build
        }
        return news
    }

    /// Stops following all builds.
    public mutating func closeAll() { open = [:] }
}

extension JournalFolder {
    /// Everything that is kept of a build, as lines of the event stream in the order in which the events happened.
    public func whole(of id: String) -> [UInt8] {
        var build = FollowedBuild(self, id)
        var bytes: [UInt8] = []
        while true {
            let news = build.news()
            for event in news { bytes += event.line + [UInt8(ascii: "\n")] }
            if news.isEmpty || build.isOver { return bytes }
        }
    }
}

/// A build that is followed. It merges the events of the steps with their output.
private struct FollowedBuild {
    private let file: Int32Handle
    private var steps = LineSplitter()
    private var log: JournalLogReader
    /// Events of steps that are held back until the output before them has been read.
    private var held: [TimedBuildEvent] = []
    /// The number of bytes of output that were read so far.
    private var bytes: Int64 = 0
    private(set) var isOver = false

    /// The most bytes that are read at a time, so that the lab can handle keys between two reads.
    private static let portion = 256 * 1024

    init(_ folder: JournalFolder, _ id: String) {
        file = Int32Handle(Glibc.open(folder.stepsPath(of: id), O_RDONLY | O_CLOEXEC))
        log = JournalLogReader(folder, id)
    }

    mutating func news() -> [TimedBuildEvent] {
        // Steps are read before output: the output that belongs to these events is already on the disk.
        readSteps()
        var output: [TimedBuildEvent] = []
        var counted = bytes
        let isMore = log.read(Self.portion) { piece, _ in
            switch piece {
            case .begin(let counts):
                if counts.bytes > counted { output.append(Self.gap(counts.bytes - counted, at: output.last?.time)) }
                counted = counts.bytes
            case .output(let event, let log):
                output.append(event)
                counted += Int64(log.text.utf8.count)
            case .damaged: output.append(Self.damage(at: output.last?.time))
            }
        }
        bytes = counted
        return merged(output, isMore: isMore)
    }

    /// Merges output with the events of steps. At equal times, an event that begins a step comes before the output, and
    /// one that ends a step comes after it.
    private mutating func merged(_ output: [TimedBuildEvent], isMore: Bool) -> [TimedBuildEvent] {
        let end = isMore ? output.last?.time ?? 0 : .infinity
        let due = held.prefix { $0.time < end || isMore == false || $0.event.beginsSomething && $0.time <= end }
        held.removeFirst(due.count)
        if case .finished? = due.last?.event { isOver = true }
        var (result, rest) = ([TimedBuildEvent](), due)
        for event in output {
            while let step = rest.first, step.time < event.time || step.time == event.time && step.event.beginsSomething
            {
                result.append(step)
                rest.removeFirst()
            }
            result.append(event)
        }
        return result + rest
    }

    private mutating func readSteps() {
        var buffer = [UInt8](repeating: 0, count: Self.portion)
        let count = Glibc.read(file.number, &buffer, buffer.count)
        guard count > 0 else { return }
        var events: [TimedBuildEvent] = []
        steps.add(buffer[..<count]) { line in
            events.append((try? TimedBuildEvent(line: line)) ?? Self.damage(at: events.last?.time))
        }
        held += events
    }

    private static func gap(_ bytes: Int64, at time: Double?) -> TimedBuildEvent {
        note("\(Quantity.bytes(bytes)) of output were written faster than they could be shown, and not kept", time)
    }

    private static func damage(at time: Double?) -> TimedBuildEvent {
        note("a line of the build's journal is damaged, and left out", time)
    }

    private static func note(_ message: String, _ time: Double?) -> TimedBuildEvent {
        TimedBuildEvent(
            time: time ?? 0, event: .warning(BuildWarning(rule: "BuildJournal", message: message, line: nil)))
    }
}

extension BuildEvent {
    fileprivate var beginsSomething: Bool {
        switch self {
        case .started, .planned, .contextRead, .stepStarted, .stepProgress: true
        case .stepLog, .stepFinished, .warning, .finished: false
        }
    }
}

/// A file descriptor that is closed when its last user releases it.
private final class Int32Handle {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { if number >= 0 { close(number) } }
}
