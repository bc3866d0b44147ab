internal import Glibc

/// Shortens the numbers of control sequences to what can mean something on a screen.
///
/// libvterm does as often as a number says: the thirteen bytes of `CSI 2147483647 b` keep it busy for minutes.
struct NumberLimit {
    private enum State {
        case text, escape
        case sequence(digits: Int)
    }

    private var state = State.text

    /// No screen has 10,000 columns.
    private static let digits = 4
    private static let escape = UInt8(ascii: "\u{1B}")

    /// Calls `pass` with the ranges of bytes that are left, in order. Sequences may be cut anywhere between two calls.
    mutating func pass(_ bytes: UnsafeRawBufferPointer, to body: (Range<Int>) -> Void) {
        var start = 0
        var index = 0
        while index < bytes.count {
            if case .text = state {
                guard let next = Self.escape(in: bytes, from: index) else { break }
                state = .escape
                index = next + 1
                continue
            }
            if !takes(bytes[index]) {
                if start < index { body(start..<index) }
                start = index + 1
            }
            index += 1
        }
        if start < bytes.count { body(start..<bytes.count) }
    }

    /// Whether a byte behind `ESC` stays.
    private mutating func takes(_ byte: UInt8) -> Bool {
        switch (state, byte) {
        case (_, Self.escape): state = .escape
        case (_, 0x18), (_, 0x1A): state = .text
        // Other control characters are obeyed in the middle of a sequence, which then goes on.
        case (_, 0..<0x20): break
        case (.escape, UInt8(ascii: "[")): state = .sequence(digits: 0)
        case (.sequence(let count), UInt8(ascii: "0")...UInt8(ascii: "9")):
            guard count < Self.digits else { return false }
            // Zeros ahead of a number do not make it larger.
            state = .sequence(digits: count == 0 && byte == UInt8(ascii: "0") ? 0 : count + 1)
        case (.sequence, 0x20..<0x40): state = .sequence(digits: 0)
        case (.sequence, 0x7F): break
        default: state = .text
        }
        return true
    }

    private static func escape(in bytes: UnsafeRawBufferPointer, from index: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + index, Int32(escape), bytes.count - index) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
