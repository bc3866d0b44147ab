import TerminalUI

/// Columns of text, as the terminal shows it.
enum TextWidth {
    static func columns(_ character: Character) -> Int { CellWidth.of(character) }

    static func columns(_ text: some StringProtocol) -> Int { CellWidth.of(text) }

    /// The start of a text that fits, with an ellipsis where it was cut.
    static func fitting(_ text: String, _ width: Int, ellipsis: String) -> String {
        guard columns(text) > width else { return text }
        let room = width - columns(ellipsis)
        guard room > 0 else { return String(text.prefix(max(0, width))) }
        var size = 0
        var kept = ""
        for character in text {
            size += columns(character)
            if size > room { break }
            kept.append(character)
        }
        return kept + ellipsis
    }
}
