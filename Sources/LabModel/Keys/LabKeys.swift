internal import TerminalUI

/// The keys of the lab itself.
///
/// Every function key has a twin with Alt or Ctrl: some terminals, browsers and desktops keep function keys for themselves.
extension KeyTable {
    static let everywhere: [KeyBinding] =
        [
            key(.help, "Show all keys", "help", [.function(1), .alternate("0")], 1),
            key(.build, "Save and build the image", "build", [.function(5), .alternate("8")], 2),
            key(.runImage, "Run the image and fetch its page", "run", [.function(6), .alternate("9")], 3),
            key(.nextStep, "Go to the next step of the lesson", "next step", [.function(8), .alternate("n")], 4),
            key(.previousStep, "Go to the step before", "step back", [.function(7), .alternate("p")], 9),
            key(.quit, "Quit the lab", "quit", [.control("q")], 6),
            key(.save, "Save the files", "save", [.control("s")], 5),
        ] + Pane.allCases.map { key(.show($0), $0.row.going, $0.row.short, $0.row.keys, $0.takesText ? 2 : nil) } + [
            key(.checkNow, "Check this step now", "check", [.function(9), .alternate("a")]),
            key(.peek, "Look at the lesson without leaving this pane", "peek", [.alternate("i")]),
            key(
                .dockersWords, "Show what Docker says where the build or the container failed", "Docker's words",
                [.alternate("d")]),
            key(
                .nextFinding, "Go to the next error or warning of the file, or to where the build failed", "next error",
                [.alternate("m")]),
            key(.palette, "Find an action by its name", "actions", [.function(10), .control("p")], 7),
            key(.revealHint, "Show one more hint", "hint", [.alternate("h")]),
            key(.showLessons, "Choose a lesson or an exercise", "lessons", [.alternate("l")]),
            key(.resetStep, "Begin this step again; your files are kept", "begin again", [.alternate("r")]),
            key(
                .catchUp, "Catch up: have files, images and container as this step has them", "catch up",
                []),
            key(.nextPane, "Go to the next pane", "next pane", [.control("t")]),
            key(.previousPane, "Go to the pane before", "pane back", [.alternate("t")]),
            key(.zoom, "Zoom this pane, or show all panes again", "zoom", [.function(12), .alternate("z")]),
            key(.moveDividerLeft, "Move the divider to the left", "divider left", [.alternate(",")]),
            key(.moveDividerRight, "Move the divider to the right", "divider right", [.alternate(".")]),
            key(.cancelBuild, "Stop the build", "stop build", [.alternate("k")]),
            key(.buildOneMore, "Build one instruction more, and stop", "one more", [.alternate("j")]),
            key(.buildOneLess, "Build one instruction less, and stop", "one less", [.alternate("u")]),
            key(.stopContainer, "Stop the container", "stop", [.alternate("s")]),
            key(.nextTheme, "Change the colours", "colours", [.alternate("c")]),
            key(.redraw, "Draw the screen anew", "redraw", [.control("l")]),
            key(.reloadFile, "Read the file from disk again", "reload", []),
        ]

    static let reading: [KeyBinding] = [
        KeyBinding(again: .lab(.help), .reading, [.key("?")]),
        KeyBinding(again: .lab(.nextPane), .reading, [KeyPress(.tab)], 8),
        KeyBinding(again: .lab(.previousPane), .reading, [KeyPress(.tab, .shift)]),
        shared(.lineUp, "Move up", "up", [KeyPress(.up), .key("k")]),
        shared(.lineDown, "Move down", "down", [KeyPress(.down), .key("j")]),
        shared(.pageUp, "Move up a page", "page up", [KeyPress(.pageUp), .key("b")]),
        shared(.pageDown, "Move down a page", "page down", [KeyPress(.pageDown), .key(" ")]),
        shared(.toTop, "Go to the top", "top", [KeyPress(.home), .key("g")]),
        shared(.toBottom, "Go to the end", "end", [KeyPress(.end), .key("G")]),
        shared(.lookRight, "Show the rest of lines that are cut at the right", "rest of lines", [.key(">")]),
        shared(.lookLeft, "Go back to the beginning of lines that are cut", "line start", [.key("<")]),
        KeyBinding(again: .lab(.zoom), .reading, [.key("z")]),
        // No key of its own: a learner who pressed it by accident would not know the way back.
        KeyBinding(.lab(.suspend), "Go back to the terminal's shell; fg returns", "suspend", .reading, []),
        // No key of their own: panes have them.
        shared(.open, "Open or fold what is under this row", "open", []),
        shared(.refresh, "Read the list again", "refresh", []),
    ]

    private static func key(
        _ action: LabAction, _ title: String, _ short: String, _ chords: [KeyPress], _ prominence: Int? = nil
    ) -> KeyBinding {
        KeyBinding(.lab(action), title, short, .everywhere, chords, prominence)
    }

    private static func shared(
        _ action: SharedAction, _ title: String, _ short: String, _ chords: [KeyPress]
    ) -> KeyBinding {
        KeyBinding(.shared(action), title, short, .reading, chords)
    }
}
