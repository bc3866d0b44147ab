extension EditCommand {
    /// The editor's keys by name (`Ctrl-`, `Alt-`, `Shift-`, in this order, then the key): what a key table is made from.
    ///
    /// `cut`, `copy`, find and the like need no argument here; typed characters are `insert` and in no table.
    public static let defaultKeys: [(key: String, command: EditCommand)] =
        [
            ("Enter", .newline), ("Tab", .tab), ("Shift-Tab", .outdent),
            ("Backspace", .deleteBackward), ("Delete", .deleteForward),
            ("Ctrl-Backspace", .deleteWordBackward), ("Alt-Backspace", .deleteWordBackward),
            ("Ctrl-Delete", .deleteWordForward), ("Alt-d", .deleteWordForward),
            ("Ctrl-k", .deleteToLineEnd), ("Ctrl-d", .duplicateLine), ("Alt-Shift-k", .deleteLine),
            ("Alt-Up", .moveLinesUp), ("Alt-Down", .moveLinesDown),
            ("Ctrl-_", .toggleComment), ("Alt-/", .toggleComment),
            ("Ctrl-a", .selectAll), ("Ctrl-x", .cut), ("Ctrl-c", .copy), ("Ctrl-v", .paste),
            ("Ctrl-z", .undo), ("Ctrl-y", .redo), ("Ctrl-n", .findNext), ("Alt-f", .findNext), ("Alt-b", .findPrevious),
            ("Alt-m", .move(.matchingBracket)), ("Escape", .clearSelection),
            ("Ctrl-Up", .scroll(lines: -1)), ("Ctrl-Down", .scroll(lines: 1)),
        ] + motionKeys.flatMap { [($0.key, .move($0.motion)), (shifted($0.key), .select($0.motion))] }

    private static let motionKeys: [(key: String, motion: Motion)] = [
        ("Left", .left), ("Right", .right), ("Up", .up), ("Down", .down),
        ("Ctrl-Left", .wordLeft), ("Ctrl-Right", .wordRight),
        ("Home", .lineStart), ("End", .lineEnd), ("PageUp", .pageUp), ("PageDown", .pageDown),
        ("Ctrl-Home", .fileStart), ("Ctrl-End", .fileEnd),
    ]

    private static func shifted(_ key: String) -> String {
        key.hasPrefix("Ctrl-") ? "Ctrl-Shift-" + key.dropFirst(5) : "Shift-" + key
    }
}
