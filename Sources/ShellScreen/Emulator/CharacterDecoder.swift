/// UTF-8, a byte at a time, by table 3-7 of the Unicode Standard.
struct CharacterDecoder {
    enum Step: Equatable {
        case whole(Unicode.Scalar)
        /// The character goes on with the next byte.
        case more
        /// No character begins or goes on with this byte.
        case broken
    }

    private var value: UInt32 = 0
    private var missing = 0
    private var allowed = continuation

    private static let continuation: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether a character has begun and not ended.
    var isInside: Bool { missing > 0 }

    mutating func begin(_ lead: UInt8) -> Step {
        allowed = Self.continuation
        switch lead {
        case 0..<0x80: return .whole(Unicode.Scalar(lead))
        case 0xC2...0xDF: (value, missing) = (UInt32(lead & 0x1F), 1)
        case 0xE0...0xEF: (value, missing) = (UInt32(lead & 0x0F), 2)
        case 0xF0...0xF4: (value, missing) = (UInt32(lead & 0x07), 3)
        default: return .broken
        }
        switch lead {
        case 0xE0: allowed = 0xA0...0xBF
        case 0xED: allowed = 0x80...0x9F
        case 0xF0: allowed = 0x90...0xBF
        case 0xF4: allowed = 0x80...0x8F
        default: break
        }
        return .more
    }

    /// Takes a byte behind the first. One that breaks the character is not a part of it.
    mutating func add(_ byte: UInt8) -> Step {
        guard missing > 0, allowed.contains(byte) else {
            missing = 0
            return .broken
        }
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        allowed = Self.continuation
        return missing > 0 ? .more : .whole(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
}
