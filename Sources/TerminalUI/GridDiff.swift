/// The changes that turn one grid on a terminal into another.
public struct GridDiff: Equatable, Sendable {
    /// Neighbouring characters of one style.
    public struct Run: Equatable, Sendable {
        public var point: Point
        /// The content of each place, from the left; a wide character covers the cell behind it.
        public var characters: [Character]
        public var style: Style

        public init(at point: Point, _ characters: [Character], _ style: Style) {
            self.point = point
            self.characters = characters
            self.style = style
        }
    }

    /// From the top, and from the left in a row.
    public private(set) var runs: [Run] = []

    /// - Parameter old: what the terminal shows; nil, or another size, stands for a blank screen.
    public init(from old: Grid?, to new: Grid) {
        let known = old?.size == new.size ? old : nil
        let blank = [Cell](repeating: Cell(), count: known == nil ? new.size.width : 0)
        for y in 0..<new.size.height {
            let before = known?.row(y) ?? blank[...]
            let after = new.row(y)
            if before != after { compare(before, after, y: y) }
        }
    }

    private mutating func compare(_ old: ArraySlice<Cell>, _ new: ArraySlice<Cell>, y: Int) {
        let (oldStart, newStart) = (old.startIndex, new.startIndex)
        /// Where the run that is being made would go on.
        var next: Int?
        for x in 0..<new.count {
            let cell = new[newStart + x]
            guard let character = cell.character else { continue }
            let isWide = x + 1 < new.count && new[newStart + x + 1].character == nil
            let isSame = old[oldStart + x] == cell && (!isWide || old[oldStart + x + 1] == new[newStart + x + 1])
            if isSame {
                next = nil
                continue
            }
            if next == x, runs[runs.count - 1].style == cell.style {
                runs[runs.count - 1].characters.append(character)
            } else {
                runs.append(Run(at: Point(x: x, y: y), [character], cell.style))
            }
            next = x + (isWide ? 2 : 1)
        }
    }
}
