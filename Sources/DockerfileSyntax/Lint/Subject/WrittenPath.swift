/// A path as an instruction has it, without its quotes, for Linux or for Windows.
struct WrittenPath {
    private let text: String
    /// Whether it ends as written in what makes it a folder.
    private let hasSlash: Bool

    /// Nil where variables or a quote that never ends leave open what the path is.
    init?(_ written: String, escape: EscapeCharacter) {
        guard !written.contains("$"),
            let text = try? WordExpander(escape: escape).expand(written, lookup: { _ in nil }).text
        else { return nil }
        self.text = text
        hasSlash = Self.isSlash(text.last) || Self.isSlash(written.last)
    }

    /// `/x`, `\x`, `C:/x`, `C:\x`; the escape character may have taken the last one's backslash away.
    var isAbsolute: Bool {
        let bytes = Array(text.utf8.prefix(2))
        return Self.isSlash(text.first) || bytes.count == 2 && bytes[0].isASCIILetter && bytes[1] == UInt8(ascii: ":")
    }

    /// Whether it can only be a folder: `x/`, `C:\x\`, `.`.
    var isFolder: Bool { hasSlash || [".", ".."].contains(text) }

    private static func isSlash(_ character: Character?) -> Bool { character == "/" || character == "\\" }
}
