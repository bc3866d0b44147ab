/// The bytes that terminals send for a key that is not a character.
///
/// Terminals that share a name in terminfo differ in what they send, and a learner's terminal is often named wrongly, so
/// all encodings are known whatever `TERM` says: those of xterm, tmux and screen, of the Linux console, and of rxvt. No
/// sequence means two keys.
public struct KeySequence: Equatable, Sendable {
    /// Without the escape character before it.
    public let tail: String
    public let press: KeyPress

    /// What the terminal sends.
    public var bytes: String { "\u{1B}" + tail }

    init(_ tail: String, _ key: Key, _ modifiers: Modifiers = []) {
        self.tail = tail
        press = KeyPress(key, modifiers)
    }

    /// Every sequence that some terminal sends.
    public static let all: [KeySequence] = plain + modified + ofRxvt
}

extension KeySequence {
    /// The last letter of a key's sequence, in xterm's way.
    private static let letters: [(letter: Character, key: Key)] = [
        ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("P", .function(1)),
        ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
    ]

    /// The number of a key, in the VT220's way: `ESC [ 5 ~`. 7 and 8 are rxvt's.
    private static let numbers: [(number: Int, key: Key)] = [
        (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
        (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)), (15, .function(5)),
        (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)), (21, .function(10)),
        (23, .function(11)), (24, .function(12)),
    ]

    private static let plain: [KeySequence] =
        letters.filter { !"PQRS".contains($0.letter) }.map { KeySequence("[\($0.letter)", $0.key) }
        + letters.map { KeySequence("O\($0.letter)", $0.key) }
        + numbers.map { KeySequence("[\($0.number)~", $0.key) }
        + [KeySequence("[Z", .tab, .shift)]
        // The Linux console.
        + zip("ABCDE", 1...).map { KeySequence("[[\($0)", .function($1)) }

    /// xterm's modifier is one more than the bits of shift, alt and control: `ESC [ 1 ; 5 H`.
    private static let modified: [KeySequence] = (1...7).flatMap { (bits: UInt8) -> [KeySequence] in
        let modifiers = Modifiers(rawValue: bits)
        return letters.map { KeySequence("[1;\(bits + 1)\($0.letter)", $0.key, modifiers) }
            + numbers.map { KeySequence("[\($0.number);\(bits + 1)~", $0.key, modifiers) }
    }

    /// rxvt's small letters for arrows, and its last characters for the other keys.
    private static let ofRxvt: [KeySequence] =
        zip("abcd", [Key.up, .down, .right, .left]).flatMap { letter, key in
            [KeySequence("[\(letter)", key, .shift), KeySequence("O\(letter)", key, .control)]
        }
        + numbers.filter { $0.number < 10 }.flatMap { number, key in
            [
                KeySequence("[\(number)$", key, .shift), KeySequence("[\(number)^", key, .control),
                KeySequence("[\(number)@", key, [.shift, .control]),
            ]
        }
}
