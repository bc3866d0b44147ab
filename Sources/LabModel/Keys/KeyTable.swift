public import TerminalUI

/// All rows: those of the lab, and those of each pane.
public enum KeyTable {
    /// The keys of the lab and of all panes.
    public static let bindings: [KeyBinding] =
        everywhere + reading + Pane.lesson.keys + Pane.editor.keys + Pane.shell.keys + ShellPane.historyKeys
        + Pane.allCases.filter { ![.lesson, .editor, .shell].contains($0) }.flatMap(\.keys)

    /// What only a presentation has: the key that works always, then those that work while Space performs.
    public static let takingOver = Presentation.takingOver

    /// The keys of a presenter who performs.
    public static let presenting = Presentation.driving

    /// What a key does in a pane: the pane's own binding before the general one.
    public static func action(for chord: KeyPress, in pane: Pane) -> Action? {
        lookup[Place(scope: .pane(pane), chord: chord)]
            ?? (pane.takesText ? nil : lookup[Place(scope: .reading, chord: chord)])
            ?? (reaches(chord, pane) ? lookup[Place(scope: .everywhere, chord: chord)] : nil)
    }

    /// What a key does while keys move in what the shell has shown.
    static func historyAction(for chord: KeyPress) -> Action? { lookup[Place(scope: .history, chord: chord)] }

    static func presenterAction(for chord: KeyPress, isDriving: Bool) -> Action? {
        let bindings = isDriving ? takingOver + presenting : takingOver
        return bindings.first { $0.chords.contains(chord) }?.action
    }

    // MARK: Names

    /// Every action, in the order of the table.
    public static let actions: [Action] = named.map(\.action)

    /// What an action is called: in the palette, in the help, and in a word or two in the status line.
    public static func title(_ action: Action) -> String {
        if case .lab(.goToStep(let number)) = action { return "Go to step \(number)" }
        return names[action]?.title ?? ""
    }

    /// The word or two of an action in the status line; empty for an action without them.
    public static func short(_ action: Action) -> String { names[action]?.short ?? "" }

    private static let named = (bindings + takingOver + presenting).filter { $0.name != nil }

    private static let names: [Action: KeyBinding.Name] = Dictionary(
        named.compactMap { binding in binding.name.map { (binding.action, $0) } },
        uniquingKeysWith: { first, _ in first })

    // MARK: Places

    /// The first key of an action that works where the focus is, or in the pane that has the action; nil without one.
    public static func chord(for action: Action, from focus: Pane) -> KeyPress? {
        bindings.lazy.filter { $0.action == action }.compactMap { binding in
            binding.scope == .everywhere ? binding.chords.first { reaches($0, focus) } : binding.chords.first
        }.first
    }

    /// All keys go to the shell, but for those that no program in it needs.
    private static func reaches(_ chord: KeyPress, _ pane: Pane) -> Bool {
        guard pane == .shell else { return true }
        switch (chord.key, chord.modifiers) {
        case (.function, []), (.character("q"), .control), (.character("s"), .control): return true
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
            case .reading: pane.takesText ? nil : binding
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
}
