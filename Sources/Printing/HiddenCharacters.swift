/// The characters that a terminal obeys or a reader cannot see, and how they are shown instead.
///
/// Control characters (C0, DEL, C1), direction marks and overrides, zero-width and other ignorable characters, line and
/// paragraph separators. A joiner inside of a script or a picture stays: words of several languages need it.
public enum HiddenCharacters {
    /// Whether the character may not reach a terminal as it is. A newline and a tab are hidden too.
    ///
    /// - Parameter previous: the character before it; nil at the start.
    public static func contains(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar? = nil) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 }
        if value < 0xA0 { return true }
        if value < 0x300 { return value == 0xAD }
        switch value {
        case 0x200C, 0x200D: return previous.map(\.isASCII) ?? true
        // Variation selectors only choose between two looks of a picture.
        case 0xFE00...0xFE0F: return false
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isDefaultIgnorableCodePoint
        }
    }

    /// `\n`, `\x1b`, `\u202e`, `\U000e0041`: as C and Go write them. Beyond ASCII's first 32 it is JSON's spelling too.
    public static func spelling(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            switch scalar.value {
            case ..<0x20: "\\x" + hexadecimal(scalar.value, 2)
            case ..<0x1_0000: "\\u" + hexadecimal(scalar.value, 4)
            default: "\\U" + hexadecimal(scalar.value, 8)
            }
        }
    }

    /// The text with its hidden characters spelled out. Time and memory are linear in its bytes.
    ///
    /// - Parameter keepsLines: newlines and tabs stay as they are, and so does a CR LF, as a newline.
    static func spelledOut(_ text: some StringProtocol, keepsLines: Bool) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || keepsLines && ($0 == 0x0A || $0 == 0x09) }) {
            return String(text)
        }
        var shown = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        var rest = text.unicodeScalars.makeIterator()
        var next = rest.next()
        while let scalar = next {
            next = rest.next()
            let isLineEnd = keepsLines && (scalar == "\n" || scalar == "\t")
            let isBeforeLineEnd = keepsLines && scalar == "\r" && next == "\n"
            if isLineEnd || !contains(scalar, after: previous) {
                shown.append(scalar)
            } else if !isBeforeLineEnd {
                // Not append(contentsOf:), which copies all that is there already.
                for part in spelling(of: scalar).unicodeScalars { shown.append(part) }
            }
            previous = scalar
        }
        return String(shown)
    }

    static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
