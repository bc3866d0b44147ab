/// Which characters the bytes of ASCII stand for: four sets, and which of them is used.
struct CharacterSets: Equatable {
    enum CharacterSet: Equatable {
        case ascii, british, lines

        /// By the letter behind `ESC (`. Others are read as ASCII.
        init(designation: UInt8) {
            switch designation {
            case UInt8(ascii: "0"): self = .lines
            case UInt8(ascii: "A"): self = .british
            default: self = .ascii
            }
        }
    }

    private var sets: [CharacterSet] = [.ascii, .ascii, .ascii, .ascii]
    private var used = 0
    /// The set of the next character alone.
    private var next: Int?

    /// Whether each byte of ASCII stands for the character that ASCII gives it.
    var isPlain: Bool { next == nil && sets[used] == .ascii }

    /// `ESC (`, `)`, `*` and `+` say what a set is.
    mutating func designate(_ slot: UInt8, _ designation: UInt8) {
        guard (0x28...0x2B).contains(slot) else { return }
        sets[Int(slot - 0x28)] = CharacterSet(designation: designation)
    }

    mutating func use(_ number: Int) { used = min(max(0, number), 3) }

    mutating func useOnce(_ number: Int) { next = min(max(0, number), 3) }

    mutating func translate(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let set = sets[next ?? used]
        next = nil
        switch set {
        case .ascii: return scalar
        case .british: return scalar == "#" ? "£" : scalar
        case .lines:
            guard (0x5F...0x7E).contains(scalar.value) else { return scalar }
            return Self.drawing[Int(scalar.value) - 0x5F]
        }
    }

    /// DEC's special graphics, from `_` to `~`.
    private static let drawing = Array("\u{A0}◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·".unicodeScalars)
}
