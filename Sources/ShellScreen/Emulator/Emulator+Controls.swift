internal import TerminalUI

/// Control characters, and sequences of two or three bytes.
extension Emulator {
    mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x07: ring()
        case 0x08: screen.move(x: screen.caret.x - 1, y: screen.caret.y)
        case 0x09: moveTabs(1)
        case 0x0A...0x0C:
            feedLine()
            if modes.isNewLine { returnCaret() }
        case 0x0D: returnCaret()
        case 0x0E: characters.use(1)
        case 0x0F: characters.use(0)
        default: break
        }
    }

    private mutating func returnCaret() { screen.move(x: 0, y: screen.caret.y) }

    /// Moves the caret on by that many tab stops, at most to the last column; a negative number moves it back.
    mutating func moveTabs(_ count: Int) {
        let step = count < 0 ? -1 : 1
        let last = screen.size.width - 1
        var (x, left) = (screen.caret.x, abs(count))
        while left > 0, count < 0 ? x > 0 : x < last {
            x += step
            if stops[x] { left -= 1 }
        }
        // A caret that waits behind the last column goes on waiting.
        if x != screen.caret.x { screen.move(x: x, y: screen.caret.y) }
    }

    mutating func escape(_ intermediate: UInt8, _ final: UInt8) {
        switch (intermediate, final) {
        case (0x28...0x2B, _): characters.designate(intermediate, final)
        case (UInt8(ascii: "#"), UInt8(ascii: "8")): fillForAlignment()
        case (0, _): escape(final)
        default: break
        }
    }

    private mutating func escape(_ final: UInt8) {
        switch final {
        case UInt8(ascii: "7"): savePlace()
        case UInt8(ascii: "8"): restorePlace()
        case UInt8(ascii: "D"): feedLine()
        case UInt8(ascii: "E"):
            returnCaret()
            feedLine()
        case UInt8(ascii: "H"): stops[screen.caret.x] = true
        case UInt8(ascii: "M"): goUp()
        case UInt8(ascii: "N"): characters.useOnce(2)
        case UInt8(ascii: "O"): characters.useOnce(3)
        case UInt8(ascii: "Z"): answerIdentity()
        case UInt8(ascii: "c"): reset()
        case UInt8(ascii: "n"): characters.use(2)
        case UInt8(ascii: "o"): characters.use(3)
        default: break
        }
    }

    /// Up a row; at the region's first row what is there moves down.
    private mutating func goUp() {
        let caret = screen.caret
        guard caret.y == screen.region.lowerBound else { return screen.move(x: caret.x, y: caret.y - 1) }
        screen.scrollDown(1, in: screen.region, pen.erased)
        screen.isWrapPending = false
    }

    mutating func savePlace() {
        screen.saved = Screen.SavedPlace(
            caret: screen.caret, isWrapPending: screen.isWrapPending, pen: pen, characters: characters,
            isRelative: modes.isRelative)
    }

    /// A place that was saved on a larger screen is brought back inside.
    mutating func restorePlace() {
        let saved = screen.saved
        (pen, characters, modes.isRelative) = (saved.pen, saved.characters, saved.isRelative)
        screen.move(x: saved.caret.x, y: saved.caret.y)
        screen.isWrapPending = saved.isWrapPending && modes.wraps && screen.caret.x == screen.size.width - 1
    }

    /// A screen full of the letter E.
    private mutating func fillForAlignment() {
        let size = screen.size
        _ = screen.setRegion(0..<size.height)
        let line = [UInt8](repeating: UInt8(ascii: "E"), count: size.width)
        for row in 0..<size.height {
            line.withUnsafeBytes { line in screen.edit(row) { $0.write(line, at: 0, .plain) } }
        }
        screen.move(x: 0, y: 0)
    }
}
