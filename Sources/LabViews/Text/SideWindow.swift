/// What a row shows of a text that is longer than its room: the beginning, or what lies further to the right, with a sign
/// at each edge behind which there is more.
struct SideWindow {
    /// The first column in sight, from 0.
    let column: Int
    let glyphs: Glyphs

    /// Columns that have no room.
    static func hidden(_ columns: Int, room: Int) -> Int { max(0, columns - max(0, room)) }

    /// A text that stands among others. It looks no further to the right than to its own end, so that short ones stay.
    func cell(_ text: String, _ room: Int) -> (text: String, hidden: Int) {
        let hidden = Self.hidden(TextWidth.columns(text), room: room)
        let start = min(column, hidden)
        guard start > 0, room > 2 else { return (TextWidth.fitting(text, room, ellipsis: glyphs.ellipsis), hidden) }
        return (inSight([Span(text)], from: start, room: room).map(\.text).joined(), hidden)
    }

    /// A row whose first spans stay where they are, while the rest is looked at from the window's column on.
    ///
    /// - Parameters:
    ///   - hidden: how far a column may be; nil for the row's own end. Rows that belong together, such as the lines of a
    ///     log, have the same.
    func row(_ head: [Span], _ rest: [Span], width: Int, upTo hidden: Int? = nil, fill: Role? = nil) -> RichLine {
        let room = width - Self.columns(head)
        let own = Self.hidden(Self.columns(rest), room: room)
        let shown = inSight(rest, from: min(column, hidden ?? own), room: room)
        return RichLine(head + shown, fill: fill, hidden: own)
    }

    static func columns(_ spans: [Span]) -> Int { spans.reduce(0) { $0 + TextWidth.columns($1.text) } }

    private func inSight(_ spans: [Span], from start: Int, room: Int) -> [Span] {
        let whole = Self.columns(spans)
        let isCutLeft = start > 0 && whole > 0
        let isCutRight = whole > start + room
        guard isCutLeft || isCutRight, room > 2 else { return spans }
        let left = isCutLeft ? [Span(glyphs.cutLeft, .attention)] : []
        let right = isCutRight ? [Span(glyphs.cutRight, .attention)] : []
        return left + Self.part(of: spans, from: start + left.count, count: room - left.count - right.count) + right
    }

    private static func part(of spans: [Span], from start: Int, count: Int) -> [Span] {
        var parts: [Span] = []
        var (skipped, room) = (start, count)
        for span in spans where room > 0 {
            let columns = TextWidth.columns(span.text)
            if columns > skipped {
                let text = TextWidth.part(of: span.text, from: skipped, count: room)
                parts.append(Span(text, span.role))
                room -= TextWidth.columns(text)
            }
            skipped = max(0, skipped - columns)
        }
        return parts
    }
}
