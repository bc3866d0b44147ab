import TerminalUI
import TextEditing

/// The editor's own keys, from its table of names.
enum EditorKeys {
    static func command(for press: KeyPress) -> EditCommand? { commands[name(of: press)] }

    private static let commands = Dictionary(EditCommand.defaultKeys) { first, _ in first }

    /// `Ctrl-`, `Alt-`, `Shift-` in this order, then the key: how the table names a key; empty for a typed character.
    private static func name(of press: KeyPress) -> String {
        var name = ""
        if press.modifiers.contains(.control) { name += "Ctrl-" }
        if press.modifiers.contains(.alt) { name += "Alt-" }
        if press.modifiers.contains(.shift) { name += "Shift-" }
        switch press.key {
        case .character(let character):
            guard !name.isEmpty else { return "" }
            let isCapital = character.isUppercase && press.modifiers.contains(.alt)
            return name + (isCapital ? "Shift-" : "") + character.lowercased()
        case .function: return ""
        default: return name + (names[press.key] ?? "")
        }
    }

    private static let names: [Key: String] = [
        .enter: "Enter", .escape: "Escape", .tab: "Tab", .backspace: "Backspace", .delete: "Delete",
        .insert: "Insert", .up: "Up", .down: "Down", .left: "Left", .right: "Right", .home: "Home", .end: "End",
        .pageUp: "PageUp", .pageDown: "PageDown",
    ]
}
