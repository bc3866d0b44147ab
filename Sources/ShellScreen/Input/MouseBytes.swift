internal import TerminalUI

/// An action of the mouse, as xterm reports it.
enum MouseBytes {
    /// nil for what the mode does not ask for, and for places that the coding has no number for.
    static func bytes(
        for event: MouseEvent, _ mode: ShellFrame.MouseMode, _ coding: Modes.MouseCoding
    ) -> [UInt8]? {
        guard event.kind != .drag || mode == .drags || mode == .all else { return nil }
        let button = button(event.kind)
        let (column, row) = (event.point.x + 1, event.point.y + 1)
        let isRelease = event.kind == .release
        switch coding {
        case .sgr: return Array("\u{1B}[<\(button);\(column);\(row)\(isRelease ? "m" : "M")".utf8)
        // The older encodings do not say which button was released.
        case .urxvt: return Array("\u{1B}[\((isRelease ? 3 : button) + 32);\(column);\(row)M".utf8)
        case .classic: return classic([isRelease ? 3 : button, column, row], limit: 0xFF)
        case .utf8: return classic([isRelease ? 3 : button, column, row], limit: 0x7FF)
        }
    }

    private static func button(_ kind: MouseEvent.Kind) -> Int {
        switch kind {
        case .press, .release: 0
        case .drag: 32
        case .wheelUp: 64
        case .wheelDown: 65
        }
    }

    private static func classic(_ numbers: [Int], limit: Int) -> [UInt8]? {
        var bytes = Array("\u{1B}[M".utf8)
        for number in numbers.map({ $0 + 32 }) {
            guard number <= limit, let scalar = Unicode.Scalar(UInt32(number)) else { return nil }
            bytes += limit > 0xFF ? Array(String(Character(scalar)).utf8) : [UInt8(number)]
        }
        return bytes
    }
}
