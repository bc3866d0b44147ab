/// The stand-in for a character on a terminal that has only ASCII.
public enum ASCIIFallback {
    /// It has as many characters as the original takes cells.
    public static func characters(for character: Character) -> [Character] {
        if character.isASCII { return [character] }
        let sign = sign(for: character)
        return [sign] + Array(repeating: " ", count: max(1, CellWidth.of(character)) - 1)
    }

    private static func sign(for character: Character) -> Character {
        if let known = signs[character] { return known }
        guard let scalar = character.unicodeScalars.first else { return "?" }
        // A letter with marks on it is still that letter.
        if scalar.isASCII { return Character(scalar) }
        switch scalar.value {
        case 0x2500...0x257F: return "+"
        case 0x2580...0x259F: return "#"
        case 0x2800...0x28FF: return "*"
        default: return "?"
        }
    }

    private static let signs: [Character: Character] = {
        let groups: [(Character, String)] = [
            ("-", "─━┄┅┈┉╌╍═–—‐‑"), ("|", "│┃┆┇┊┋╎╏║▏▕"), ("*", "•●◆■✱"), (".", "·░…"), ("o", "○◇□"), ("+", "✓✔"),
            ("x", "✗✘×"), (">", "→▸▶›»"), ("<", "←◂◀‹«"), ("^", "↑▴▲"), ("v", "↓▾▼"), ("'", "‘’"), ("\"", "“”"),
        ]
        return Dictionary(groups.flatMap { sign, all in all.map { ($0, sign) } }) { first, _ in first }
    }()
}
