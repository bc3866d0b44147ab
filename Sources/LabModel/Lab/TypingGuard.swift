internal import TerminalUI

/// Knows whether somebody is typing, so that what comes up meanwhile does not take a letter for an answer, and a word
/// that is typed where nothing takes text does not set off what its letters mean there.
struct TypingGuard: Sendable {
    /// When a key that writes text was struck last, by the lab's clock.
    private var struckAt: Double?
    /// When a letter came last that the pane with the focus has no use for.
    private var strayAt: Double?
    /// Until when a dialogue that came up by itself takes no key.
    private var deafUntil: Double?

    /// Seconds.
    static let pause = 0.5

    /// A dialogue came up that no key asked for.
    mutating func dialogueOpened(at now: Double) {
        guard let struckAt, now - struckAt < 2 * Self.pause else { return }
        deafUntil = now + Self.pause
    }

    mutating func dialogueClosed() { deafUntil = nil }

    func isDeaf(at now: Double) -> Bool { deafUntil.map { now < $0 } ?? false }

    /// Text that still comes keeps a dialogue waiting.
    mutating func struck(_ press: KeyPress, at now: Double) {
        guard press.isText || press.key == .enter || press.key == .backspace else { return }
        struckAt = now
        if isDeaf(at: now) { deafUntil = now + Self.pause }
    }

    /// A letter came that means nothing here.
    mutating func strayed(at now: Double) { strayAt = now }

    /// Whether a key is part of a word that is typed where nothing takes text.
    mutating func isStray(_ press: KeyPress, at now: Double) -> Bool {
        guard press.isText || press.key == .enter || press.key == .backspace else { return false }
        guard let strayAt, now - strayAt < Self.pause else { return false }
        self.strayAt = now
        return true
    }
}

extension KeyPress {
    /// Whether the key writes something in a text.
    var isText: Bool {
        if case .character = key, modifiers.isEmpty { true } else { false }
    }

    /// Whether the key, alone or with Shift, changes a text.
    var writes: Bool {
        guard modifiers.subtracting(.shift).isEmpty else { return false }
        if case .character = key { return true }
        return [.enter, .backspace, .delete, .tab].contains(key)
    }

    /// Whether what is typed next in a text would go somewhere else after this key.
    var movesCaret: Bool { [.up, .down, .left, .right, .home, .end].contains(key) }
}
