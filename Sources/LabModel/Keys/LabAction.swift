/// What concerns the whole lab, or several panes at once.
public enum LabAction: Hashable, Sendable {
    case help, palette, quit, suspend, redraw
    case build, cancelBuild, buildOneMore, buildOneLess, runImage, stopContainer, save, reloadFile
    case checkNow, nextStep, previousStep, revealHint, resetStep, catchUp, showLessons
    case nextPane, previousPane, zoom, moveDividerLeft, moveDividerRight, nextTheme
    case peek, dockersWords, nextFinding
    case show(Pane)
    /// Opens a step by its number, from 1.
    case goToStep(Int)
}
