/// The modes that programs switch on and off.
struct Modes: Equatable {
    enum MouseCoding: Equatable {
        case classic, utf8, sgr, urxvt
    }

    var isInserting = false
    /// A line feed returns as well.
    var isNewLine = false
    /// Arrows are `ESC O A`.
    var hasApplicationArrows = false
    /// Places count from the region's first row.
    var isRelative = false
    var wraps = true
    var isCaretShown = true
    /// Whether a program may ask for 80 or 132 columns.
    var mayChangeColumns = false
    var bracketsPaste = false
    var mouse = ShellFrame.MouseMode.none
    var mouseCoding = MouseCoding.classic
}
