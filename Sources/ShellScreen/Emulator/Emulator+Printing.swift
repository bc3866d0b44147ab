internal import TerminalUI

extension Emulator {
    /// Writes printable ASCII: the short way that a flood takes.
    mutating func print(_ bytes: UnsafeRawBufferPointer) {
        guard let last = bytes.last else { return }
        var rest = bytes
        while !rest.isEmpty {
            wrapIfPending()
            let column = screen.caret.x
            let room = screen.size.width - column
            // If lines do not wrap, characters that do not fit are written over the last column, and the last of them
            // stays.
            let isTooLong = !modes.wraps && rest.count > room
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(isTooLong ? room - 1 : room))
            let style = pen
            screen.edit { $0.write(part, at: column, style) }
            advance(to: column + part.count)
            rest = UnsafeRawBufferPointer(rebasing: isTooLong ? rest.suffix(1) : rest.dropFirst(part.count))
        }
        lastCharacter = Unicode.Scalar(last)
    }

    /// Writes a character of any kind, or puts a mark on the one before it.
    mutating func print(_ scalar: Unicode.Scalar) {
        let scalar = characters.isPlain ? scalar : characters.translate(scalar)
        // C1 controls (0x80 to 0x9F) spelled in UTF-8 are ignored: no program means them.
        guard !(0x7F..<0xA0).contains(scalar.value) else { return }
        switch CellWidth.of(scalar) {
        case 0: mark(scalar)
        case let width: write(scalar, width: width)
        }
    }

    /// A skin tone would join the picture before it, and the row would lose two cells: it is left blank.
    private mutating func write(_ scalar: Unicode.Scalar, width: Int) {
        let size = screen.size
        guard width <= size.width else { return write("·", width: 1) }
        if screen.caret.x + width > size.width {
            if modes.wraps {
                screen.isWrapPending = true
            } else {
                screen.move(x: size.width - width, y: screen.caret.y)
            }
        }
        wrapIfPending()
        let (column, style) = (screen.caret.x, pen)
        let isTone = Self.skinTones.contains(scalar.value)
        let isInserting = modes.isInserting
        screen.edit { row in
            if isInserting { row.insertBlanks(width, at: column, style.erased) }
            if isTone {
                row.erase(column..<(column + width), style)
            } else {
                row.write(scalar, width: width, at: column, style)
            }
        }
        advance(to: column + width)
        lastCharacter = scalar
    }

    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    private mutating func mark(_ scalar: Unicode.Scalar) {
        // On the last column the caret stands on the character, not behind it.
        let column = screen.isWrapPending || isOnLastUnwrapped ? screen.caret.x : screen.caret.x - 1
        guard column >= 0, CellWidth.isMark(scalar) else { return }
        screen.edit { $0.mark(scalar, at: column) }
    }

    /// If lines do not wrap, no caret waits behind the last column: it stays on the last character.
    private var isOnLastUnwrapped: Bool { !modes.wraps && screen.caret.x == screen.size.width - 1 }

    private mutating func advance(to column: Int) {
        let width = screen.size.width
        screen.move(x: column, y: screen.caret.y)
        if column >= width { screen.isWrapPending = modes.wraps }
    }

    private mutating func wrapIfPending() {
        guard screen.isWrapPending else { return }
        screen.move(x: 0, y: screen.caret.y)
        feedLine()
    }

    /// Goes down a row, and scrolls at the region's end. What scrolls away at the screen's top goes to the history.
    mutating func feedLine() {
        let caret = screen.caret
        if caret.y == screen.region.upperBound - 1 {
            scrollUp(1)
            screen.isWrapPending = false
        } else {
            screen.move(x: caret.x, y: caret.y + 1)
        }
    }

    mutating func scrollUp(_ count: Int) {
        let region = screen.region
        if !isAlternate, region.lowerBound == 0 {
            for row in screen.rows[..<min(count, region.count)] { history.append(row.reading) }
        }
        screen.scrollUp(count, in: region, pen.erased)
    }

    /// `CSI b`: the last character again, as far as the row goes.
    mutating func repeatLast(_ count: Int) {
        guard let scalar = lastCharacter else { return }
        let room = screen.isWrapPending ? 0 : screen.size.width - screen.caret.x
        for _ in 0..<min(count, room / max(1, CellWidth.of(scalar))) { print(scalar) }
    }
}
