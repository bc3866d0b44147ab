/// The first row that a pane shows of what it could show.
public struct ScrollPosition: Equatable, Sendable {
    /// More rows than anything has.
    static let farAway = Int.max / 2

    /// From 0; nil follows the end.
    public internal(set) var offset: Int? = 0

    /// Where the pane is now, in an extent.
    func place(in extent: ScreenLayout.Extent) -> Int { min(max(0, offset ?? extent.offset), extent.lastOffset) }

    mutating func move(by rows: Int, in extent: ScreenLayout.Extent?) {
        guard let extent else { return }
        offset = min(max(0, place(in: extent).addingReportingOverflow(rows).partialValue), extent.lastOffset)
    }

    /// Moves as little as brings a row in sight.
    mutating func reveal(_ row: Int, in extent: ScreenLayout.Extent?) {
        guard let extent else { return }
        let place = place(in: extent)
        if row < place {
            offset = row
        } else if row >= place + extent.visible {
            offset = row - extent.visible + 1
        }
    }
}

/// How far to the right a pane looks, where its rows are longer than it is wide.
public struct SidePosition: Equatable, Sendable {
    /// The first column shown of what is cut, from 0.
    public private(set) var column = 0

    /// Looks further to the right by so many halves of what is in sight, and never beyond the longest row's end.
    mutating func move(by halves: Int, in breadth: ScreenLayout.Breadth?) {
        guard let breadth else { return }
        let half = max(1, breadth.visible / 2)
        column = min(max(0, min(column, breadth.hidden) + halves * half), breadth.hidden)
    }
}

/// A list with a selected row, each row an entry of its own.
public struct ListPosition: Equatable, Sendable {
    public internal(set) var selected = 0
    public internal(set) var scroll = ScrollPosition()

    /// Moves the selection and keeps it in sight.
    mutating func move(by rows: Int, count: Int, in extent: ScreenLayout.Extent?) {
        guard count > 0 else { return scroll.move(by: rows, in: extent) }
        select(selected.addingReportingOverflow(rows).partialValue, count: count, in: extent)
    }

    mutating func select(_ row: Int, count: Int, in extent: ScreenLayout.Extent?) {
        selected = min(max(0, row), max(0, count - 1))
        scroll.reveal(selected, in: extent)
    }

    /// The list has another length: the selection stays in it.
    mutating func fit(count: Int) { selected = min(selected, max(0, count - 1)) }
}
