import Seeds

/// What programs might write.
enum RandomStream {
    /// Pieces that every terminal reads alike. Not those that leave half of a wide character; and what depends on where a
    /// caret is that waits behind the last column (on it, as xterm has it, or behind it, as tmux does) comes after a move.
    static func common(_ chance: inout SeededGenerator) -> String {
        (0..<Int.random(in: 3...25, using: &chance)).map { _ in piece(&chance) }.joined()
    }

    private static func piece(_ chance: inout SeededGenerator) -> String {
        func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &chance) }
        func one(_ texts: [String]) -> String { texts.randomElement(using: &chance) ?? "" }
        let begin = "\u{1B}["
        func moved() -> String { begin + "\(number(13));\(number(65))H" }
        switch number(19) {
        case 0: return moved()
        case 1: return moved() + begin + "\(number(12))" + one(["A", "B", "C", "D", "E", "F", "G", "d"])
        case 2: return moved() + begin + one(["", "0", "1", "2"]) + "K"
        case 3: return moved() + begin + one(["", "0", "1"]) + "J"
        // From outside of the region tmux moves rows, xterm does not.
        case 4: return begin + "r" + begin + "\(number(10));\(number(60))H" + begin + "\(number(5))" + one(["L", "M"])
        case 5: return moved() + begin + "\(number(6))" + one(["P", "X"])
        // In the row's first half: where fewer cells are moved than inserted, tmux 3.3 leaves some of them as they were.
        case 14: return begin + "\(number(13));\(number(30))H" + begin + "\(number(6))@"
        case 6: return begin + "\(number(4))" + one(["S", "T"])
        case 7:
            let top = number(8) + 1
            return begin + "\(top);\(top + 1 + number(10 - top))r"
        case 8: return moved() + "\u{1B}" + one(["D", "E", "M", "H"])
        case 9: return one(["\r", "\r\n", moved() + "\n", moved() + "\t", moved() + "\u{8}"])
        case 10: return begin + one(["31", "0", "1", "7", "44", "49"]) + "m"
        case 11: return begin + one(["3;38;5;9", "48:2:1:2:3", "22;27", "90"]) + "m"
        case 12: return moved() + begin + "\(number(4))" + "Z"
        case 13: return moved() + one(["\u{1B}7", "\u{1B}[g", "\u{1B}[s"]) + one(["", moved() + "\u{1B}8"])
        default: return String((0..<Int.random(in: 1...40, using: &chance)).map { _ in letter(&chance) })
        }
    }

    private static func letter(_ chance: inout SeededGenerator) -> Character {
        "abcdefghij XYZ0123456789".randomElement(using: &chance) ?? "a"
    }
}
