/// One place of a grid.
public struct Cell: Hashable, Sendable {
    /// The character that starts here; nil in the right half of a wide one.
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

    public var bounds: Rect { Rect(size) }

    /// The cell at a point; a blank outside of the grid.
    public subscript(_ point: Point) -> Cell {
        bounds.contains(point) ? cells[point.y * size.width + point.x] : Cell()
    }

    public mutating func fill(_ area: Rect, _ style: Style, with character: Character = " ") {
        let area = area.intersection(bounds)
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

    /// Writes a line of text from a point to the right, clipped to `clip`. Control characters show as `·`.
    /// - Returns: the column behind the text.
    @discardableResult
    public mutating func write(_ text: some StringProtocol, at point: Point, _ style: Style, clip: Rect? = nil) -> Int {
        let clip = (clip ?? bounds).intersection(bounds)
        var x = point.x
        for character in text {
            let width = CellWidth.of(character)
            let shown: Character = width == 0 ? "·" : character
            let cells = max(1, width)
            if (clip.y..<clip.bottom).contains(point.y), x >= clip.x, x + cells <= clip.right {
                put(shown, width: cells, at: Point(x: x, y: point.y), style)
            }
            x += cells
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
}
