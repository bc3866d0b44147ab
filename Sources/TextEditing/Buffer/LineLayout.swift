/// How wide characters are on the screen; the screen's own rules, passed in.
public struct CellMetrics: Sendable {
    /// Cells from one tab stop to the next; at least 1.
    public var tabWidth: Int
    /// Cells of a character that is neither a tab nor a control character.
    public var width: @Sendable (Character) -> Int

    public init(tabWidth: Int = 4, width: @escaping @Sendable (Character) -> Int) {
        self.tabWidth = max(1, tabWidth)
        self.width = width
    }

    /// Every character one cell wide.
    public static let plain = CellMetrics { _ in 1 }

    /// The width of a whole line. The line is not laid out for it.
    func width(of line: LineText) -> CellColumn {
        var column = 0
        if line.isByteEach {
            for byte in line.bytes {
                let isPlain = byte >= 0x20 && byte < 0x7F
                column += isPlain ? 1 : cells(of: Character(Unicode.Scalar(byte)), at: column)
            }
        } else {
            line.forEach { column += cells(of: $0.character, at: column) }
        }
        return CellColumn(column)
    }

    func cells(of character: Character, at column: Int) -> Int {
        if character == "\t" { return tabWidth - column % tabWidth }
        if let ascii = character.asciiValue, ascii >= 0x20, ascii != 0x7F { return 1 }
        if LineLayout.picture(of: character) != nil { return 1 }
        return max(0, width(character))
    }
}

/// A line as it is drawn: each grapheme with its cells.
public struct LineLayout: Sendable {
    /// A grapheme with its place on the screen.
    public struct Piece: Sendable {
        /// The text to draw: a control character is its picture, a tab a space.
        public var character: Character
        /// Its bytes, from the start of the line.
        public var bytes: Range<ByteColumn>
        public var column: CellColumn
        /// How many cells it takes; 0 for a character that no cell shows.
        public var width: Int
        public var isTab: Bool
        /// Whether it is a byte that is not text in the file's encoding.
        public var isRaw: Bool
    }

    public private(set) var pieces: [Piece] = []
    /// The byte after the last grapheme.
    private var end = ByteColumn(0)
    /// The column after the last grapheme.
    public private(set) var width = CellColumn(0)

    /// Lays out a line, or the part of it between two columns.
    public init(
        _ line: LineText, _ metrics: CellMetrics, from first: CellColumn = CellColumn(0),
        upTo limit: CellColumn = CellColumn(.max)
    ) {
        let skipped = Self.plainPrefix(of: line, below: first)
        var column = skipped
        var end = skipped
        var pieces: [Piece] = []
        line.forEach(from: skipped, while: { column < limit.value }) { grapheme in
            let cells = metrics.cells(of: grapheme.character, at: column)
            defer {
                column += cells
                end = grapheme.bytes.upperBound
            }
            guard column + cells >= first.value else { return }
            let isTab = grapheme.character == "\t"
            let shown = isTab ? " " : Self.picture(of: grapheme.character) ?? grapheme.character
            pieces.append(
                Piece(
                    character: shown,
                    bytes: ByteColumn(grapheme.bytes.lowerBound)..<ByteColumn(grapheme.bytes.upperBound),
                    column: CellColumn(column), width: cells, isTab: isTab, isRaw: grapheme.isRaw))
        }
        self.pieces = pieces
        width = CellColumn(column)
        self.end = ByteColumn(end)
    }

    /// How many bytes at the start of a line are plain characters of one cell, before a column.
    private static func plainPrefix(of line: LineText, below column: CellColumn) -> Int {
        guard line.isByteEach, column.value > 1 else { return 0 }
        return line.bytes.prefix(column.value - 1).prefix { $0 >= 0x20 && $0 < 0x7F }.count
    }

    /// The column at which the byte's grapheme starts.
    public func column(of byte: ByteColumn) -> CellColumn {
        var lower = 0
        var upper = pieces.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if pieces[middle].bytes.upperBound <= byte { lower = middle + 1 } else { upper = middle }
        }
        return lower < pieces.count ? pieces[lower].column : width
    }

    /// The byte of the grapheme nearest to a column: the left edge of the cell's grapheme, or the line's end.
    public func byte(at column: CellColumn) -> ByteColumn {
        var lower = 0
        var upper = pieces.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if pieces[middle].column + pieces[middle].width <= column { lower = middle + 1 } else { upper = middle }
        }
        return lower < pieces.count ? pieces[lower].bytes.lowerBound : end
    }

    /// The picture that stands for a control character; nil for any other character.
    static func picture(of character: Character) -> Character? {
        guard let first = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
        switch first.value {
        case 0..<0x20: return Unicode.Scalar(0x2400 + first.value).map(Character.init)
        case 0x7F: return "\u{2421}"
        case 0x80..<0xA0: return "\u{FFFD}"
        // Marks that change the order of the text around them would let a line show what it is not.
        case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: return "\u{FFFD}"
        default: return nil
        }
    }
}
