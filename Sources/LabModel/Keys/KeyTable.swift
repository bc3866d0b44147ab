public import TerminalUI

/// Which key does what, where. The one table that bindings, status line, help and palette are made from.
public struct KeyBinding: Equatable, Sendable {
    /// Where a key works.
    public enum Scope: Hashable, Sendable {
        case everywhere
        /// Every pane but the editor and the shell, where letters are text.
        case reading
        /// In the shell, while keys move in what scrolled away.
        case history
        case pane(Pane)
        /// In a presentation, while Space performs.
        case presenting
    }

    public var scope: Scope
    public var chords: [KeyPress]
    public var action: Action
    /// How early the status line shows it; nil where only the help does. Small numbers first.
    public var prominence: Int?

    init(_ scope: Scope, _ chords: [KeyPress], _ action: Action, _ prominence: Int? = nil) {
        self.scope = scope
        self.chords = chords
        self.action = action
        self.prominence = prominence
    }
}

public enum KeyTable {
    public static let bindings: [KeyBinding] = everywhere + reading + lesson + editor + shell + history + build + lists

    /// What a key does in a pane: the pane's own binding before the general one.
    public static func action(for chord: KeyPress, in pane: Pane) -> Action? {
        lookup[Place(scope: .pane(pane), chord: chord)]
            ?? (hasText(pane) ? nil : lookup[Place(scope: .reading, chord: chord)])
            ?? (reaches(chord, pane) ? lookup[Place(scope: .everywhere, chord: chord)] : nil)
    }

    /// What a key does while keys move in what the shell has shown.
    static func readingAction(for chord: KeyPress) -> Action? { lookup[Place(scope: .history, chord: chord)] }

    /// Panes where letters are text.
    private static func hasText(_ pane: Pane) -> Bool { pane == .editor || pane == .shell }

    /// All keys go to the shell, but for those that no program in it needs.
    private static func reaches(_ chord: KeyPress, _ pane: Pane) -> Bool {
        guard pane == .shell else { return true }
        switch (chord.key, chord.modifiers) {
        case (.function, []), (.character("q"), .control): return true
        case (.character(let character), .alt): return character.isNumber
        default: return false
        }
    }

    /// All that works in a pane, in the order of the table.
    ///
    /// - Parameter isReading: whether keys move in what the shell has shown.
    public static func bindings(in pane: Pane, isReading: Bool = false) -> [KeyBinding] {
        bindings.compactMap { binding in
            switch binding.scope {
            case .everywhere: reaching(binding, pane)
            case .reading: hasText(pane) ? nil : binding
            case .history: isReading && pane == .shell ? binding : nil
            case .pane(let own): own == pane ? binding : nil
            case .presenting: nil
            }
        }
    }

    /// The binding with the chords that work in a pane; nil where none of them does.
    private static func reaching(_ binding: KeyBinding, _ pane: Pane) -> KeyBinding? {
        var binding = binding
        let hadNone = binding.chords.isEmpty
        binding.chords.removeAll { !reaches($0, pane) }
        return binding.chords.isEmpty && !hadNone ? nil : binding
    }

    private struct Place: Hashable {
        var scope: KeyBinding.Scope
        var chord: KeyPress
    }

    private static let lookup: [Place: Action] = {
        var lookup: [Place: Action] = [:]
        for binding in bindings {
            for chord in binding.chords { lookup[Place(scope: binding.scope, chord: chord)] = binding.action }
        }
        return lookup
    }()

    private static let everywhere: [KeyBinding] = [
        KeyBinding(.everywhere, [.function(1)], .help, 1),
        KeyBinding(.everywhere, [.function(5)], .build, 2),
        KeyBinding(.everywhere, [.function(6)], .runImage, 3),
        KeyBinding(.everywhere, [.function(8), .alternate("n")], .nextStep, 4),
        KeyBinding(.everywhere, [.function(7), .alternate("p")], .previousStep, 9),
        KeyBinding(.everywhere, [.control("q")], .quit, 6),
        KeyBinding(.everywhere, [.control("s")], .save, 5),
        KeyBinding(.everywhere, [.function(2), .alternate("1")], .showLesson),
        KeyBinding(.everywhere, [.function(3), .alternate("2")], .showEditor),
        KeyBinding(.everywhere, [.function(4), .alternate("3")], .showShell),
        KeyBinding(.everywhere, [.alternate("4")], .showBuild),
        KeyBinding(.everywhere, [.alternate("5")], .showLayers),
        KeyBinding(.everywhere, [.alternate("6")], .showImages),
        KeyBinding(.everywhere, [.alternate("7")], .showContainers),
        KeyBinding(.everywhere, [.function(9)], .checkNow),
        KeyBinding(.everywhere, [.function(10), .control("p")], .palette, 7),
        KeyBinding(.everywhere, [.alternate("h")], .revealHint),
        KeyBinding(.everywhere, [.alternate("l")], .showLessons),
        KeyBinding(.everywhere, [.alternate("r")], .resetStep),
        KeyBinding(.everywhere, [.control("t")], .nextPane),
        KeyBinding(.everywhere, [.alternate("t")], .previousPane),
        KeyBinding(.everywhere, [.function(12), .alternate("z")], .zoom),
        KeyBinding(.everywhere, [.alternate(",")], .moveDividerLeft),
        KeyBinding(.everywhere, [.alternate(".")], .moveDividerRight),
        KeyBinding(.everywhere, [.alternate("k")], .cancelBuild),
        KeyBinding(.everywhere, [.alternate("j")], .buildOneMore),
        KeyBinding(.everywhere, [.alternate("s")], .stopContainer),
        KeyBinding(.everywhere, [.alternate("c")], .nextTheme),
        KeyBinding(.everywhere, [.control("l")], .redraw),
        KeyBinding(.everywhere, [], .reloadFile),
    ]

    private static let reading: [KeyBinding] = [
        KeyBinding(.reading, [.key("?")], .help),
        KeyBinding(.reading, [KeyPress(.tab)], .nextPane, 8),
        KeyBinding(.reading, [KeyPress(.tab, .shift)], .previousPane),
        KeyBinding(.reading, [KeyPress(.up), .key("k")], .lineUp),
        KeyBinding(.reading, [KeyPress(.down), .key("j")], .lineDown),
        KeyBinding(.reading, [KeyPress(.pageUp), .key("b")], .pageUp),
        KeyBinding(.reading, [KeyPress(.pageDown), .key(" ")], .pageDown),
        KeyBinding(.reading, [KeyPress(.home), .key("g")], .toTop),
        KeyBinding(.reading, [KeyPress(.end), .key("G")], .toBottom),
        KeyBinding(.reading, [.key("n"), .key("]")], .nextStep),
        KeyBinding(.reading, [.key("p"), .key("[")], .previousStep),
        KeyBinding(.reading, [.key("q")], .quit),
        KeyBinding(.reading, [.key("z")], .zoom),
        KeyBinding(.reading, [.control("z")], .suspend),
    ]

    private static let lesson: [KeyBinding] = [
        KeyBinding(.pane(.lesson), [KeyPress(.enter)], .useBlock, 5),
        KeyBinding(.pane(.lesson), [KeyPress(.right)], .nextBlock, 5),
        KeyBinding(.pane(.lesson), [KeyPress(.left)], .previousBlock),
        KeyBinding(.pane(.lesson), [.key("h")], .revealHint, 5),
    ]

    private static let editor: [KeyBinding] = [
        KeyBinding(.pane(.editor), [KeyPress(.pageDown, .control), .alternate("]")], .nextFile, 5),
        KeyBinding(.pane(.editor), [KeyPress(.pageUp, .control), .alternate("[")], .previousFile),
        KeyBinding(.pane(.editor), [.alternate("w")], .showCause, 5),
        KeyBinding(.pane(.editor), [.alternate("e")], .explainInstruction),
        KeyBinding(.pane(.editor), [.alternate("o")], .openElsewhere),
        KeyBinding(.pane(.editor), [.alternate("v")], .showSolution),
        KeyBinding(.pane(.editor), [.alternate("x")], .toggleBreakpoint),
        KeyBinding(.pane(.editor), [.alternate("g")], .openShellHere),
        KeyBinding(.pane(.editor), [.control(" "), .alternate("/")], .complete, 8),
        KeyBinding(.pane(.editor), [.control("z")], .undo),
        KeyBinding(.pane(.editor), [.control("y")], .redo),
        KeyBinding(.pane(.editor), [.control("x")], .cut),
        KeyBinding(.pane(.editor), [.control("c")], .copy),
        KeyBinding(.pane(.editor), [.control("v")], .paste),
        KeyBinding(.pane(.editor), [.control("a")], .selectAll),
        KeyBinding(.pane(.editor), [.control("f")], .find, 9),
        KeyBinding(.pane(.editor), [.alternate("f")], .findNext),
        KeyBinding(.pane(.editor), [.alternate("b")], .findPrevious),
        KeyBinding(.pane(.editor), [.control("r")], .replace),
        KeyBinding(.pane(.editor), [.control("g")], .goToLine),
    ]

    private static let shell: [KeyBinding] = [
        KeyBinding(.pane(.shell), [.control("]")], .nextPane, 4),
        KeyBinding(.pane(.shell), [KeyPress(.pageUp), KeyPress(.pageUp, .shift)], .pageUp, 5),
        KeyBinding(.pane(.shell), [KeyPress(.enter)], .restartShell),
    ]

    private static let history: [KeyBinding] = [
        KeyBinding(.history, [KeyPress(.escape)], .leaveHistory, 0),
        KeyBinding(.history, [KeyPress(.up), KeyPress(.up, .shift)], .lineUp),
        KeyBinding(.history, [KeyPress(.down), KeyPress(.down, .shift)], .lineDown),
        KeyBinding(.history, [KeyPress(.left), KeyPress(.left, .shift)], .columnLeft),
        KeyBinding(.history, [KeyPress(.right), KeyPress(.right, .shift)], .columnRight),
        KeyBinding(.history, [KeyPress(.pageUp), KeyPress(.pageUp, .shift)], .pageUp),
        KeyBinding(.history, [KeyPress(.pageDown), KeyPress(.pageDown, .shift)], .pageDown, 0),
        KeyBinding(.history, [KeyPress(.home), KeyPress(.home, .shift)], .toTop),
        KeyBinding(.history, [KeyPress(.end), KeyPress(.end, .shift)], .toBottom),
        KeyBinding(.history, [.control("f")], .find, 0),
        KeyBinding(.history, [.alternate("f")], .findNext),
        KeyBinding(.history, [.alternate("b")], .findPrevious),
        KeyBinding(.history, [.control("c"), KeyPress(.enter)], .copy, 0),
    ]

    private static let build: [KeyBinding] = [
        KeyBinding(.pane(.build), [KeyPress(.enter)], .toggleLog, 5),
        KeyBinding(.pane(.build), [.key("w"), .alternate("w")], .showCause, 5),
        KeyBinding(.pane(.build), [.key("c")], .compareBuilds, 5),
        KeyBinding(.pane(.build), [.key("x")], .cancelBuild, 5),
        KeyBinding(.pane(.build), [.key("s"), .alternate("g")], .openShellHere, 6),
    ]

    private static let lists: [KeyBinding] = [
        KeyBinding(.pane(.images), [KeyPress(.enter)], .inspectImage, 5),
        KeyBinding(.pane(.images), [.key("r")], .runSelectedImage, 5),
        KeyBinding(.pane(.images), [.key("t")], .tagImage, 5),
        KeyBinding(.pane(.images), [KeyPress(.delete), .key("d")], .removeImage, 5),
        KeyBinding(.pane(.images), [.key("c")], .compareImage, 5),
        KeyBinding(.pane(.images), [.key("h")], .imageHistory, 5),
        KeyBinding(.pane(.images), [.key("u")], .refresh),
        KeyBinding(.pane(.layers), [KeyPress(.enter)], .toggleLog, 5),
        KeyBinding(.pane(.layers), [KeyPress(.right)], .unfold),
        KeyBinding(.pane(.layers), [KeyPress(.left)], .fold),
        KeyBinding(.pane(.layers), [.key("w")], .showWaste, 5),
        KeyBinding(.pane(.layers), [.key("u")], .refresh),
        KeyBinding(.pane(.containers), [KeyPress(.enter)], .showPage, 5),
        KeyBinding(.pane(.containers), [.key("x")], .stopThis, 5),
        KeyBinding(.pane(.containers), [KeyPress(.delete), .key("d")], .removeContainer, 5),
    ]
}
