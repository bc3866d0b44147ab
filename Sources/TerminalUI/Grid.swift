/// One place of a grid.
public struct Cell: Hashable, Sendable {
    /// The character that starts here, as all terminals draw it; nil in the right half of a wide one.
    public var character: Character?
    public var style: Style

    public init(_ character: Character? = " ", _ style: Style = .plain) {
        self.character = character
        self.style = style
    }
}

/// A screen in memory: rows of cells, and where the caret stands. Writing outside of it, or into a grid without cells,
/// does nothing.
public struct Grid: Equatable, Sendable {
    public let size: Size
    private var cells: [Cell]
    /// Where the terminal's caret is shown; nil hides it.
    public var caret: Point?

    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: Cell(), count: size.width * size.height)
    }

    /// All of the grid.
    public var bounds: Rect { Rect(size) }

    /// The cell at a point; a blank outside of the grid.
    public subscript(_ point: Point) -> Cell {
        bounds.contains(point) ? cells[point.y * size.width + point.x] : Cell()
    }

    /// Fills an area with a character of one cell.
    public mutating func fill(_ area: Rect, _ style: Style, with character: Character = " ") {
        let area = area.intersection(bounds)
        let glyph = TerminalGlyph.glyphs(of: character)[0]
        let character = glyph.width == 1 ? glyph.text : " "
        for y in area.y..<area.bottom {
            for x in area.x..<area.right { put(character, width: 1, at: Point(x: x, y: y), style) }
        }
    }

    /// Gives the cells of an area another style and keeps what they show.
    public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
        let area = area.intersection(bounds)
        for y in area.y..<area.bottom {
            for x in area.x..<area.right { change(&cells[y * size.width + x].style) }
        }
    }

    /// Writes a line of text from a point to the right, clipped to `clip`. What has no look of its own (control
    /// characters, direction marks) shows as `·`, so that no text can do anything to the terminal.
    /// - Returns: the column behind the text.
    @discardableResult
    public mutating func write(_ text: some StringProtocol, at point: Point, _ style: Style, clip: Rect? = nil) -> Int {
        let clip = (clip ?? bounds).intersection(bounds)
        let isOnRow = (clip.y..<clip.bottom).contains(point.y)
        var x = point.x
        for character in text {
            if CellWidth.isPrintableASCII(character) {
                if isOnRow, x >= clip.x, x < clip.right { put(character, width: 1, at: Point(x: x, y: point.y), style) }
                x += 1
            } else {
                for glyph in TerminalGlyph.glyphs(of: character) {
                    let fits = isOnRow && x >= clip.x && x + glyph.width <= clip.right
                    if fits { put(glyph.text, width: glyph.width, at: Point(x: x, y: point.y), style) }
                    x += glyph.width
                }
            }
            if x >= clip.right { return x }
        }
        return x
    }

    private mutating func put(_ character: Character, width: Int, at point: Point, _ style: Style) {
        let index = point.y * size.width + point.x
        // A wide character that loses one half loses the other as well.
        if cells[index].character == nil, point.x > 0 { cells[index - 1].character = " " }
        let end = index + width
        if end < (point.y + 1) * size.width, cells[end].character == nil { cells[end].character = " " }
        cells[index] = Cell(character, style)
        if width == 2 { cells[index + 1] = Cell(nil, style) }
    }

    /// The cells of a row; none outside of the grid.
    func row(_ y: Int) -> ArraySlice<Cell> {
        (0..<size.height).contains(y) ? cells[(y * size.width)..<((y + 1) * size.width)] : []
    }
}
