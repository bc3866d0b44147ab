internal import CVTerm
internal import TerminalUI

/// What libvterm reports while it reads: kept until the next frame is made.
final class ScreenEvents {
    var frame: ShellFrame
    /// Rows that are not as the frame has them.
    var dirty: Range<Int>
    /// Where the caret is, shown or not.
    var caret = Point(x: 0, y: 0)
    var isCaretShown = true
    /// What the terminal answers to questions of the program.
    var replies: [UInt8] = []

    /// A blank cell in the terminal's own colours.
    var standard = VTermScreenCell()

    /// A program that asks without end and reads nothing must not cost memory.
    private static let replyLimit = 64 * 1024

    init(frame: ShellFrame) {
        self.frame = frame
        dirty = 0..<frame.size.height
    }

    func damage(_ rect: VTermRect) {
        let rows = Int(rect.start_row)..<max(Int(rect.start_row), Int(rect.end_row))
        dirty =
            dirty.isEmpty ? rows : min(dirty.lowerBound, rows.lowerBound)..<max(dirty.upperBound, rows.upperBound)
    }

    func reply(_ bytes: UnsafeBufferPointer<CChar>) {
        guard replies.count + bytes.count <= Self.replyLimit else { return }
        replies += bytes.map { UInt8(bitPattern: $0) }
    }

    func set(_ property: VTermProp, _ value: UnsafeMutablePointer<VTermValue>) {
        switch property {
        case VTERM_PROP_CURSORVISIBLE: isCaretShown = value.pointee.boolean != 0
        case VTERM_PROP_ALTSCREEN: frame.isAlternate = value.pointee.boolean != 0
        case VTERM_PROP_TITLE: frame.title = value.pointee.string.map { String(cString: $0) } ?? ""
        case VTERM_PROP_MOUSE:
            let modes: [ShellFrame.MouseMode] = [.none, .clicks, .drags, .all]
            let number = Int(value.pointee.number)
            frame.mouse = modes.indices.contains(number) ? modes[number] : .none
        default: break
        }
    }

    func push(_ cells: UnsafeBufferPointer<VTermScreenCell>) {
        frame.history.append(RowReading.row(cells))
    }

    func pop(into cells: UnsafeMutableBufferPointer<VTermScreenCell>, standard: VTermScreenCell) -> Bool {
        guard let row = frame.history.removeLast() else { return false }
        ScreenCell.write(row, into: cells, standard: standard)
        return true
    }
}
