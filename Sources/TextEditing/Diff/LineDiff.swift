/// How one list of lines becomes another: lines that go, come and stay, in their order.
///
/// Written here because `CollectionDifference` of the standard library takes quadratic time on two texts that share
/// little, and a learner waits for it at each key.
public struct LineDiff: Hashable, Sendable {
    /// A line of the diff.
    public enum Change: Hashable, Sendable {
        case same(old: Int, new: Int)
        case removed(old: Int)
        case added(new: Int)

        var isSame: Bool {
            if case .same = self { true } else { false }
        }
    }

    public private(set) var changes: [Change] = []

    /// Compares two texts line by line, endings included.
    public init(_ old: TextBuffer, _ new: TextBuffer) {
        self.init(Self.lines(of: old), Self.lines(of: new))
    }

    /// Compares two lists.
    public init<Line: Hashable>(_ old: [Line], _ new: [Line]) {
        var numbers: [Line: Int] = [:]
        func number(_ line: Line) -> Int {
            if let known = numbers[line] { return known }
            numbers[line] = numbers.count
            return numbers.count - 1
        }
        var comparison = LineComparison(old.map(number), new.map(number))
        comparison.compare(0..<old.count, 0..<new.count)
        changes = Self.changes(oldCount: old.count, newCount: new.count, pairs: comparison.pairs)
    }

    private static func lines(of buffer: TextBuffer) -> [[UInt8]] {
        let lines = buffer.store.chunks.flatMap(\.lines)
        return lines.last?.isEmpty == true ? lines.dropLast() : lines
    }

    private static func changes(oldCount: Int, newCount: Int, pairs: [(old: Int, new: Int)]) -> [Change] {
        var changes: [Change] = []
        var old = 0
        var new = 0
        for pair in pairs + [(oldCount, newCount)] {
            changes += (old..<pair.old).map { .removed(old: $0) }
            changes += (new..<pair.new).map { .added(new: $0) }
            if pair.old < oldCount { changes.append(.same(old: pair.old, new: pair.new)) }
            old = pair.old + 1
            new = pair.new + 1
        }
        return changes
    }

    /// Whether both lists are the same.
    public var isEmpty: Bool { changes.allSatisfy(\.isSame) }

    /// The changes in groups, each with so many lines that stay before and after it.
    public func hunks(context: Int = 3) -> [ArraySlice<Change>] {
        var hunks: [Range<Int>] = []
        for (index, change) in changes.enumerated() where !change.isSame {
            let range = max(0, index - context)..<min(changes.count, index + context + 1)
            if let last = hunks.last, range.lowerBound <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks.map { changes[$0] }
    }
}
