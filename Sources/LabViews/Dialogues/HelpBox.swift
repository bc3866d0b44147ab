import LabModel
import TerminalUI

/// The help: the key table, written out.
enum HelpBox {
    static func box(_ model: LabModel, offset: Int, width: Int) -> Box {
        var lines: [RichLine] = []
        let stage = model.presentation == nil ? [] : [(DialogueWords.presenting, KeyBinding.Scope.presenting)]
        for (title, scope) in stage + scopes(model.layout.focus) {
            let bindings = bindings(scope, model.layout.focus).filter { $0.scope == scope && !$0.chords.isEmpty }
            guard !bindings.isEmpty else { continue }
            if !lines.isEmpty { lines.append(RichLine()) }
            lines.append(RichLine(title, .heading))
            lines += bindings.flatMap { row($0, width) }
            guard scope == .everywhere, model.layout.focus == .shell else { continue }
            lines += Wrapping.lines([Span("  " + DialogueWords.shellKeys, .dim)], width: width, indent: 2)
        }
        return Box(
            title: DialogueWords.helpTitle, lines: lines, offset: offset, foot: DialogueWords.helpFoot, width: width)
    }

    /// What may stand below a title. Of the keys that work everywhere else, the shell has most for itself.
    private static func bindings(_ scope: KeyBinding.Scope, _ focus: Pane) -> [KeyBinding] {
        if scope == .everywhere { return KeyTable.takingOver + KeyTable.bindings(in: focus) }
        return KeyTable.takingOver + KeyTable.presenting + KeyTable.bindings
    }

    /// What works where the learner is, first.
    private static func scopes(_ focus: Pane) -> [(String, KeyBinding.Scope)] {
        let panes = [focus] + Pane.allCases.filter { $0 != focus }
        let own = panes.map { (DialogueWords.inPane($0.title), KeyBinding.Scope.pane($0)) }
        let history = [(DialogueWords.history, KeyBinding.Scope.history)]
        let first = focus == .shell ? [own[0]] + history : [own[0]]
        let general = [(DialogueWords.everywhere, KeyBinding.Scope.everywhere), (DialogueWords.reading, .reading)]
        return first + general + own.dropFirst() + (focus == .shell ? [] : history)
    }

    private static func row(_ binding: KeyBinding, _ width: Int) -> [RichLine] {
        let keys = binding.chords.map(KeyWords.name).joined(separator: ", ")
        let column = width >= 44 ? 20 : 12
        let pad = String(repeating: " ", count: max(1, column - TextWidth.columns(keys)))
        return Wrapping.lines(
            [Span("  " + keys, .strong), Span(pad), Span(KeyTable.title(binding.action))], width: width,
            indent: column + 2)
    }
}
