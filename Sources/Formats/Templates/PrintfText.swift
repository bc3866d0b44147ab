/// `printf`, with the verbs of Go.
struct PrintfText {
    /// Characters that one width may ask for.
    static let widthLimit = 10_000

    private var format: Substring.UnicodeScalarView
    private let arguments: [TemplateValue]
    private var used = 0
    private var result = ""

    static func text(_ format: String, _ arguments: [TemplateValue]) -> String {
        var printing = PrintfText(format: Substring(format).unicodeScalars, arguments: arguments)
        printing.run()
        return printing.result
    }

    private init(format: Substring.UnicodeScalarView, arguments: [TemplateValue]) {
        self.format = format
        self.arguments = arguments
    }

    private mutating func run() {
        while let scalar = format.popFirst() {
            if scalar == "%" { directive() } else { result.unicodeScalars.append(scalar) }
        }
        guard used < arguments.count else { return }
        let extra = arguments[used...].map { "\($0.kind)=\($0.text)" }.joined(separator: ", ")
        result += "%!(EXTRA \(extra))"
    }

    /// What stands between `%` and its verb.
    private struct Options {
        var flags: Set<Unicode.Scalar> = []
        var width = 0
        var precision: Int?
    }

    private mutating func directive() {
        var options = Options()
        while let flag = format.first, ["-", "+", "#", " ", "0"].contains(flag) {
            options.flags.insert(flag)
            format.removeFirst()
        }
        if let width = count() {
            options.width = abs(width)
            if width < 0 { options.flags.insert("-") }
        }
        if format.first == "." {
            format.removeFirst()
            options.precision = max(0, count() ?? 0)
        }
        guard let verb = format.popFirst() else {
            result += "%!(NOVERB)"
            return
        }
        if verb == "%" {
            result += "%"
        } else if used < arguments.count {
            used += 1
            result += padded(Self.text(of: arguments[used - 1], verb, options), options)
        } else {
            result += "%!\(verb)(MISSING)"
        }
    }

    /// Digits, or `*` for the next argument.
    private mutating func count() -> Int? {
        if format.first == "*" {
            format.removeFirst()
            guard used < arguments.count, case .integer(let value) = arguments[used] else { return nil }
            used += 1
            return min(max(Int(clamping: value), -Self.widthLimit), Self.widthLimit)
        }
        let digits = format.prefix { ("0"..."9").contains($0) }
        format.removeFirst(digits.count)
        return digits.isEmpty ? nil : min(Int(String(digits)) ?? Self.widthLimit, Self.widthLimit)
    }

    private func padded(_ text: String, _ options: Options) -> String {
        let missing = options.width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        if options.flags.contains("-") { return text + String(repeating: " ", count: missing) }
        guard options.flags.contains("0") else { return String(repeating: " ", count: missing) + text }
        let sign = text.prefix { "+-".contains($0) }
        return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
    }

    private static func text(of value: TemplateValue, _ verb: Unicode.Scalar, _ options: Options) -> String {
        switch (verb, value) {
        case ("T", _): value.kind
        case ("v", .string(let text)) where options.flags.contains("#"): quoted(text)
        case ("v", .integer(let number)) where options.flags.contains("+"): number < 0 ? "\(number)" : "+\(number)"
        case ("v", .string(let text)), ("s", .string(let text)): cut(text, options)
        case ("v", _): value.text
        case ("q", .string(let text)): quoted(cut(text, options))
        case ("t", .bool(let value)): "\(value)"
        case ("x", .string(let text)), ("X", .string(let text)): hexadecimal(text, isUpper: verb == "X")
        case (_, .integer(let number)): integer(number, verb, options) ?? wrong(verb, value)
        case (_, .number(let number)): fraction(number, verb, options) ?? wrong(verb, value)
        case ("s", .list(let elements)), ("q", .list(let elements)):
            "[" + elements.map { text(of: $0, verb, options) }.joined(separator: " ") + "]"
        case ("s", .none(.list)): "[]"
        default: wrong(verb, value)
        }
    }

    private static func integer(_ number: Int64, _ verb: Unicode.Scalar, _ options: Options) -> String? {
        let isSharp = options.flags.contains("#")
        var text: String
        switch verb {
        case "d": text = "\(number.magnitude)"
        case "b": text = (isSharp ? "0b" : "") + String(number.magnitude, radix: 2)
        case "o": text = (isSharp ? "0" : "") + String(number.magnitude, radix: 8)
        case "x": text = (isSharp ? "0x" : "") + String(number.magnitude, radix: 16)
        case "X": text = (isSharp ? "0X" : "") + String(number.magnitude, radix: 16, uppercase: true)
        case "c": return Unicode.Scalar(UInt32(clamping: number)).map { String(Character($0)) } ?? "\u{FFFD}"
        case "q":
            let scalar = Unicode.Scalar(UInt32(clamping: number)) ?? "\u{FFFD}"
            return "'" + String(Character(scalar)) + "'"
        case "U":
            let digits = String(number.magnitude, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        default: return nil
        }
        if let precision = options.precision {
            text = String(repeating: "0", count: max(0, precision - text.count)) + text
        }
        if number < 0 { return "-" + text }
        return (options.flags.contains("+") ? "+" : options.flags.contains(" ") ? " " : "") + text
    }

    private static func fraction(_ number: Double, _ verb: Unicode.Scalar, _ options: Options) -> String? {
        let sign = options.flags.contains("+") && number >= 0 ? "+" : ""
        switch verb {
        case "f", "F": return sign + FloatText.fixed(number, places: options.precision ?? 6)
        case "g", "G": return sign + FloatText.shortest(number)
        default: return nil
        }
    }

    /// A precision counts characters.
    private static func cut(_ text: String, _ options: Options) -> String {
        guard let precision = options.precision else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
    }

    private static func hexadecimal(_ text: String, isUpper: Bool) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUpper) }.joined()
    }

    private static func quoted(_ text: String) -> String {
        let inner = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case "\r": "\\r"
            case "\u{0}"..<" ", "\u{7F}": "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(Character(scalar))
            }
        }
        return "\"" + inner.joined() + "\""
    }

    private static func wrong(_ verb: Unicode.Scalar, _ value: TemplateValue) -> String {
        "%!\(verb)(\(value.kind)=\(value.text))"
    }
}
