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

    /// The end of a text that fits, with an ellipsis where it was cut.
    static func end(of text: String, _ width: Int, ellipsis: String) -> String {
        guard columns(text) > width else { return text }
        let room = width - columns(ellipsis)
        guard room > 0 else { return String(text.suffix(max(0, width))) }
        var size = 0
        var kept: [Character] = []
        for character in text.reversed() {
            size += columns(character)
            if size > room { break }
            kept.append(character)
        }
        return ellipsis + String(kept.reversed())
    }

    /// So many columns of a text from one on, as far as it goes; a wide character that is cut in two becomes blanks.
    static func part(of text: String, from start: Int, count: Int) -> String {
        let end = start + max(0, count)
        var column = 0
        var kept = ""
        for character in text {
            let next = column + columns(character)
            if column >= end { break }
            if column >= start, next <= end {
                kept.append(character)
            } else if next > start {
                kept += String(repeating: " ", count: min(next, end) - max(column, start))
            }
            column = next
        }
        return kept
    }
}
