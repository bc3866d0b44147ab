internal import TerminalUI

/// Sequences that begin with `ESC [`, by their letter. Numbers are brought into the screen wherever they are used.
extension Emulator {
    mutating func sequence(_ sequence: ControlSequence) {
        switch (sequence.prefix, sequence.intermediate) {
        case (0, 0): plainSequence(sequence)
        case (UInt8(ascii: "?"), 0): privateSequence(sequence)
        case (UInt8(ascii: ">"), 0): if sequence.final == UInt8(ascii: "c") { answerVersion() }
        case (0, UInt8(ascii: "!")): if sequence.final == UInt8(ascii: "p") { resetSoftly() }
        case (0, UInt8(ascii: "$")), (UInt8(ascii: "?"), UInt8(ascii: "$")):
            if sequence.final == UInt8(ascii: "p") { answerMode(sequence) }
        default: break
        }
    }

    private mutating func privateSequence(_ sequence: ControlSequence) {
        switch sequence.final {
        case UInt8(ascii: "h"): for number in sequence.numbers { setPrivateMode(number.value ?? 0, true) }
        case UInt8(ascii: "l"): for number in sequence.numbers { setPrivateMode(number.value ?? 0, false) }
        case UInt8(ascii: "n"): answerStatus(sequence)
        // No character can be protected here, so selective erasing erases all of them.
        case UInt8(ascii: "J"), UInt8(ascii: "K"): plainSequence(sequence)
        default: break
        }
    }

    private mutating func plainSequence(_ sequence: ControlSequence) {
        let count = sequence.number(0, or: 1)
        let caret = screen.caret
        switch sequence.final {
        case UInt8(ascii: "A"): screen.moveRows(-count)
        case UInt8(ascii: "B"), UInt8(ascii: "e"): screen.moveRows(count)
        case UInt8(ascii: "C"), UInt8(ascii: "a"): screen.move(x: caret.x + count, y: caret.y)
        case UInt8(ascii: "D"): screen.move(x: caret.x - count, y: caret.y)
        case UInt8(ascii: "E"), UInt8(ascii: "F"):
            screen.moveRows(sequence.final == UInt8(ascii: "E") ? count : -count)
            screen.move(x: 0, y: screen.caret.y)
        case UInt8(ascii: "G"), UInt8(ascii: "`"): screen.move(x: count - 1, y: caret.y)
        case UInt8(ascii: "d"): place(x: caret.x, y: count - 1)
        case UInt8(ascii: "H"), UInt8(ascii: "f"): place(x: sequence.number(1, or: 1) - 1, y: count - 1)
        case UInt8(ascii: "I"): moveTabs(count)
        case UInt8(ascii: "Z"): moveTabs(-count)
        default: edit(sequence, count)
        }
    }

    /// Sequences that change what is on the screen.
    private mutating func edit(_ sequence: ControlSequence, _ count: Int) {
        let (x, blank) = (screen.caret.x, pen.erased)
        switch sequence.final {
        case UInt8(ascii: "@"): editRow { $0.insertBlanks(count, at: x, blank) }
        case UInt8(ascii: "P"): editRow { $0.delete(count, at: x, blank) }
        case UInt8(ascii: "X"): editRow { $0.erase(x..<(x + count), blank) }
        case UInt8(ascii: "J"): eraseScreen(sequence.number(0, or: 0))
        case UInt8(ascii: "K"): eraseRow(sequence.number(0, or: 0))
        case UInt8(ascii: "L"): if let rows = rowsBelow { screen.scrollDown(count, in: rows, blank) }
        case UInt8(ascii: "M"): if let rows = rowsBelow { screen.scrollUp(count, in: rows, blank) }
        case UInt8(ascii: "S"): scrollUp(count)
        case UInt8(ascii: "T"):
            // With five numbers it is about the mouse.
            if sequence.numbers.count < 2 { screen.scrollDown(count, in: screen.region, blank) }
        case UInt8(ascii: "b"): repeatLast(count)
        default: set(sequence)
        }
    }

    /// Sequences that set something or ask for something.
    private mutating func set(_ sequence: ControlSequence) {
        switch sequence.final {
        case UInt8(ascii: "c"): if sequence.number(0, or: 0) == 0 { answerIdentity() }
        case UInt8(ascii: "g"): clearStops(sequence.number(0, or: 0))
        case UInt8(ascii: "h"): for number in sequence.numbers { setMode(number.value ?? 0, true) }
        case UInt8(ascii: "l"): for number in sequence.numbers { setMode(number.value ?? 0, false) }
        case UInt8(ascii: "m"): setGraphics(sequence.numbers)
        case UInt8(ascii: "n"): answerStatus(sequence)
        case UInt8(ascii: "r"): setRegion(sequence)
        case UInt8(ascii: "s"): savePlace()
        case UInt8(ascii: "u"): restorePlace()
        default: break
        }
    }

    /// Puts the caret somewhere, counted from the region's first row where the program wants it so.
    private mutating func place(x: Int, y: Int) {
        guard modes.isRelative else { return screen.move(x: x, y: y) }
        screen.move(x: x, y: min(screen.region.lowerBound + y, screen.region.upperBound - 1))
    }

    private mutating func editRow(_ change: (inout ScreenRow) -> Void) {
        screen.edit(change)
        screen.isWrapPending = false
    }

    /// From the caret's row to the region's end; nil where the caret is outside.
    private var rowsBelow: Range<Int>? {
        screen.region.contains(screen.caret.y) ? screen.caret.y..<screen.region.upperBound : nil
    }

    private mutating func eraseRow(_ kind: Int) {
        let (x, width, blank) = (screen.caret.x, screen.size.width, pen.erased)
        switch kind {
        case 0: editRow { $0.erase(x..<width, blank) }
        case 1: editRow { $0.erase(0..<(x + 1), blank) }
        case 2: editRow { $0.erase(0..<width, blank) }
        default: break
        }
    }

    private mutating func eraseScreen(_ kind: Int) {
        let (y, height) = (screen.caret.y, screen.size.height)
        switch kind {
        case 0:
            eraseRow(0)
            screen.erase(rows: (y + 1)..<max(y + 1, height), pen.erased)
        case 1:
            screen.erase(rows: 0..<y, pen.erased)
            eraseRow(1)
        case 2:
            screen.erase(rows: 0..<height, pen.erased)
            screen.isWrapPending = false
        case 3: history.removeAll()
        default: break
        }
    }

    private mutating func clearStops(_ kind: Int) {
        switch kind {
        case 0: stops[screen.caret.x] = false
        case 3: stops = stops.map { _ in false }
        default: break
        }
    }

    private mutating func setRegion(_ sequence: ControlSequence) {
        let top = sequence.number(0, or: 1) - 1
        let bottom = min(sequence.number(1, or: screen.size.height), screen.size.height)
        guard top < bottom, screen.setRegion(top..<bottom) else { return }
        place(x: 0, y: 0)
    }

    /// `CSI ! p`, a soft reset: takes back the modes that a program may have left behind.
    private mutating func resetSoftly() {
        (modes.isInserting, modes.isRelative, modes.hasApplicationArrows) = (false, false, false)
        (modes.wraps, modes.isCaretShown) = (true, true)
        (pen, characters) = (.plain, CharacterSets())
        screen.saved = Screen.SavedPlace()
        _ = screen.setRegion(0..<screen.size.height)
    }
}
