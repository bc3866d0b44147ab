public import TerminalUI

extension ShellTerminal {
    /// Sends a key to the program, as a terminal would; `takeReplies` has the bytes.
    public func send(_ press: KeyPress) {
        emulator.type(KeyBytes.bytes(for: press, hasApplicationArrows: emulator.modes.hasApplicationArrows))
    }

    /// Sends pasted text, in brackets where the program asked for them. Escape is left out: no text can end its own
    /// brackets and go on as keys.
    public func paste(_ text: String) {
        let brackets = emulator.modes.bracketsPaste
        if brackets { emulator.type(Array("\u{1B}[200~".utf8)) }
        emulator.type(text.utf8.lazy.filter { $0 != 0x1B }.map { $0 == 0x0A ? 0x0D : $0 })
        if brackets { emulator.type(Array("\u{1B}[201~".utf8)) }
    }

    /// Sends what the mouse did, at a place of the screen, to a program that asked for it. Where a program has the
    /// screen to itself and did not ask, the wheel is three arrow keys, as in tmux.
    /// - Returns: whether anything was sent.
    @discardableResult
    public func send(_ mouse: MouseEvent) -> Bool {
        guard Rect(emulator.screen.size).contains(mouse.point) else { return false }
        let modes = emulator.modes
        guard modes.mouse != .none else { return emulator.isAlternate && sendArrows(mouse.kind) }
        guard let bytes = MouseBytes.bytes(for: mouse, modes.mouse, modes.mouseCoding) else { return false }
        emulator.type(bytes)
        return true
    }

    private func sendArrows(_ kind: MouseEvent.Kind) -> Bool {
        guard kind == .wheelUp || kind == .wheelDown else { return false }
        for _ in 0..<3 { send(KeyPress(kind == .wheelUp ? .up : .down)) }
        return true
    }
}
