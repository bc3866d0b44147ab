/// A log as lines, in bounded memory: the first lines, the last ones, and of those between a window, where somebody
/// keeps them and can be asked for them.
public struct StepLogLines: Equatable, Sendable {
    /// Lines kept from the start and from the end.
    public static let headCount = 200

    /// How many lines at the end are kept in memory.
    public static let tailCount = 4000

    /// Whether the lines between can be asked for, so that each has its place.
    public let isKept: Bool
    private var head: [String] = []
    /// A ring: the oldest line is at `oldest` once it is full.
    private var tail: [String] = []
    private var oldest = 0
    private var assembly = LineAssembly()
    /// Whether lines are missing behind the head, so that it takes no more.
    private var isHeadClosed = false
    /// How many lines have ended.
    private var ended = 0
    private var window: [String] = []
    private var windowStart = 0

    /// - Parameter isKept: whether somebody keeps the whole log, so that `fill` can bring lines back.
    public init(isKept: Bool = false) { self.isKept = isKept }

    /// Lines between the head and the tail.
    private var between: Range<Int> { head.count..<(ended - tail.count) }

    /// How many lines `line(at:)` has. What is left out and cannot be asked for counts as one.
    public var count: Int {
        let shown = isKept ? ended : head.count + min(1, between.count) + tail.count
        return shown + (assembly.rest == nil ? 0 : 1)
    }

    /// What a view shows in a row of the log.
    public enum Line: Equatable, Sendable {
        case text(String)
        /// Here so many lines are left out.
        case omitted(Int)
        /// The line is kept elsewhere and has to be asked for.
        case absent
    }

    /// The line at a position from 0; nil outside of the log.
    public func line(at index: Int) -> Line? {
        guard index >= 0, index < count else { return nil }
        if index < head.count { return .text(head[index]) }
        if isKept, between.contains(index) {
            let place = index - windowStart
            return window.indices.contains(place) ? .text(window[place]) : .absent
        }
        var rest = index - head.count
        if isKept {
            rest -= between.count
        } else if !between.isEmpty {
            if rest == 0 { return .omitted(between.count) }
            rest -= 1
        }
        return rest < tail.count ? .text(tail[(oldest + rest) % tail.count]) : assembly.rest.map { .text($0) }
    }

    /// Keeps lines that were asked for, in place of those of the last time.
    public mutating func fill(_ lines: [String], from start: Int) {
        window = lines
        windowStart = start
    }

    /// Adds a piece of output, which may end in the middle of a line.
    public mutating func append(_ text: String) {
        // Taken out of `self` while its lines come: no copy is made.
        var assembly = LineAssembly()
        swap(&assembly, &self.assembly)
        assembly.append(text) { add($0) }
        swap(&assembly, &self.assembly)
    }

    /// Counts lines that are not brought into memory. What the tail had is asked for again with them.
    mutating func skip(_ lines: Int) {
        guard lines > 0 else { return }
        ended += lines
        (tail, oldest, isHeadClosed) = ([], 0, true)
    }

    private mutating func add(_ line: String) {
        ended += 1
        if !isHeadClosed, head.count < Self.headCount {
            head.append(line)
        } else if tail.count < Self.tailCount {
            tail.append(line)
        } else {
            tail[oldest] = line
            oldest = (oldest + 1) % Self.tailCount
        }
    }
}
