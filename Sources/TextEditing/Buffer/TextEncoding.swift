/// How a file's bytes are characters.
public enum TextEncoding: Hashable, Sendable {
    /// UTF-8. A byte that is not a part of it is a character of its own, shown as the Latin-1 character of its number.
    case utf8
    /// ISO 8859-1: each byte a character.
    case latin1

    /// UTF-8 unless bytes above 127 are there and each of them can only be a Latin-1 letter.
    init(guessedFrom bytes: [UInt8]) {
        var index = 0
        var hasLetter = false
        while index < bytes.count {
            let length = UTF8Sequence.length(at: index, in: bytes[...])
            let byte = bytes[index]
            if length > 1 || (length == 0 && byte < 0xA0) || byte == 0 {
                self = .utf8
                return
            }
            hasLetter = hasLetter || length == 0
            index += 1
        }
        self = hasLetter ? .latin1 : .utf8
    }

    /// The bytes of a text; nil where the encoding cannot write one of its characters.
    public func encode(_ text: String) -> [UInt8]? {
        switch self {
        case .utf8: return Array(text.utf8)
        case .latin1:
            var bytes: [UInt8] = []
            for scalar in text.unicodeScalars {
                guard scalar.value < 256 else { return nil }
                bytes.append(UInt8(scalar.value))
            }
            return bytes
        }
    }

    /// Bytes as a text to show or search.
    public func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String()
        LineText(bytes, self).forEach { text.append($0.character) }
        return text
    }
}

enum UTF8Sequence {
    /// The number of bytes of the UTF-8 sequence at an index; 0 where there is none (overlong and surrogates included).
    static func length(at index: Int, in bytes: ArraySlice<UInt8>) -> Int {
        let first = bytes[index]
        guard first >= 0x80 else { return 1 }
        let length =
            first >= 0xC2 && first < 0xE0
            ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0
        guard length > 0, index + length <= bytes.endIndex else { return 0 }
        for follower in bytes[(index + 1)..<(index + length)] where follower & 0xC0 != 0x80 { return 0 }
        let second = bytes[index + 1]
        switch first {
        case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
            return 0
        default: return length
        }
    }
}
