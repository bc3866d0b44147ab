import LessonFormat

/// Markdown as lines of a width.
struct MarkdownLayout {
    let glyphs: Glyphs
    let width: Int
    /// The code block that Enter uses, by its number among those that it can use.
    let selectedBlock: Int?

    private(set) var lines: [RichLine] = []
    /// The first row of each usable code block.
    private(set) var blockRows: [Int] = []
    /// How many rows each of them takes.
    private(set) var blockHeights: [Int] = []

    init(glyphs: Glyphs, width: Int, selectedBlock: Int?) {
        self.glyphs = glyphs
        self.width = max(8, width)
        self.selectedBlock = selectedBlock
    }

    mutating func add(_ blocks: [MarkdownBlock]) { add(blocks, prefix: [], role: .text) }

    mutating func add(line: RichLine) { lines.append(line) }

    mutating func gap() {
        if let last = lines.last, !last.text.allSatisfy({ $0 == " " }) { lines.append(RichLine()) }
    }

    /// - Parameter prefix: what stands at the start of every line: indentation, a quote's bar.
    private mutating func add(_ blocks: [MarkdownBlock], prefix: [Span], role: Role) {
        for (index, block) in blocks.enumerated() {
            if index > 0 || prefix.isEmpty { gap(prefix) }
            add(block, prefix: prefix, role: role)
        }
    }

    private mutating func gap(_ prefix: [Span]) {
        if prefix.isEmpty { gap() } else { lines.append(RichLine(prefix)) }
    }

    private mutating func add(_ block: MarkdownBlock, prefix: [Span], role: Role) {
        switch block {
        case .heading(let level, let words):
            let mark = level <= 2 ? "" : String(repeating: "#", count: level) + " "
            flow([Span(mark, .heading)] + Self.spans(words, .heading), prefix)
            if level <= 2, prefix.isEmpty {
                lines.append(RichLine(String(repeating: glyphs.rule, count: width), .frame))
            }
        case .paragraph(let words): flow(Self.spans(words, role), prefix)
        case .code(let code): add(code, prefix)
        case .quote(let inner): add(inner, prefix: prefix + [Span(glyphs.bar + " ", .frame)], role: .quote)
        case .list(let start, let items): add(items, start: start, prefix: prefix, role: role)
        case .table(let header, let rows): table(header, rows, prefix)
        case .rule: flow([Span(String(repeating: glyphs.rule, count: room(prefix)), .frame)], prefix)
        }
    }

    private func room(_ prefix: [Span]) -> Int {
        max(4, width - prefix.reduce(0) { $0 + TextWidth.columns($1.text) })
    }

    private mutating func flow(_ spans: [Span], _ prefix: [Span]) {
        for line in Wrapping.lines(spans, width: room(prefix)) { lines.append(RichLine(prefix + line.spans)) }
    }

    private mutating func add(_ items: [MarkdownItem], start: Int?, prefix: [Span], role: Role) {
        for (index, item) in items.enumerated() {
            var mark = start.map { "\($0 + index). " } ?? "\(glyphs.bullet) "
            if let isDone = item.isDone { mark = isDone ? "[\(glyphs.passed)] " : "[ ] " }
            let first = lines.count
            let indent = String(repeating: " ", count: TextWidth.columns(mark))
            add(item.blocks, prefix: prefix + [Span(indent)], role: role)
            guard first < lines.count, lines[first].spans.count >= prefix.count + 1 else { continue }
            lines[first].spans[prefix.count] = Span(mark, .strong)
        }
    }

    private mutating func add(_ code: CodeBlock, _ prefix: [Span]) {
        let isUsable = code.purpose != .shown
        let number = blockRows.count
        let isSelected = isUsable && number == selectedBlock
        let first = lines.count
        if isUsable {
            let label = LessonWords.block(code.purpose, isSelected: isSelected)
            let mark = isSelected ? glyphs.selected : glyphs.folded
            lines.append(RichLine(prefix + [Span("\(mark) ", .strong), Span(label, isSelected ? .keyCap : .link)]))
        }
        let pad = Span(isSelected ? "\(glyphs.bar) " : "  ", .focusedFrame)
        let colours = CodeColours(language: code.language)
        for line in code.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let rows = Wrapping.lines(colours.spans(String(line)), width: max(4, room(prefix) - 4))
            for (index, row) in rows.enumerated() {
                // What is one line of the file is never shown as two.
                let mark = index == 0 ? [] : [Span("\(glyphs.wrapped) ", .dim)]
                lines.append(RichLine(prefix + [pad] + mark + row.spans))
            }
        }
        guard isUsable else { return }
        blockRows.append(first)
        blockHeights.append(lines.count - first)
    }

    private mutating func table(_ header: [[MarkdownInline]], _ rows: [[[MarkdownInline]]], _ prefix: [Span]) {
        let cells = ([header] + rows).map { $0.map { Self.spans($0, .text).map(\.text).joined() } }
        let columns = cells.map(\.count).max() ?? 0
        var widths = (0..<columns).map { column in
            cells.map { $0.count > column ? TextWidth.columns($0[column]) : 0 }.max() ?? 0
        }
        let available = room(prefix) - 3 * max(0, columns - 1)
        while widths.reduce(0, +) > max(available, columns * 3), let widest = widths.max(), widest > 3,
            let column = widths.firstIndex(of: widest)
        { widths[column] -= 1 }
        for (index, row) in cells.enumerated() {
            tableRow(row, widths, index == 0 ? .strong : .text, prefix)
            if index == 0 { flow([Span(String(repeating: glyphs.rule, count: room(prefix)), .frame)], prefix) }
        }
    }

    private mutating func tableRow(_ row: [String], _ widths: [Int], _ role: Role, _ prefix: [Span]) {
        let columns = widths.enumerated().map { column, width in
            Wrapping.lines([Span(column < row.count ? row[column] : "", role)], width: max(1, width))
        }
        for line in 0..<(columns.map(\.count).max() ?? 0) {
            var spans = prefix
            for (column, width) in widths.enumerated() {
                let text = line < columns[column].count ? columns[column][line].text : ""
                let pad = String(repeating: " ", count: max(0, width - TextWidth.columns(text)))
                if column > 0 { spans.append(Span(" \(glyphs.bar) ", .frame)) }
                spans.append(Span(text + pad, role))
            }
            lines.append(RichLine(spans))
        }
    }

    /// The address stands behind the words, unless they are the address.
    private static func link(_ words: [Span], _ url: String) -> [Span] {
        url.isEmpty || words.map(\.text).joined() == url ? words : words + [Span(" (\(url))", .dim)]
    }

    static func spans(_ words: [MarkdownInline], _ role: Role) -> [Span] {
        words.flatMap { word -> [Span] in
            switch word {
            case .text(let text): [Span(text, role)]
            case .code(let text): [Span(text, .code)]
            case .emphasis(let inner): spans(inner, role == .heading ? .heading : .emphasis)
            case .strong(let inner): spans(inner, role == .heading ? .heading : .strong)
            case .struck(let inner): spans(inner, .dim)
            case .link(let inner, let url): link(spans(inner, .link), url)
            case .lineBreak: [Span("\n", role)]
            }
        }
    }
}
