internal import TerminalUI

extension Emulator {
    mutating func setMode(_ number: Int, _ isOn: Bool) {
        switch number {
        case 4: modes.isInserting = isOn
        case 20: modes.isNewLine = isOn
        default: break
        }
    }

    /// The private modes, which stand behind `CSI ?`.
    mutating func setPrivateMode(_ number: Int, _ isOn: Bool) {
        switch number {
        case 1: modes.hasApplicationArrows = isOn
        case 3: if modes.mayChangeColumns { changeColumns() }
        case 6:
            modes.isRelative = isOn
            screen.move(x: 0, y: isOn ? screen.region.lowerBound : 0)
        case 7:
            modes.wraps = isOn
            screen.isWrapPending = false
        case 25: modes.isCaretShown = isOn
        case 40: modes.mayChangeColumns = isOn
        case 47, 1047, 1048, 1049: setScreen(number, isOn)
        case 1000, 1002, 1003: modes.mouse = isOn ? Self.mouseModes[number] ?? .none : .none
        case 1005, 1006, 1015: modes.mouseCoding = isOn ? Self.mouseCodings[number] ?? .classic : .classic
        case 2004: modes.bracketsPaste = isOn
        default: break
        }
    }

    private static let mouseModes: [Int: ShellFrame.MouseMode] = [1000: .clicks, 1002: .drags, 1003: .all]
    private static let mouseCodings: [Int: Modes.MouseCoding] = [1005: .utf8, 1006: .sgr, 1015: .urxvt]

    /// 47 shows the other screen, 1047 clears it too, 1048 keeps the place, 1049 does all of it.
    private mutating func setScreen(_ number: Int, _ isOn: Bool) {
        let keepsPlace = number == 1048 || number == 1049
        if isOn, keepsPlace { savePlace() }
        if number == 1047, !isOn, isAlternate { clearScreen() }
        if number != 1048 { showAlternate(isOn) }
        if number == 1049, isOn { clearScreen() }
        if !isOn, keepsPlace { restorePlace() }
    }

    /// The width of a pane cannot change; the other effects of the change take place.
    private mutating func changeColumns() {
        clearScreen()
        _ = screen.setRegion(0..<screen.size.height)
        screen.move(x: 0, y: 0)
    }

    private mutating func clearScreen() { screen.erase(rows: 0..<screen.size.height, pen.erased) }

    /// `CSI ? n $ p`: 1 for on, 2 for off, 0 for what is not known here.
    mutating func answerMode(_ sequence: ControlSequence) {
        let number = sequence.number(0, or: 0)
        let isPrivate = sequence.prefix != 0
        let state = isPrivate ? privateMode(number) : mode(number)
        reply("\u{1B}[\(isPrivate ? "?" : "")\(number);\(state.map { $0 ? 1 : 2 } ?? 0)$y")
    }

    private func mode(_ number: Int) -> Bool? {
        switch number {
        case 4: modes.isInserting
        case 20: modes.isNewLine
        default: nil
        }
    }

    private func privateMode(_ number: Int) -> Bool? {
        switch number {
        case 1: modes.hasApplicationArrows
        case 6: modes.isRelative
        case 7: modes.wraps
        case 25: modes.isCaretShown
        case 40: modes.mayChangeColumns
        case 47, 1047, 1049: isAlternate
        case 1000, 1002, 1003: modes.mouse == Self.mouseModes[number]
        case 1005, 1006, 1015: modes.mouseCoding == Self.mouseCodings[number]
        case 2004: modes.bracketsPaste
        default: nil
        }
    }
}
