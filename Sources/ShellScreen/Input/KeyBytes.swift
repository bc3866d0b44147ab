internal import TerminalUI

/// Keys as xterm sends them.
enum KeyBytes {
    /// No bytes for a key that does not exist.
    static func bytes(for press: KeyPress, hasApplicationArrows: Bool) -> [UInt8] {
        if let bytes = plainBytes(for: press) { return bytes }
        guard let code = Code(press.key) else { return [] }
        let modifiers = press.modifiers.isEmpty ? nil : Int(press.modifiers.rawValue) + 1
        return Array(code.text(modifiers: modifiers, hasApplicationArrows: hasApplicationArrows).utf8)
    }

    /// The bytes of keys that no mode changes; nil for other keys.
    private static func plainBytes(for press: KeyPress) -> [UInt8]? {
        let base: [UInt8]
        switch press.key {
        case .character(let character): base = characters(character, isControl: press.modifiers.contains(.control))
        case .enter: base = [13]
        case .escape: base = [27]
        case .tab: base = press.modifiers.contains(.shift) ? Array("\u{1B}[Z".utf8) : [9]
        case .backspace: base = [press.modifiers.contains(.control) ? 8 : 127]
        case .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .function: return nil
        }
        return press.modifiers.contains(.alt) ? [27] + base : base
    }

    private static func characters(_ character: Character, isControl: Bool) -> [UInt8] {
        guard isControl, let ascii = character.asciiValue else { return Array(String(character).utf8) }
        switch ascii {
        case 0x40...0x7E: return [ascii & 0x1F]
        case 0x20, 0x32: return [0]
        case 0x33...0x37: return [ascii - 0x18]
        case 0x2F: return [0x1F]
        case 0x38, 0x3F: return [0x7F]
        default: return [ascii]
        }
    }

    /// How the sequence of a key ends.
    private enum Code {
        /// `ESC [ A`, or `ESC O A` where the program wants it so.
        case arrow(Character)
        /// `ESC O P`.
        case function(Character)
        /// `ESC [ 5 ~`.
        case number(Int)

        init?(_ key: Key) {
            switch key {
            case .up: self = .arrow("A")
            case .down: self = .arrow("B")
            case .right: self = .arrow("C")
            case .left: self = .arrow("D")
            case .end: self = .arrow("F")
            case .home: self = .arrow("H")
            case .insert: self = .number(2)
            case .delete: self = .number(3)
            case .pageUp: self = .number(5)
            case .pageDown: self = .number(6)
            case .function(let number):
                guard (1...12).contains(number) else { return nil }
                self = Self.functions[number - 1]
            case .character, .enter, .escape, .tab, .backspace: return nil
            }
        }

        /// F1 to F4 by letters, as xterm has them; the others by a VT220's numbers, which are not consecutive.
        private static let functions: [Code] =
            ["P", "Q", "R", "S"].map { .function($0) } + [15, 17, 18, 19, 20, 21, 23, 24].map { .number($0) }

        func text(modifiers: Int?, hasApplicationArrows: Bool) -> String {
            switch (self, modifiers) {
            case (.arrow(let letter), .some(let modifiers)), (.function(let letter), .some(let modifiers)):
                "\u{1B}[1;\(modifiers)\(letter)"
            case (.arrow(let letter), .none): "\u{1B}\(hasApplicationArrows ? "O" : "[")\(letter)"
            case (.function(let letter), .none): "\u{1B}O\(letter)"
            case (.number(let number), .some(let modifiers)): "\u{1B}[\(number);\(modifiers)~"
            case (.number(let number), .none): "\u{1B}[\(number)~"
            }
        }
    }
}
