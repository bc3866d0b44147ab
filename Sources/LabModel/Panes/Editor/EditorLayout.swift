public import TerminalUI
internal import TextEditing

/// Where everything of the editor's pane is.
public struct EditorLayout: Equatable, Sendable {
    /// A row of tabs.
    public let tabs: Rect
    /// Build state and number of each line.
    public let gutter: Rect
    public let text: Rect
    /// What is said about the caret's place.
    public let foot: Rect
    /// Columns of the gutter for the build's state, and for the line's number with the blank before it.
    public let stateWidth: Int
    public let numberWidth: Int

    /// - Parameter isBuilt: whether there is a build that the gutter tells of.
    public init(_ file: EditorTab, isBuilt: Bool, in area: Rect) {
        let (top, body) = area.split(top: 1)
        tabs = top
        let (lines, bottom) = body.split(bottom: body.height > 5 ? (body.height > 9 ? 2 : 1) : 0)
        foot = bottom
        stateWidth = file.isDockerfile && isBuilt ? (lines.width >= 50 ? 11 : (lines.width >= 20 ? 2 : 0)) : 0
        numberWidth = lines.width >= 24 ? max(3, String(file.editor.buffer.lineCount).count + 1) : 0
        (gutter, text) = lines.split(left: stateWidth + numberWidth + (numberWidth > 0 ? 1 : 0))
    }
}
