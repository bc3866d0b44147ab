internal import CTerminal
internal import TerminalUI

extension NcursesBackend {
    /// Input that is longer than a key and has been read in part, with what has come of it.
    enum Gathering: Equatable {
        case nothing
        case paste
        case mouse(String)
        case background(String)
    }

    /// One reading of ncurses: a character, or the code of a key.
    enum Token: Equatable {
        case scalar(Unicode.Scalar)
        case code(Int32)
    }

    /// The input that is there, as one event; nil when nothing is. A paste or a mouse's report that has come in part is
    /// completed by the next calls.
    func nextInput() -> InputEvent? {
        while let token = readToken() {
            if let event = event(of: token) { return event }
        }
        return nil
    }

    private func readToken() -> Token? {
        if let token = pushedBack {
            pushedBack = nil
            return token
        }
        while true {
            var value: wint_t = 0
            let status = slipway_terminal_read(window, &value)
            if status == ERR { return nil }
            if status == KEY_CODE_YES { return .code(Int32(bitPattern: value)) }
            if let scalar = Unicode.Scalar(value) { return .scalar(scalar) }
        }
    }

    private func event(of token: Token) -> InputEvent? {
        switch (gathering, token) {
        case (.paste, .scalar(let scalar)):
            pasted.append(scalar)
            return nil
        case (.paste, .code(Int32(SLIPWAY_PASTE_END.rawValue))):
            gathering = .nothing
            return .paste(pasted.finish())
        case (.paste, .code): return nil
        case (.mouse(let report), .scalar(let scalar)): return mouse(report, scalar)
        case (.background(let report), .scalar(let scalar)): return background(report, scalar)
        case (.mouse, .code), (.background, .code), (.nothing, _):
            gathering = .nothing
            return key(token)
        }
    }

    private func mouse(_ report: String, _ scalar: Unicode.Scalar) -> InputEvent? {
        let report = report + String(scalar)
        let isLongEnough = report.utf8.count >= 24
        gathering = scalar == "M" || scalar == "m" || isLongEnough ? .nothing : .mouse(report)
        return gathering == .nothing ? MouseEvent(report: report).map(InputEvent.mouse) : nil
    }

    /// Ended by BEL, or by escape and a backslash.
    private func background(_ report: String, _ scalar: Unicode.Scalar) -> InputEvent? {
        let isOver = scalar == "\u{7}" || scalar == "\\" || report.utf8.count >= 32
        gathering = isOver ? .nothing : .background(scalar == "\u{1B}" ? report : report + String(scalar))
        return isOver ? TerminalBackground(report: report).map(InputEvent.background) : nil
    }

    private func key(_ token: Token) -> InputEvent? {
        switch token {
        case .code(Int32(SLIPWAY_PASTE_BEGIN.rawValue)): gathering = .paste
        case .code(Int32(SLIPWAY_MOUSE.rawValue)): gathering = .mouse("")
        case .code(Int32(SLIPWAY_BACKGROUND.rawValue)): gathering = .background("")
        case .code(let code): return KeyCodes.press(code).map(InputEvent.key)
        case .scalar("\u{1B}"): return .key(escape())
        case .scalar(let scalar): return .key(KeyCodes.press(scalar))
        }
        return nil
    }

    /// Escape and a key at once is Alt; escape alone is escape.
    private func escape() -> KeyPress {
        guard let next = readToken() else { return KeyPress(.escape) }
        let press: KeyPress? =
            switch next {
            case .code(let code): KeyCodes.press(code)
            case .scalar(let scalar): KeyCodes.press(scalar)
            }
        guard var press else {
            pushedBack = next
            return KeyPress(.escape)
        }
        press.modifiers.insert(.alt)
        return press
    }
}
