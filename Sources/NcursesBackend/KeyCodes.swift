internal import CTerminal
internal import TerminalUI

/// The meaning of ncurses's codes and of control characters.
enum KeyCodes {
    static func press(_ scalar: Unicode.Scalar) -> KeyPress {
        switch scalar.value {
        case 0: KeyPress(.character(" "), .control)
        case 8, 127: KeyPress(.backspace)
        case 9: KeyPress(.tab)
        case 10, 13: KeyPress(.enter)
        case 27: KeyPress(.escape)
        case 1...26: KeyPress(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 96))), .control)
        case 28...31: KeyPress(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 64))), .control)
        default: KeyPress(.character(Character(scalar)))
        }
    }

    static func press(_ code: Int32) -> KeyPress? {
        if let known = named[code] { return known }
        if code > KEY_F0, code <= KEY_F0 + 12 { return KeyPress(.function(Int(code - KEY_F0))) }
        // Some terminals number shifted function keys after the plain ones: F13 is shift-F1.
        if code > KEY_F0 + 12, code <= KEY_F0 + 24 { return KeyPress(.function(Int(code - KEY_F0) - 12), .shift) }
        return sequence(Int(code) - Int(SLIPWAY_KEY_FIRST.rawValue))
    }

    private static let named: [Int32: KeyPress] = [
        KEY_UP: KeyPress(.up), KEY_DOWN: KeyPress(.down), KEY_LEFT: KeyPress(.left), KEY_RIGHT: KeyPress(.right),
        KEY_HOME: KeyPress(.home), KEY_END: KeyPress(.end), KEY_PPAGE: KeyPress(.pageUp),
        KEY_NPAGE: KeyPress(.pageDown), KEY_IC: KeyPress(.insert), KEY_DC: KeyPress(.delete),
        KEY_BACKSPACE: KeyPress(.backspace), KEY_ENTER: KeyPress(.enter), KEY_BTAB: KeyPress(.tab, .shift),
        KEY_SLEFT: KeyPress(.left, .shift), KEY_SRIGHT: KeyPress(.right, .shift), KEY_SR: KeyPress(.up, .shift),
        KEY_SF: KeyPress(.down, .shift), KEY_SHOME: KeyPress(.home, .shift), KEY_SEND: KeyPress(.end, .shift),
        KEY_SPREVIOUS: KeyPress(.pageUp, .shift), KEY_SNEXT: KeyPress(.pageDown, .shift),
        KEY_SDC: KeyPress(.delete, .shift),
    ]

    /// Teaches ncurses every sequence, so that no key hangs on what terminfo says of this terminal.
    @MainActor
    static func define() {
        for (index, sequence) in KeySequence.all.enumerated() {
            sequence.bytes.withCString { slipway_terminal_define_key($0, Int32(index)) }
        }
    }

    private static func sequence(_ index: Int) -> KeyPress? {
        KeySequence.all.indices.contains(index) ? KeySequence.all[index].press : nil
    }
}
