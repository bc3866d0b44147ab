internal import LessonFormat
internal import TerminalUI

/// Coming back: the lab is as the learner left it.
extension LabModel {
    /// The pane and the file that the learner left. Before `start`.
    mutating func restoreView() {
        guard let view = panes.lesson.reached.view else { return }
        if let lower = Pane(rawValue: view.lower), Pane.lower.contains(lower) { layout.show(lower) }
        if let pane = Pane(rawValue: view.focus) { layout.show(pane) }
    }

    /// The file that was open, where it is the lesson's.
    mutating func restoreFile() -> [Effect] {
        guard let file = panes.lesson.reached.view?.file,
            let tab = panes.editor.files.firstIndex(where: { $0.path == file })
        else { return [] }
        let focus = layout.focus
        let effects = tell { $0.editor.update(.openTab(tab), &$1) }
        layout.show(focus)
        return effects
    }

    /// Takes note of what the learner looks at, for the next time.
    mutating func keepView() {
        let view = LabView(
            focus: layout.focus.rawValue, lower: layout.lower.rawValue, file: panes.editor.file?.path)
        panes.lesson.change { $0.view = view }
    }

    /// The last build and what it made; nothing where a build of this lab has come first.
    mutating func takeUp(_ build: EarlierBuild) -> [Effect] {
        let isNews = panes.build.run == nil
        let effects = tell { $0.build.update(.remembered(build), &$1) }
        // What F6 runs was made of these files.
        if isNews, let files = build.files { builtFiles = files }
        return effects
    }
}
