/// What a terminal does with the next byte of its input, whatever the screen: the states of ECMA-48's parser, with
/// UTF-8 in its text. Nothing that comes can make it keep more than a few thousand bytes.
struct StreamParser {
    enum Action: Equatable {
        case nothing
        case character(Unicode.Scalar)
        /// Below 0x20, carried out in the middle of a sequence as well.
        case control(UInt8)
        /// `ESC`, a byte between 0x20 and 0x2F or 0, and the byte that says what to do.
        case escape(intermediate: UInt8, final: UInt8)
        /// `sequence` has it.
        case sequence
        /// `ESC ]` up to its end; `text` has it.
        case command
        /// `ESC P` up to its end; `text` has it.
        case deviceControl
    }

    private enum State: Equatable {
        case text, escape
        case intermediate(UInt8)
        case sequence
        /// A sequence that means nothing, up to its letter.
        case ignored
        case string(StringKind)
        /// An escape in a string: a backslash ends it.
        case stringEscape(StringKind)
    }

    private enum StringKind: Equatable {
        case command, deviceControl, ignored
    }

    private var state = State.text
    private var decoder = CharacterDecoder()
    private(set) var sequence = ControlSequence()
    /// The content of a string, as far as it is kept.
    private(set) var text: [UInt8] = []

    private static let textLimit = 4096
    private static let escape: UInt8 = 0x1B

    /// Whether printable ASCII is text at this point, and not a part of a sequence or of a longer character.
    var isText: Bool { state == .text && !decoder.isInside }

    /// Takes a byte.
    /// - Returns: what it asks for, and whether the byte is done with: one that breaks a character off is not.
    mutating func parse(_ byte: UInt8) -> (action: Action, isDone: Bool) {
        if decoder.isInside { return goOn(byte) }
        switch (state, byte) {
        case (.stringEscape(let kind), UInt8(ascii: "\\")): return (end(kind), true)
        // Another sequence begins in the middle of the string, and nothing comes of the string.
        case (.stringEscape, _):
            state = .escape
            return (.nothing, false)
        case (.string(let kind), _): return (inString(kind, byte), true)
        case (_, Self.escape):
            state = .escape
            return (.nothing, true)
        case (_, 0x18), (_, 0x1A):
            state = .text
            return (.nothing, true)
        case (_, 0x00..<0x20): return (.control(byte), true)
        case (_, 0x7F): return (.nothing, true)
        case (.text, _): return (begin(byte), true)
        case (_, 0x80...0xFF):
            state = .text
            return (.nothing, false)
        case (.escape, _): return (afterEscape(byte), true)
        case (.intermediate(let first), _): return (afterIntermediate(first, byte), true)
        case (.sequence, _): return (inSequence(byte), true)
        case (.ignored, _):
            if byte >= 0x40 { state = .text }
            return (.nothing, true)
        }
    }

    // MARK: Text

    private mutating func begin(_ byte: UInt8) -> Action { action(of: decoder.begin(byte)) }

    private mutating func goOn(_ byte: UInt8) -> (action: Action, isDone: Bool) {
        let step = decoder.add(byte)
        return (action(of: step), step != .broken)
    }

    private func action(of step: CharacterDecoder.Step) -> Action {
        switch step {
        case .whole(let scalar): .character(scalar)
        case .more: .nothing
        case .broken: .character("\u{FFFD}")
        }
    }

    // MARK: Sequences

    private mutating func afterEscape(_ byte: UInt8) -> Action {
        switch byte {
        case UInt8(ascii: "["):
            sequence.begin()
            state = .sequence
        case UInt8(ascii: "]"): beginString(.command)
        case UInt8(ascii: "P"): beginString(.deviceControl)
        case UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"): beginString(.ignored)
        case 0x20..<0x30: state = .intermediate(byte)
        default:
            state = .text
            return .escape(intermediate: 0, final: byte)
        }
        return .nothing
    }

    private mutating func afterIntermediate(_ first: UInt8, _ byte: UInt8) -> Action {
        guard byte >= 0x30 else { return .nothing }
        state = .text
        return .escape(intermediate: first, final: byte)
    }

    private mutating func inSequence(_ byte: UInt8) -> Action {
        switch byte {
        case 0x30...0x39 where sequence.intermediate == 0: sequence.add(digit: byte)
        case 0x3A, 0x3B:
            if sequence.intermediate != 0 || !sequence.divide(isPart: byte == 0x3A) { state = .ignored }
        case 0x3C...0x3F where sequence.prefix == 0 && sequence.numbers.isEmpty && sequence.intermediate == 0:
            sequence.prefix = byte
        case 0x20..<0x30: sequence.intermediate = byte
        case 0x40...0x7E:
            sequence.final = byte
            state = .text
            return .sequence
        default: state = .ignored
        }
        return .nothing
    }

    // MARK: Strings

    private mutating func beginString(_ kind: StringKind) {
        text.removeAll(keepingCapacity: true)
        state = .string(kind)
    }

    private mutating func inString(_ kind: StringKind, _ byte: UInt8) -> Action {
        switch byte {
        case Self.escape: state = .stringEscape(kind)
        case 0x18, 0x1A: state = .text
        case 0x07: return end(kind)
        default: if kind != .ignored, text.count < Self.textLimit { text.append(byte) }
        }
        return .nothing
    }

    private mutating func end(_ kind: StringKind) -> Action {
        state = .text
        switch kind {
        case .command: return .command
        case .deviceControl: return .deviceControl
        case .ignored: return .nothing
        }
    }
}
