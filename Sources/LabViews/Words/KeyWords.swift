import TerminalUI

/// How a key is written.
enum KeyWords {
    static func name(_ press: KeyPress) -> String {
        var name = ""
        if press.modifiers.contains(.control) { name += "Ctrl-" }
        if press.modifiers.contains(.alt) { name += "Alt-" }
        if press.modifiers.contains(.shift) { name += "Shift-" }
        return name + key(press)
    }

    private static func key(_ press: KeyPress) -> String {
        switch press.key {
        case .character(" "): "Space"
        case .character(let character): press.modifiers.isEmpty ? String(character) : character.uppercased()
        case .function(let number): "F\(number)"
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        }
    }
}
