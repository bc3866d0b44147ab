import Seeds

/// Makes the inputs of a run: number and seed alone decide what an input is.
public struct Mutator: Sendable {
    private let format: Format
    private let seed: UInt64

    public init(_ format: Format, seed: UInt64) {
        self.format = format
        self.seed = seed
    }

    /// The input of that number. The first ones are the format's seeds as they are.
    public func input(_ number: UInt64) -> [UInt8] {
        if number < UInt64(format.seeds.count) { return Array(format.seeds[Int(number)].prefix(format.longest)) }
        var draft = Draft(format, SeededGenerator(seed: seed, input: number))
        return draft.made()
    }
}

/// One input while it is made.
private struct Draft {
    private let format: Format
    private var generator: SeededGenerator
    private var bytes: [UInt8] = []

    init(_ format: Format, _ generator: SeededGenerator) {
        self.format = format
        self.generator = generator
    }

    mutating func made() -> [UInt8] {
        // One input in sixteen is made from nothing, to reach what the seeds do not lead to.
        if generator.below(16) > 0 { bytes = seed() }
        // Mostly few changes, so that the rest stays right and is read; sometimes many.
        let changes = generator.below(8) == 0 ? 1 + generator.below(40) : 1 + generator.below(4)
        for _ in 0..<changes { change() }
        return Array(bytes.prefix(format.longest))
    }

    private mutating func change() {
        switch generator.below(13) {
        case 0: flipBit()
        case 1: setByte()
        case 2: insert((0...generator.below(8)).map { _ in anyByte() })
        case 3: bytes.removeSubrange(range(upTo: 16))
        case 4: overwrite(Array(bytes[range(upTo: 64)]))
        case 5: repeatBlock()
        case 6: splice()
        case 7, 8: insert(token())
        case 9: overwrite(token())
        case 10: changeDecimal()
        case 11: changeBinary()
        default: truncate()
        }
    }

    // MARK: Choices

    private mutating func seed() -> [UInt8] { format.seeds[generator.below(format.seeds.count)] }

    private mutating func token() -> [UInt8] {
        format.tokens.isEmpty ? [anyByte()] : format.tokens[generator.below(format.tokens.count)]
    }

    private mutating func place() -> Int { generator.below(bytes.count + 1) }

    private mutating func range(upTo length: Int) -> Range<Int> {
        let start = place()
        return start..<min(bytes.count, start + generator.below(length + 1))
    }

    /// Every other byte is one that readers treat apart.
    private mutating func anyByte() -> UInt8 {
        let raw = UInt8(truncatingIfNeeded: generator.next())
        return raw & 1 == 0
            ? Self.special[Int(raw >> 1) % Self.special.count] : UInt8(truncatingIfNeeded: generator.next())
    }

    private static let special: [UInt8] = [
        0, 1, 9, 10, 13, 27, 32, 34, 36, 39, 45, 47, 48, 57, 58, 61, 92, 123, 125, 127, 128, 155, 159, 192, 237, 255,
    ]

    // MARK: Changes

    private mutating func flipBit() {
        guard !bytes.isEmpty else { return }
        bytes[generator.below(bytes.count)] ^= 1 << UInt8(generator.below(8))
    }

    private mutating func setByte() {
        guard !bytes.isEmpty else { return }
        bytes[generator.below(bytes.count)] = anyByte()
    }

    private mutating func insert(_ more: some Collection<UInt8>) {
        guard bytes.count < format.longest else { return }
        bytes.insert(contentsOf: more, at: place())
    }

    private mutating func overwrite(_ more: [UInt8]) {
        let start = place()
        bytes.replaceSubrange(start..<min(bytes.count, start + more.count), with: more)
    }

    /// A block many times over: depth, and length.
    private mutating func repeatBlock() {
        let block = Array(bytes[range(upTo: 32)])
        let times = generator.below(8) == 0 ? generator.below(1024) : generator.below(6)
        let room = max(0, format.longest - bytes.count)
        guard !block.isEmpty else { return }
        insert(repeatElement(block, count: min(times, room / block.count)).joined().map { $0 })
    }

    private mutating func splice() {
        let other = seed()
        bytes = Array(bytes[..<place()] + other[generator.below(other.count + 1)...])
    }

    private mutating func truncate() { bytes.removeSubrange(place()...) }

    /// A number in digits becomes one at an edge.
    private mutating func changeDecimal() {
        let start = place()
        guard let first = bytes[start...].firstIndex(where: Self.isDigit) else { return insert(decimal()) }
        let end = bytes[first...].firstIndex { !Self.isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(first..<end, with: decimal())
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private mutating func decimal() -> [UInt8] { Self.decimals[generator.below(Self.decimals.count)] }

    private static let decimals = [
        "0", "-1", "1", "7", "007", "127", "128", "255", "256", "32767", "32768", "65535", "65536", "2147483647",
        "2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e18", "1e308", "1e999", "0.1",
        "-0", "1E-400", "0x10", "999999999999999999999999999999999999999999", "NaN",
    ].map { Array($0.utf8) }

    /// One, two, four or eight bytes become a number at an edge, in either order.
    private mutating func changeBinary() {
        let width = 1 << generator.below(4)
        guard bytes.count >= width else { return }
        let edge = Self.edges[generator.below(Self.edges.count)]
        let start = generator.below(bytes.count - width + 1)
        let isBig = generator.below(2) == 0
        for index in 0..<width {
            let shift = 8 * (isBig ? width - 1 - index : index)
            bytes[start + index] = UInt8(truncatingIfNeeded: edge >> UInt64(shift))
        }
    }

    private static let edges: [UInt64] = [
        0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
        0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, .max,
    ]
}
