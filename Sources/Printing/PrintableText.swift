/// Text that a user's terminal may be given.
///
/// What this program's source says literally is taken as it is; everything else is text from outside, and shows its
/// control and other hidden characters spelled out. There is no other way to make one, so that a name, a label or an
/// error text cannot move a cursor, set a title or fill a clipboard. See `HiddenCharacters`.
///
///     let line: PrintableText = "Loaded image: \(reference)\n"
public struct PrintableText: Equatable, Sendable {
    /// The text as it is written.
    public private(set) var text: String

    /// The text that has been made safe.
    init(safe text: String) { self.text = text }

    public init() { text = "" }

    /// Text from outside, on one line: newlines and tabs are spelled out too.
    public init(line foreign: some StringProtocol) {
        text = HiddenCharacters.spelledOut(foreign, keepsLines: false)
    }

    /// Text from outside that may have lines and tabs.
    public init(lines foreign: some StringProtocol) {
        text = HiddenCharacters.spelledOut(foreign, keepsLines: true)
    }

    public var isEmpty: Bool { text.isEmpty }

    /// Adds a text at the end.
    public static func += (left: inout PrintableText, right: PrintableText) { left.text += right.text }

    /// One text behind the other.
    public static func + (left: PrintableText, right: PrintableText) -> PrintableText {
        PrintableText(safe: left.text + right.text)
    }

    /// The start of the text, of at most so many characters; marks on a character count as characters.
    public func prefix(_ count: Int) -> PrintableText {
        PrintableText(safe: String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, count)))))
    }
}

extension PrintableText: ExpressibleByStringInterpolation {
    /// Literals are `StaticString`s, so that no text of the running program passes for one.
    public init(stringLiteral literal: StaticString) { text = literal.description }

    public init(stringInterpolation interpolation: Interpolation) { text = interpolation.text }

    /// Gathers the parts of a literal: its own words as they are, and everything else spelled out.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        /// Adds the program's own words.
        public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Adds a text that is safe already.
        public mutating func appendInterpolation(_ printable: PrintableText) { text += printable.text }

        /// Adds text from outside, spelled out.
        public mutating func appendInterpolation(_ foreign: some StringProtocol) {
            text += HiddenCharacters.spelledOut(foreign, keepsLines: false)
        }

        /// The words of an error may take several lines.
        public mutating func appendInterpolation(_ error: some Error) {
            text += HiddenCharacters.spelledOut("\(error)", keepsLines: true)
        }

        /// Adds the description of a value, spelled out as text from outside.
        public mutating func appendInterpolation<Value>(_ value: Value) {
            text += HiddenCharacters.spelledOut("\(value)", keepsLines: false)
        }
    }
}

extension Sequence<PrintableText> {
    /// The texts one after another, with the separator between them.
    public func joined(separator: PrintableText = "") -> PrintableText {
        PrintableText(safe: map(\.text).joined(separator: separator.text))
    }
}
