internal import TerminalUI

extension KeyTable {
    /// What a presenter's keys do while Space performs. A hand-held remote sends PgDn, PgUp and a full stop.
    public static let presenting: [KeyBinding] = [
        KeyBinding(.presenting, [.key(" "), KeyPress(.pageDown)], .performNext, 0),
        KeyBinding(.presenting, [KeyPress(.pageUp)], .previousStep, 4),
        KeyBinding(.presenting, [.key("g")], .goToStep, 4),
        KeyBinding(.presenting, [.key("+"), .key("=")], .faster, 5),
        KeyBinding(.presenting, [.key("-")], .slower, 5),
        KeyBinding(.presenting, [.key("."), .key("b")], .blank, 5),
        KeyBinding(.presenting, [.key("l")], .large, 6),
        KeyBinding(.presenting, [.key("m")], .point, 6),
    ]

    /// Works while the presenter types as well.
    public static let takingOver: [KeyBinding] = [
        KeyBinding(.presenting, [.function(11)], .takeOver, 0)
    ]

    static func presenterAction(for chord: KeyPress, isDriving: Bool) -> Action? {
        let bindings = isDriving ? takingOver + presenting : takingOver
        return bindings.first { $0.chords.contains(chord) }?.action
    }
}
