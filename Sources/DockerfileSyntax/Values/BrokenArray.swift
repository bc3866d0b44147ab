/// A list in brackets that was meant as JSON and is not: what keeps it from being JSON, and what was meant.
///
/// `CMD ['python', 'app.py']` is one: without a word, an instruction takes it for a line of the shell.
public struct BrokenArray: Equatable, Sendable {
    /// What JSON does not have.
    public enum Flaw: Equatable, Sendable {
        case singleQuotes
        case typographicQuotes
        case wordWithoutQuotes(String)
        case quoteNeverCloses
        case commaMissing
        case commaTooMany
        case openingMissing
        case closingMissing
        case textBehind(String)
        case backslash
        case strangeBlank
    }

    /// The first flaw of the text.
    public let flaw: Flaw
    /// Where the flaw is, in UTF-8 bytes of the text; the whole where a bracket is missing.
    public let place: Range<Int>
    /// The array that was meant; nil where that cannot be told.
    public let mended: String?

    /// Nil for JSON, and for a text that does not look like a list: `[ -f x ]` is a test of the shell's.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        if case .strings = JSONArray.read(bytes, 0..<bytes.count) { return nil }
        var scanner = BrokenArrayScanner(text)
        guard let flaw = scanner.read() else { return nil }
        self.flaw = flaw.flaw
        let scalars = Array(text.unicodeScalars)
        let offset = { (index: Int) in scalars[..<index].reduce(0) { $0 + UTF8.width($1) } }
        place = offset(flaw.place.lowerBound)..<offset(flaw.place.upperBound)
        mended = scanner.mended
    }

    /// What keeps the text from being JSON, as the end of a sentence that begins with what it is.
    public var cause: String {
        switch flaw {
        case .singleQuotes: "it has single quotes where JSON has double ones"
        case .typographicQuotes: "its quotes are typographic ones, and JSON has straight ones"
        case .wordWithoutQuotes(let word): "`\(word)` has no double quotes around it"
        case .quoteNeverCloses: "a double quote is missing"
        case .commaMissing: "a comma is missing"
        case .commaTooMany: "it has a comma too many"
        case .openingMissing: "its `[` is missing"
        case .closingMissing: "its `]` is missing"
        case .textBehind(let text): "`\(text)` stands behind its `]`"
        case .backslash: "JSON has two backslashes for one"
        case .strangeBlank: "one of its blanks is not a plain one"
        }
    }
}
