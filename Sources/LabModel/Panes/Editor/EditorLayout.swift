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
        let (lines, bottom) = body.split(bottom: Self.footRows(of: body.height))
        foot = bottom
        stateWidth = file.isDockerfile && isBuilt ? (lines.width >= 50 ? 11 : (lines.width >= 20 ? 2 : 0)) : 0
        numberWidth = lines.width >= 24 ? max(3, String(file.editor.buffer.lineCount).count + 1) : 0
        (gutter, text) = lines.split(left: stateWidth + numberWidth + (numberWidth > 0 ? 1 : 0))
    }

    /// Rows of what is said about the caret: its place, then what the instruction means, then what a build does about it.
    private static func footRows(of height: Int) -> Int { [5, 9, 13].count { height > $0 } }
}
