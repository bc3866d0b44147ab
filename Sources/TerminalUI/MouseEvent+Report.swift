extension MouseEvent {
    /// A report of the mouse as xterm's SGR mode writes it, behind `ESC [ <`: button, column and row, `M` for a press
    /// and `m` for a release. Nil for any other text, and for buttons and movements that this program does not use.
    public init?(report: String) {
        guard let end = report.last, end == "M" || end == "m" else { return nil }
        let numbers = report.dropLast().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
            column >= 1, row >= 1, let kind = Kind(button: button, isPress: end == "M")
        else { return nil }
        self.init(kind, at: Point(x: column - 1, y: row - 1), Modifiers(button: button))
    }
}

extension Modifiers {
    fileprivate init(button: Int) {
        self = []
        if button & 4 != 0 { insert(.shift) }
        if button & 8 != 0 { insert(.alt) }
        if button & 16 != 0 { insert(.control) }
    }
}

extension MouseEvent.Kind {
    /// The lowest two bits are the button, 4 to 16 the modifiers, 32 a movement, 64 the wheel.
    fileprivate init?(button: Int, isPress: Bool) {
        switch (button & ~0x1C, isPress) {
        case (0, true): self = .press
        case (0, false): self = .release
        case (32, _): self = .drag
        case (64, true): self = .wheelUp
        case (65, true): self = .wheelDown
        default: return nil
        }
    }
}
