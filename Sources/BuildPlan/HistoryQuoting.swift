/// Strings as Docker's history writes them: Go's `%q`, in double quotes with escapes.
enum HistoryQuoting {
    /// A list of words: `["python" "app.py"]`.
    static func list(_ words: [String]) -> String {
        "[" + words.map(quoted).joined(separator: " ") + "]"
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case "\u{7}": "\\a"
        case "\u{8}": "\\b"
        case "\u{B}": "\\v"
        case "\u{C}": "\\f"
        default: isPrintable(scalar) ? String(scalar) : code(scalar)
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value < 0x80 ? 2 : scalar.value < 0x10000 ? 4 : 8
        let prefix = scalar.value < 0x80 ? "\\x" : scalar.value < 0x10000 ? "\\u" : "\\U"
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }

    /// A small number as `%q` shows it: `'\x03'`. Docker's history writes the retries of a health check like this.
    static func character(_ number: Int) -> String {
        guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else { return "'\\ufffd'" }
        return scalar == "'" ? "'\\''" : scalar == "\"" ? "'\"'" : "'\(escaped(scalar))'"
    }
}
