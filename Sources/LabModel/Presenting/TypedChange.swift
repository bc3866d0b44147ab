/// The one place where a text has to change to become another, in whole characters.
struct TypedChange: Equatable {
    /// Bytes of the old text.
    var range: Range<Int>
    var replacement: String

    init(from old: String, to new: String) {
        let (before, after) = (Array(old), Array(new))
        let shorter = min(before.count, after.count)
        var head = 0
        while head < shorter, before[head] == after[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, before[before.count - 1 - tail] == after[after.count - 1 - tail] { tail += 1 }
        let start = before[..<head].reduce(0) { $0 + $1.utf8.count }
        let end = before[..<(before.count - tail)].reduce(0) { $0 + $1.utf8.count }
        range = start..<end
        replacement = String(after[head..<(after.count - tail)])
    }
}
