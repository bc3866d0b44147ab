/// A character with marks on it, as one cell keeps it: what one cell of ncurses holds, without memory of its own.
struct MarkedCharacter: Equatable {
    private var values = SIMD8<UInt32>()
    private var count = 0

    private static let limit = 5

    init(_ base: Unicode.Scalar) { append(base) }

    /// Puts a mark on it, unless it has as many as a terminal shows, or the mark does not join with what is there: then
    /// it would be a character of its own, and the row would be a cell too long.
    mutating func add(_ mark: Unicode.Scalar) {
        guard count < Self.limit else { return }
        var text = String()
        forEach { text.unicodeScalars.append($0) }
        text.unicodeScalars.append(mark)
        if text.count == 1 { append(mark) }
    }

    /// The base, then its marks.
    func forEach(_ body: (Unicode.Scalar) -> Void) {
        for place in 0..<count { body(Unicode.Scalar(values[place]) ?? "\u{FFFD}") }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        values[count] = scalar.value
        count += 1
    }
}
