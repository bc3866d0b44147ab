/// `<<NAME`, `<<-NAME`, `<< NAME`, `3<<"NAME"`.
struct HeredocName: Equatable {
    let text: String
    let expands: Bool
    let chomps: Bool
    let fileDescriptor: Int

    /// Nil where the word is not a heredoc.
    init?(_ word: some StringProtocol) {
        guard let result = try? HeredocName.read(word) else { return nil }
        self = result
    }

    /// Nil where the word is not a heredoc; throws where it is one with a name that has no end.
    static func read(_ word: some StringProtocol) throws(WordFault) -> HeredocName? {
        let utf8 = Array(word.utf8)
        let digits = utf8.prefix { $0.isASCIIDigit }.count
        let opener = [UInt8(ascii: "<"), UInt8(ascii: "<")]
        guard utf8.count > digits + 2, Array(utf8[digits..<digits + 2]) == opener else { return nil }
        var start = digits + 2
        let chomps = utf8[start] == .dash
        if chomps { start += 1 }
        while start < utf8.count, utf8[start].isASCIISpace { start += 1 }
        guard start < utf8.count, !utf8[start...].contains(opener[0]) else { return nil }
        let rest = String(decoding: utf8[start...], as: UTF8.self)
        guard let (name, isQuoted) = try unquoted(rest) else { return nil }
        let number = Int(String(decoding: utf8[..<digits], as: UTF8.self)) ?? 0
        return HeredocName(text: name, expands: !isQuoted, chomps: chomps, fileDescriptor: number)
    }

    private init(text: String, expands: Bool, chomps: Bool, fileDescriptor: Int) {
        self.text = text
        self.expands = expands
        self.chomps = chomps
        self.fileDescriptor = fileDescriptor
    }

    /// The name without its quotes, and whether it had any; nil where it is more than one word.
    private static func unquoted(_ rest: String) throws(WordFault) -> (String, isQuoted: Bool)? {
        var expander = WordExpander()
        expander.keepsUnset = true
        let words = try expander.expand(rest) { _ in nil }.words
        guard words.count == 1 else { return nil }
        expander.keepsQuotes = true
        let raw = try expander.expand(rest) { _ in nil }.words
        guard raw.count == 1 else { return nil }
        return (words[0], quotes(in: words[0]) != quotes(in: raw[0]))
    }

    private static func quotes(in text: String) -> Int {
        text.utf8.count { $0 == .singleQuote || $0 == .doubleQuote }
    }
}
