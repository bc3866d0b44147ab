/// A regular expression as a tree.
indirect enum PatternNode: Equatable, Sendable {
    case characters(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, min: Int, max: Int?, isLazy: Bool)
    /// A numbered group; 0 is the whole match.
    case group(PatternNode, Int)
    case assertion(Assertion)
    /// A lookahead: whether what follows matches, or does not. It consumes no character.
    case lookahead(PatternNode, isNegated: Bool)

    enum Assertion: Equatable, Sendable {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
    }
}

/// A set of scalars.
struct ScalarSet: Equatable, Sendable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false
    /// Whether a letter stands for both of its cases.
    var ignoresCase = false

    init(_ ranges: [ClosedRange<UInt32>], negated: Bool = false) {
        self.ranges = ranges
        isNegated = negated
    }

    func contains(_ scalar: UInt32) -> Bool {
        let isIn = holds(scalar) || ignoresCase && (holds(Self.lower(scalar)) || holds(Self.upper(scalar)))
        return isIn != isNegated
    }

    private func holds(_ scalar: UInt32) -> Bool {
        for range in ranges where range.contains(scalar) { return true }
        return false
    }

    private static func lower(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar + 32 : scalar }
        return single(Unicode.Scalar(scalar)?.properties.lowercaseMapping) ?? scalar
    }

    private static func upper(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A ? scalar - 32 : scalar }
        return single(Unicode.Scalar(scalar)?.properties.uppercaseMapping) ?? scalar
    }

    private static func single(_ mapping: String?) -> UInt32? {
        guard let scalars = mapping?.unicodeScalars, scalars.count == 1 else { return nil }
        return scalars.first?.value
    }

    static func one(_ scalar: UInt32) -> ScalarSet { ScalarSet([scalar...scalar]) }

    static let digits = ScalarSet([0x30...0x39])
    static let blanks = ScalarSet([0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0])
    /// ASCII letters, digits and `_`, and every character beyond ASCII that is not a sign of Latin-1.
    static let word = ScalarSet([
        0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xAA...0xAA, 0xB5...0xB5, 0xBA...0xBA, 0xC0...0xD6,
        0xD8...0xF6, 0xF8...0x1FFF, 0x2C00...0x2DFF, 0x3040...0xD7FF, 0xF900...0xFDFF, 0x10000...0x1EFFF,
        0x20000...0x3FFFF,
    ])
    static let all = ScalarSet([0...0x10FFFF])
    static let newline: UInt32 = 0x0A
    static let allButNewline = ScalarSet([newline...newline], negated: true)
}
