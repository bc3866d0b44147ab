/// The rows that left the screen at its top, oldest first; past the limit the oldest are forgotten.
///
/// Kept in blocks, so that a copy that a frame holds costs no more than one block when the next row comes.
public struct ShellHistory: Hashable, Sendable {
    private static let blockSize = 256
    private let limit: Int
    private var full: [[ShellRow]] = []
    private var open: [ShellRow] = []
    /// Rows at the start of the first block that are forgotten.
    private var forgotten = 0

    init(limit: Int) { self.limit = max(0, limit) }

    /// Rows that are kept.
    public var count: Int { full.count * Self.blockSize + open.count - forgotten }

    /// A row; row 0 is the oldest. Empty where there is none.
    public subscript(_ row: Int) -> ShellRow {
        guard row >= 0, row < count else { return ShellRow() }
        let place = row + forgotten
        let block = place / Self.blockSize
        return block < full.count ? full[block][place % Self.blockSize] : open[place - full.count * Self.blockSize]
    }

    mutating func append(_ row: ShellRow) {
        guard limit > 0 else { return }
        open.append(row)
        if open.count == Self.blockSize {
            full.append(open)
            open.removeAll(keepingCapacity: true)
        }
        if count > limit { forgotten += 1 }
        if forgotten == Self.blockSize {
            full.removeFirst()
            forgotten = 0
        }
    }

    /// Takes the newest row back; nil where there is none.
    mutating func removeLast() -> ShellRow? {
        guard count > 0 else { return nil }
        if open.isEmpty { open = full.removeLast() }
        return open.removeLast()
    }

    mutating func removeAll() { self = ShellHistory(limit: limit) }
}
