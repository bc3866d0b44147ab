/// The keys that leave a container running: `ctrl-p,ctrl-q` unless others are given.
public struct DetachKeys: Equatable, Sendable {
    let keys: [UInt8]
    /// How many of them were pressed already.
    private var pressed = 0

    public init() { keys = [0x10, 0x11] }

    /// Reads `ctrl-a,b`: letters, and `ctrl-` with `a` to `z`, `@`, `[`, `\`, `]`, `^` or `_`; nil for anything else.
    public init?(_ text: String) {
        var keys: [UInt8] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let key = Self.key(word) else { return nil }
            keys.append(key)
        }
        self.keys = keys
    }

    private static func key(_ word: Substring) -> UInt8? {
        if word.utf8.count == 1 { return word.utf8.first }
        guard word.lowercased().hasPrefix("ctrl-"), word.utf8.count == 6, let last = word.uppercased().utf8.last,
            (0x40...0x5F).contains(last)
        else { return nil }
        return last & 0x1F
    }

    /// What of these bytes is for the container, and whether the user wants to leave. Keys that may be the beginning of
    /// the sequence are held back until it is known.
    mutating func pass(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], leaves: Bool) {
        var passed: [UInt8] = []
        for byte in bytes {
            if byte == keys[pressed] {
                pressed += 1
                if pressed == keys.count { return (passed, true) }
                continue
            }
            passed += keys[..<pressed]
            pressed = 0
            if byte == keys[0] { pressed = 1 } else { passed.append(byte) }
            if pressed == keys.count { return (passed, true) }
        }
        return (passed, false)
    }
}
