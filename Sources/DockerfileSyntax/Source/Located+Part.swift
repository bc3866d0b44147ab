extension Located where Value == String {
    /// A part of the text, in UTF-8 bytes; located on the whole where the file has it in other words.
    func part(_ bounds: Range<Int>) -> Located<String> {
        let utf8 = Array(value.utf8)
        let text = String(decoding: utf8[bounds], as: UTF8.self)
        guard isVerbatim else { return Located(text, at: range) }
        let start = range.start.advanced(over: utf8[..<bounds.lowerBound])
        return Located(text, at: SourceRange(start, start.advanced(over: utf8[bounds])))
    }

    /// The text behind the first `=`; nil where there is none.
    var afterEquals: Located<String>? {
        guard let index = value.utf8.firstIndex(of: .equals) else { return nil }
        let start = value.utf8.distance(from: value.utf8.startIndex, to: index) + 1
        return part(start..<value.utf8.count)
    }

    /// Whether the value is what the file has, byte by byte.
    var isVerbatim: Bool {
        range.start.line == range.end.line && range.end.offset - range.start.offset == value.utf8.count
    }
}

extension SourcePosition {
    /// The place behind some text on the same line.
    func advanced(over text: some Collection<UInt8>) -> SourcePosition {
        SourcePosition(
            line: line, column: column + text.count { !$0.isContinuation }, offset: offset + text.count)
    }
}
