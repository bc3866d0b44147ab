internal import CTerminal
internal import TerminalUI

extension NcursesBackend {
    /// What is there to be read, as one event; nil when nothing is. A paste is gathered to its end.
    func nextInput() -> InputEvent? {
        while true {
            var value: wint_t = 0
            let status = slipway_terminal_read(window, &value)
            guard status != ERR else { return nil }
            if status == KEY_CODE_YES, let event = special(Int32(bitPattern: value)) { return event }
            if status == OK, let event = character(value) { return event }
        }
    }

    private func special(_ code: Int32) -> InputEvent? {
        switch code {
        case Int32(SLIPWAY_PASTE_BEGIN.rawValue):
            pasted = ""
            isPasting = true
            return nil
        case Int32(SLIPWAY_PASTE_END.rawValue):
            isPasting = false
            return .paste(pasted)
        case KEY_MOUSE: return mouse()
        case KEY_RESIZE: return nil
        default:
            if isPasting { return nil }
            return KeyCodes.press(code).map(InputEvent.key)
        }
    }

    private func mouse() -> InputEvent? {
        var (kind, x, y): (Int32, Int32, Int32) = (0, 0, 0)
        guard slipway_terminal_mouse(&kind, &x, &y) else { return nil }
        let kinds: [MouseEvent.Kind] = [.press, .release, .drag, .wheelUp, .wheelDown]
        return .mouse(MouseEvent(kinds[Int(kind)], at: Point(x: Int(x), y: Int(y))))
    }

    private func character(_ value: wint_t) -> InputEvent? {
        guard let scalar = Unicode.Scalar(value) else { return nil }
        if isPasting {
            pasted.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
            return nil
        }
        guard scalar == "\u{1B}" else { return .key(KeyCodes.press(scalar)) }
        // Escape and a key at once is Alt; escape alone is escape.
        var next: wint_t = 0
        let status = slipway_terminal_read(window, &next)
        if status == KEY_CODE_YES, var press = KeyCodes.press(Int32(bitPattern: next)) {
            press.modifiers.insert(.alt)
            return .key(press)
        }
        guard status == OK, let second = Unicode.Scalar(next) else { return .key(KeyPress(.escape)) }
        var press = KeyCodes.press(second)
        press.modifiers.insert(.alt)
        return .key(press)
    }
}
