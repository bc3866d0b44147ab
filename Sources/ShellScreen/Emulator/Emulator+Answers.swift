internal import TerminalUI

/// The terminal's answers to questions of programs.
extension Emulator {
    /// A VT100 with advanced video.
    mutating func answerIdentity() { reply("\u{1B}[?1;2c") }

    mutating func answerVersion() { reply("\u{1B}[>0;100;0c") }

    mutating func answerStatus(_ sequence: ControlSequence) {
        let mark = sequence.prefix == 0 ? "" : "?"
        switch sequence.number(0, or: 0) {
        case 5: reply("\u{1B}[\(mark)0n")
        case 6:
            let top = modes.isRelative ? screen.region.lowerBound : 0
            reply("\u{1B}[\(mark)\(screen.caret.y - top + 1);\(screen.caret.x + 1)R")
        default: break
        }
    }

    /// Programs ask for settings (`ESC P $ q`) and capabilities (`ESC P + q`): there is nothing to say.
    mutating func answerDeviceControl(_ text: [UInt8]) {
        if text.starts(with: Array("$q".utf8)) { reply("\u{1B}P0$r\u{1B}\\") }
        if text.starts(with: Array("+q".utf8)) { reply("\u{1B}P0+r\u{1B}\\") }
    }
}
