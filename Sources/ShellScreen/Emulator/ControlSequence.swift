/// A control sequence: `ESC [`, perhaps a mark that makes it private, numbers, and the letter that says what to do.
struct ControlSequence: Equatable {
    /// `?`, `>`, `=` or `<` ahead of the numbers; 0 for none.
    var prefix: UInt8 = 0
    /// The last byte between the numbers and the letter; 0 for none.
    var intermediate: UInt8 = 0
    var final: UInt8 = 0
    private(set) var numbers: [Number] = []

    struct Number: Equatable {
        /// nil where nothing is written.
        var value: Int?
        /// Whether a colon joins it to the number before it.
        var isPart = false
    }

    /// No screen has a use for a larger number, or for more numbers.
    private static let largest = 65_535
    private static let countLimit = 32

    /// The number at a place. Where it is missing or 0 it is `standard`.
    func number(_ place: Int, or standard: Int) -> Int {
        let value = numbers.indices.contains(place) ? numbers[place].value ?? 0 : 0
        return value == 0 ? standard : value
    }

    mutating func begin() {
        (prefix, intermediate, final) = (0, 0, 0)
        numbers.removeAll(keepingCapacity: true)
    }

    mutating func add(digit: UInt8) {
        if numbers.isEmpty { numbers.append(Number()) }
        let last = numbers.count - 1
        numbers[last].value = min((numbers[last].value ?? 0) * 10 + Int(digit & 0x0F), Self.largest)
    }

    /// A semicolon or a colon: another number follows.
    /// - Returns: false where there are more numbers than anything asks for.
    mutating func divide(isPart: Bool) -> Bool {
        if numbers.isEmpty { numbers.append(Number()) }
        guard numbers.count < Self.countLimit else { return false }
        numbers.append(Number(isPart: isPart))
        return true
    }
}
