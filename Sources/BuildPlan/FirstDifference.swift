/// The first line in which two texts differ.
struct FirstDifference: Equatable {
    /// The number of the line, from 1.
    var line: Int
    /// The line in the old and in the new text; nil where that text has no such line.
    var old: String?
    var new: String?

    /// Nil when one of the two is not text (it holds a NUL byte or is not UTF-8), or when nothing differs. The two lines
    /// are equal where only the newline at their end differs.
    init?(old: [UInt8], new: [UInt8]) {
        let isText = !old.contains(0) && !new.contains(0)
        guard isText, old != new else { return nil }
        let start = Self.pastMissingNewline(old, new, Self.startOfFirstDifferentLine(old, new))
        let oldLine = Self.line(of: old, from: start.offset)
        let newLine = Self.line(of: new, from: start.offset)
        guard let oldText = Self.decode(oldLine), let newText = Self.decode(newLine) else { return nil }
        (line, self.old, self.new) = (start.line, oldText, newText)
    }

    private static func startOfFirstDifferentLine(_ old: [UInt8], _ new: [UInt8]) -> (line: Int, offset: Int) {
        var line = 1
        var offset = 0
        var index = 0
        while index < old.count, index < new.count, old[index] == new[index] {
            if old[index] == UInt8(ascii: "\n") {
                line += 1
                offset = index + 1
            }
            index += 1
        }
        return (line, offset)
    }

    /// One line further where the line is the same in both texts, the shorter text ends with it, and more lines follow in
    /// the longer one: the lines that follow are the change, not the newline between.
    private static func pastMissingNewline(
        _ old: [UInt8], _ new: [UInt8], _ start: (line: Int, offset: Int)
    ) -> (line: Int, offset: Int) {
        let (shorter, longer) = old.count < new.count ? (old, new) : (new, old)
        let next = shorter.count + 1
        guard start.offset < shorter.count, next < longer.count, longer[shorter.count] == UInt8(ascii: "\n"),
            line(of: shorter, from: start.offset) == line(of: longer, from: start.offset)
        else { return start }
        return (start.line + 1, next)
    }

    /// The line that starts at `offset`, without its newline; nil at the end of the text.
    private static func line(of text: [UInt8], from offset: Int) -> ArraySlice<UInt8>? {
        guard offset < text.count else { return nil }
        return text[offset...].prefix { $0 != UInt8(ascii: "\n") }
    }

    /// The line as text: `.some(nil)` for a missing line, nil when the bytes are not UTF-8.
    private static func decode(_ line: ArraySlice<UInt8>?) -> String?? {
        guard let line else { return .some(nil) }
        guard let text = String(validating: line, as: UTF8.self) else { return nil }
        return .some(text)
    }
}
