internal import CVTerm
public import TerminalUI

extension ShellTerminal {
    /// Sends a key to the program, as a terminal would; `takeReplies` has the bytes.
    public func send(_ press: KeyPress) {
        if let bytes = KeyBytes.bytes(for: press) {
            bytes.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { events.reply($0) }
            }
        } else if let key = KeyBytes.key(press.key) {
            // How these are written depends on modes that the program set.
            vterm_keyboard_key(terminal, key, VTermModifier(rawValue: UInt32(press.modifiers.rawValue)))
        }
    }

    /// Sends pasted text, in brackets where the program asked for them. Escape is left out: no text can end its own
    /// brackets and go on as keys.
    public func paste(_ text: String) {
        vterm_keyboard_start_paste(terminal)
        let start = takeReplies()
        vterm_keyboard_end_paste(terminal)
        // As long as it is: only answers to programs are bounded.
        let bytes = text.utf8.lazy.filter { $0 != 0x1B }.map { $0 == 0x0A ? 0x0D : $0 }
        events.replies = start + bytes + events.replies
    }

    /// Sends what the mouse did, at a place of the screen, to a program that asked for it. Where a program has the
    /// screen to itself and did not ask, the wheel is three arrow keys, as in tmux.
    /// - Returns: whether anything was sent.
    @discardableResult
    public func send(_ mouse: MouseEvent) -> Bool {
        let frame = events.frame
        guard Rect(frame.size).contains(mouse.point) else { return false }
        guard frame.mouse != .none else { return frame.isAlternate && sendArrows(mouse.kind) }
        vterm_mouse_move(terminal, Int32(mouse.point.y), Int32(mouse.point.x), VTERM_MOD_NONE)
        switch mouse.kind {
        case .press: vterm_mouse_button(terminal, 1, true, VTERM_MOD_NONE)
        case .release: vterm_mouse_button(terminal, 1, false, VTERM_MOD_NONE)
        case .drag: break
        case .wheelUp: vterm_mouse_button(terminal, 4, true, VTERM_MOD_NONE)
        case .wheelDown: vterm_mouse_button(terminal, 5, true, VTERM_MOD_NONE)
        }
        return true
    }

    private func sendArrows(_ kind: MouseEvent.Kind) -> Bool {
        guard kind == .wheelUp || kind == .wheelDown else { return false }
        for _ in 0..<3 { send(KeyPress(kind == .wheelUp ? .up : .down)) }
        return true
    }
}

/// Keys as a program in a terminal expects them.
enum KeyBytes {
    /// The bytes of keys that no mode changes; nil for the others. (libvterm has its own for these with modifiers, which
    /// neither bash nor vim understands.)
    static func bytes(for press: KeyPress) -> [UInt8]? {
        let base: [UInt8]
        switch press.key {
        case .character(let character): base = characters(character, isControl: press.modifiers.contains(.control))
        case .enter: base = [13]
        case .escape: base = [27]
        case .tab: base = press.modifiers.contains(.shift) ? Array("\u{1B}[Z".utf8) : [9]
        case .backspace: base = [press.modifiers.contains(.control) ? 8 : 127]
        default: return nil
        }
        return press.modifiers.contains(.alt) ? [27] + base : base
    }

    private static func characters(_ character: Character, isControl: Bool) -> [UInt8] {
        guard isControl, let ascii = character.asciiValue else { return Array(String(character).utf8) }
        switch ascii {
        case 0x40...0x7E: return [ascii & 0x1F]
        case 0x20, 0x32: return [0]
        case 0x33...0x37: return [ascii - 0x18]
        case 0x2F: return [0x1F]
        case 0x38, 0x3F: return [0x7F]
        default: return [ascii]
        }
    }

    static func key(_ key: Key) -> VTermKey? {
        switch key {
        case .up: VTERM_KEY_UP
        case .down: VTERM_KEY_DOWN
        case .left: VTERM_KEY_LEFT
        case .right: VTERM_KEY_RIGHT
        case .home: VTERM_KEY_HOME
        case .end: VTERM_KEY_END
        case .pageUp: VTERM_KEY_PAGEUP
        case .pageDown: VTERM_KEY_PAGEDOWN
        case .insert: VTERM_KEY_INS
        case .delete: VTERM_KEY_DEL
        case .function(let number) where (1...12).contains(number):
            VTermKey(rawValue: VTERM_KEY_FUNCTION_0.rawValue + UInt32(number))
        default: nil
        }
    }
}
