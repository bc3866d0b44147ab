/// Takes out of a program's output what libvterm 0.1 does not survive.
///
/// - `CSI n b` repeats a character; with none before it, it repeats without end.
/// - It counts as far as a number says: numbers are shortened to what can mean something on a screen.
/// - UTF-8 that ends in the middle of a character makes it write past its memory: what is no character becomes U+FFFD,
///   as in xterm.
struct InputGuard {
    private enum State {
        case text, escape, string
        case sequence(digits: Int)
    }

    private enum Verdict {
        case keep(Int)
        case drop
        case replace(Int, with: [UInt8])
        /// A character that goes on in the next call.
        case hold
    }

    private var state = State.text
    /// Whether the last character is one that may be repeated.
    private var canRepeat = false
    /// The beginning of a character whose end has not come yet.
    private var held: [UInt8] = []

    /// No screen has 10,000 columns.
    private static let digits = 4
    private static let escape: UInt8 = 0x1B
    private static let printable: ClosedRange<UInt8> = 0x20...0x7E
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    /// Ends a sequence without effect.
    private static let cancel: [UInt8] = [0x18]

    /// Calls `body` with what is left, in order. Sequences and characters may be cut anywhere between two calls.
    mutating func pass(_ bytes: UnsafeRawBufferPointer, to body: (UnsafeRawBufferPointer) -> Void) {
        guard !held.isEmpty else { return scan(bytes, body) }
        let whole = held + bytes
        held = []
        whole.withUnsafeBytes { scan($0, body) }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        var index = 0
        func send() { if start < index { body(UnsafeRawBufferPointer(rebasing: bytes[start..<index])) } }
        while index < bytes.count {
            switch look(at: bytes, index) {
            case .keep(let count): index += count
            case .drop:
                send()
                index += 1
                start = index
            case .replace(let count, let other):
                send()
                other.withUnsafeBytes(body)
                index += count
                start = index
            case .hold:
                send()
                held = Array(bytes[index...])
                return
            }
        }
        send()
    }

    private mutating func look(at bytes: UnsafeRawBufferPointer, _ index: Int) -> Verdict {
        let byte = bytes[index]
        if case .text = state, Self.printable.contains(byte) {
            canRepeat = true
            return .keep(1)
        }
        return byte < 0x80 ? control(byte) : character(bytes, index)
    }

    private mutating func control(_ byte: UInt8) -> Verdict {
        switch (state, byte) {
        case (_, Self.escape): state = .escape
        case (_, 0x18), (_, 0x1A), (.string, 0x07): state = .text
        // Other control characters are obeyed in the middle of a sequence, which then goes on.
        case (.text, _), (.string, _), (_, 0..<0x20), (_, 0x7F): break
        case (.escape, UInt8(ascii: "[")): state = .sequence(digits: 0)
        case (.escape, UInt8(ascii: "]")), (.escape, UInt8(ascii: "P")), (.escape, UInt8(ascii: "X")),
            (.escape, UInt8(ascii: "^")), (.escape, UInt8(ascii: "_")):
            state = .string
        case (.escape, 0x20..<0x30): break
        case (.escape, _):
            canRepeat = false
            state = .text
        case (.sequence(let count), UInt8(ascii: "0")...UInt8(ascii: "9")):
            guard count < Self.digits else { return .drop }
            // Zeros ahead of a number do not make it larger.
            state = .sequence(digits: count == 0 && byte == UInt8(ascii: "0") ? 0 : count + 1)
        case (.sequence, 0x20..<0x40): state = .sequence(digits: 0)
        case (.sequence, _):
            state = .text
            if byte == UInt8(ascii: "b"), !canRepeat { return .replace(1, with: Self.cancel) }
        }
        return .keep(1)
    }

    private mutating func character(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Verdict {
        switch state {
        case .escape, .sequence:
            state = .text
            return .replace(1, with: Self.cancel)
        case .text, .string:
            canRepeat = false
            guard let length = UTF8Length(bytes[index...]) else { return .replace(1, with: Self.replacement) }
            return length.isWhole ? .keep(length.count) : .hold
        }
    }
}

/// How long the character is that some bytes begin with, by table 3-7 of the Unicode Standard; nil where they begin with
/// none.
private struct UTF8Length {
    let count: Int
    /// Whether all its bytes are there.
    let isWhole: Bool

    init?(_ bytes: Slice<UnsafeRawBufferPointer>) {
        guard let lead = bytes.first else { return nil }
        let second: ClosedRange<UInt8>
        switch lead {
        case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (count, second) = (3, 0x80...0xBF)
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        default: return nil
        }
        let rest = bytes.dropFirst().prefix(count - 1)
        for (position, byte) in rest.enumerated() {
            guard (position == 0 ? second : 0x80...0xBF).contains(byte) else { return nil }
        }
        isWhole = rest.count == count - 1
    }
}
