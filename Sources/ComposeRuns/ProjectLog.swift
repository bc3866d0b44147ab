internal import Clocks
internal import ImageFormat
public import ContainerRuntime
internal import Glibc
internal import Printing

/// The logs of several containers as one, each line with its container's name in front.
public final class ProjectLog {
    /// How lines are shown.
    public struct Style: Sendable {
        /// Whether each line begins with its container's name.
        public var hasPrefix = true
        /// Whether the names have colors. The lines' own colors always stay.
        public var hasColor = false
        /// Whether each line says when it was written.
        public var hasTimes = false
        /// Whether the end of a container is told among the lines, too.
        public var tellsEnds = false
        /// Lines from the end of each log; nil for all.
        public var tail: Int?
        /// RFC 3339: lines that were written before are left out.
        public var since: String?
        /// RFC 3339: lines that were written afterwards are left out.
        public var until: String?

        /// All lines, with names and without colors and times.
        public init() {}

        /// Whether a line that was written then is shown.
        func admits(_ time: String) -> Bool { time >= since ?? "" && (until.map { time <= $0 } ?? true) }

        /// Whether nothing that is written from now on is shown.
        var isOver: Bool { until.map { Timestamp.now() > $0 } ?? false }
    }

    /// Why following has ended.
    public enum End: Equatable, Sendable {
        case allEnded
        /// A signal that asks to stop, by its number.
        case signal(Int32)
        /// A container has ended, and one that ends was waited for.
        case oneEnded(container: String, status: Int32)
    }

    private final class Source {
        let folder: ContainerFolder
        let prefix: String
        var reader: LogReader?
        var isTold = false

        init(_ folder: ContainerFolder, prefix: String) {
            self.folder = folder
            self.prefix = prefix
        }

        func next() -> [LogEntry] {
            if reader == nil { reader = LogReader(folder) }
            return reader?.next() ?? []
        }
    }

    private let sources: [Source]
    private let style: Style
    private let list: ContainerList

    /// The logs of these containers; nothing is read yet.
    public init(_ folders: [ContainerFolder], _ list: ContainerList, _ style: Style) {
        let names = folders.map { Self.name(of: $0) }
        let width = names.map(\.count).max() ?? 0
        sources = folders.enumerated().map { index, folder in
            let padded = names[index] + String(repeating: " ", count: width - names[index].count) + "  | "
            // Each has its color, as far as there are some.
            let color = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94][index % 10]
            let prefix = style.hasColor ? "\u{1B}[\(color)m\(padded)\u{1B}[0m" : padded
            return Source(folder, prefix: style.hasPrefix ? prefix : "")
        }
        self.style = style
        self.list = list
    }

    /// `web-1`: the name without the project's in front, or the whole of a name that was given.
    static func name(of folder: ContainerFolder) -> String {
        let labels = folder.record.settings.config.labels
        let project = labels["com.docker.compose.project"].map { $0 + "-" } ?? ""
        let name = folder.record.name
        return name.hasPrefix(project) ? String(name.dropFirst(project.count)) : name
    }

    /// Shows what is there by now, in the order of the times.
    public func show() {
        var lines: [(entry: LogEntry, source: Source)] = []
        for source in sources {
            var own: [LogEntry] = []
            while case let more = source.next(), !more.isEmpty {
                own += more.filter { style.admits($0.time) }
                if let tail = style.tail { own = own.suffix(tail) }
            }
            lines += own.map { ($0, source) }
        }
        for line in lines.sorted(by: { $0.entry.time < $1.entry.time }) { write(line.entry, of: line.source) }
    }

    /// Goes on showing until all have ended, or a signal asks to stop.
    ///
    /// - Parameter isEnough: whether one container that has ended with a status is enough; asked for each that has.
    public func follow(until signals: StopSignals, isEnough: (Int32) -> Bool = { _ in false }) -> End {
        while true {
            // A container that ended before its lines are read has written them all.
            let owned = sources.map { list.owner(of: $0.folder) }
            for source in sources {
                for entry in source.next() where style.admits(entry.time) {
                    write(entry, of: source)
                }
            }
            for (source, isOwned) in zip(sources, owned) where !isOwned {
                let status = list.status(of: source.folder)
                tellEnd(of: source, status)
                if isEnough(status) { return .oneEnded(container: source.folder.record.name, status: status) }
            }
            if !owned.contains(true) || style.isOver {
                show()
                return .allEnded
            }
            if let signal = signals.wait(milliseconds: 30) { return .signal(signal) }
        }
    }

    /// As docker words it; once, behind the container's last line.
    private func tellEnd(of source: Source, _ status: Int32) {
        guard style.tellsEnds, !source.isTold else { return }
        source.isTold = true
        while case let more = source.next(), !more.isEmpty {
            for entry in more where style.admits(entry.time) { write(entry, of: source) }
        }
        StandardStream.output.write("\(Self.name(of: source.folder)) exited with code \(status)\n")
    }

    private func write(_ entry: LogEntry, of source: Source) {
        let end = entry.text.hasSuffix("\n") ? "" : "\n"
        let text = source.prefix + (style.hasTimes ? entry.time + " " : "") + entry.text + end
        (entry.isError ? StandardStream.error : .output).write(Array(text.utf8), as: .programOutput)
    }
}

extension ContainerList {
    fileprivate func owner(of folder: ContainerFolder) -> Bool { (try? find(folder.record.id))?.hasOwner == true }

    fileprivate func status(of folder: ContainerFolder) -> Int32 {
        guard case .exited(let status, _)? = (try? find(folder.record.id))?.state else { return 137 }
        return status
    }
}
