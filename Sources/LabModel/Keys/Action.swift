/// What a learner can ask for: by key, by mouse, or from the command palette.
public enum Action: String, CaseIterable, Hashable, Sendable {
    // Everywhere
    case help, palette, quit, suspend, redraw
    case build, cancelBuild, runImage, stopContainer, save, reloadFile
    case checkNow, nextStep, previousStep, revealHint, resetStep, showLessons
    case nextPane, previousPane, zoom, moveDividerLeft, moveDividerRight, nextTheme
    case showLesson, showEditor, showShell, showBuild, showLayers, showImages, showContainers

    // Scrolling, in every pane that is not the editor
    case lineUp, lineDown, pageUp, pageDown, toTop, toBottom

    // Lesson
    case nextBlock, previousBlock, useBlock

    // Editor
    case nextFile, previousFile
    case undo, redo, cut, copy, paste, selectAll
    case find, findNext, findPrevious, replace, goToLine
    case showCause, explainInstruction, openElsewhere, complete, showSolution

    // Shell
    case columnLeft, columnRight, leaveHistory, restartShell

    // Build
    case toggleLog, compareBuilds, buildOneMore, toggleBreakpoint, openShellHere

    // In a presentation
    case performNext, goToStep, takeOver, faster, slower, blank, large, point

    // Images, layers, containers
    case refresh, inspectImage, runSelectedImage, tagImage, removeImage, imageHistory, compareImage
    case unfold, fold, showWaste, stopThis, removeContainer, showPage
}

extension Action {
    /// What only a presentation offers.
    public static let presenting: Set<Action> = [
        .performNext, .goToStep, .takeOver, .faster, .slower, .blank, .large, .point,
    ]

    /// What means something else in what the shell has shown.
    static let inHistory: Set<Action> = [
        .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .find, .findNext, .findPrevious, .copy,
    ]
}
