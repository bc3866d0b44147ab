/// Reads a regular expression: the dialect that `Lessons/README.md` describes.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var groupCount = 0
    private var depth = 0
    private var flags: Flags

    /// The modes that `(?ims)` switches.
    struct Flags {
        var ignoresCase = false
        var hasLines = false
        var dotTakesAll = false
    }

    static func parse(_ text: String, _ flags: Flags) throws(PatternError) -> (node: PatternNode, groups: Int) {
        var parser = PatternParser(scalars: Array(text.unicodeScalars), flags: flags)
        let node = try parser.choice()
        guard parser.index == parser.scalars.count else { throw .unopenedGroup(at: parser.index) }
        return (node, parser.groupCount)
    }

    private init(scalars: [Unicode.Scalar], flags: Flags) {
        self.scalars = scalars
        self.flags = flags
    }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skip(_ wanted: String) -> Bool {
        let wanted = wanted.unicodeScalars
        guard scalars[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    /// Alternatives up to a `)` or the end; flags that are set inside end with it.
    private mutating func choice() throws(PatternError) -> PatternNode {
        let before = flags
        defer { flags = before }
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if let item = try atom() { items.append(try repetition(of: item)) }
        }
        return .sequence(items)
    }

    /// Nil where it only sets flags.
    private mutating func atom() throws(PatternError) -> PatternNode? {
        let start = index
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case ".": return .characters(flags.dotTakesAll ? .all : .allButNewline)
        case "^": return .assertion(flags.hasLines ? .lineStart : .textStart)
        case "$": return .assertion(flags.hasLines ? .lineEnd : .textEnd)
        case "(": return try group(from: start)
        case "[": return characters(try set(from: start))
        case "\\": return try escape(from: start)
        case "*", "+", "?": throw .nothingToRepeat(at: start)
        default: return characters(.one(scalar.value))
        }
    }

    private func characters(_ set: ScalarSet) -> PatternNode {
        var set = set
        set.ignoresCase = flags.ignoresCase
        return .characters(set)
    }
}

// MARK: Groups

extension PatternParser {
    private mutating func group(from start: Int) throws(PatternError) -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw .tooLarge }
        if skip("?=") || skip("?!") {
            let isNegated = scalars[index - 1] == "!"
            return .lookahead(try inner(from: start), isNegated: isNegated)
        }
        if skip("?:") { return try inner(from: start) }
        if skip("?<=") || skip("?<!") { throw .unsupported(at: start) }
        if skip("?<") || skip("?P<") {
            try name(from: start)
        } else if skip("?") {
            return try flagGroup(from: start)
        }
        groupCount += 1
        let number = groupCount
        return .group(try inner(from: start), number)
    }

    /// The content of the parentheses, from behind the first to behind the second.
    private mutating func inner(from start: Int) throws(PatternError) -> PatternNode {
        let inner = try choice()
        guard skip(")") else { throw .unclosedGroup(at: start) }
        return inner
    }

    private mutating func name(from start: Int) throws(PatternError) {
        let first = index
        while let scalar = next, ScalarSet.word.contains(scalar.value) { index += 1 }
        guard index > first, skip(">") else { throw .unsupported(at: start) }
    }

    /// `(?im-s)` for what follows, `(?im-s:…)` for what is inside.
    private mutating func flagGroup(from start: Int) throws(PatternError) -> PatternNode? {
        var changed = flags
        var isOn = true
        while let scalar = next, scalar != ")", scalar != ":" {
            index += 1
            switch scalar {
            case "-": isOn = false
            case "i": changed.ignoresCase = isOn
            case "m": changed.hasLines = isOn
            case "s": changed.dotTakesAll = isOn
            default: throw .unsupported(at: start)
            }
        }
        if skip(")") {
            flags = changed
            return nil
        }
        guard skip(":") else { throw .unclosedGroup(at: start) }
        let before = flags
        defer { flags = before }
        flags = changed
        return try inner(from: start)
    }
}

// MARK: Escapes and sets

extension PatternParser {
    private mutating func escape(from start: Int) throws(PatternError) -> PatternNode {
        switch next {
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case let digit? where ("1"..."9").contains(digit): throw .unsupported(at: start)
        default: return characters(try escapedSet(from: start))
        }
    }

    private mutating func assertion(_ assertion: PatternNode.Assertion) -> PatternNode {
        index += 1
        return .assertion(assertion)
    }

    private mutating func escapedSet(from start: Int) throws(PatternError) -> ScalarSet {
        guard let scalar = next else { throw .badEscape(at: start) }
        index += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet(ScalarSet.digits.ranges, negated: true)
        case "w": return .word
        case "W": return ScalarSet(ScalarSet.word.ranges, negated: true)
        case "s": return .blanks
        case "S": return ScalarSet(ScalarSet.blanks.ranges, negated: true)
        case "0": return .one(0)
        case "t": return .one(0x09)
        case "n": return .one(ScalarSet.newline)
        case "v": return .one(0x0B)
        case "f": return .one(0x0C)
        case "r": return .one(0x0D)
        case "x": return .one(try hexadecimal(from: start, digits: 2...2))
        case "u" where skip("{"):
            let value = try hexadecimal(from: start, digits: 1...8)
            guard skip("}") else { throw .badEscape(at: start) }
            return .one(value)
        default:
            let isLetter = scalar.isASCII && (scalar.properties.isAlphabetic || ScalarSet.digits.contains(scalar.value))
            guard !isLetter else { throw .badEscape(at: start) }
            return .one(scalar.value)
        }
    }

    private mutating func hexadecimal(from start: Int, digits: ClosedRange<Int>) throws(PatternError) -> UInt32 {
        var text = ""
        while text.count < digits.upperBound, let scalar = next, scalar.properties.isASCIIHexDigit {
            text.unicodeScalars.append(scalar)
            index += 1
        }
        guard digits.contains(text.count), let value = UInt32(text, radix: 16), value <= 0x10FFFF else {
            throw .badEscape(at: start)
        }
        return value
    }

    private mutating func set(from start: Int) throws(PatternError) -> ScalarSet {
        var result = ScalarSet([], negated: skip("^"))
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let lower = try member(from: index)
            let isRange = next == "-" && index + 1 < scalars.count && scalars[index + 1] != "]"
            guard isRange, !lower.isNegated, let low = lower.ranges.first?.lowerBound else {
                result.ranges += lower.isNegated ? Self.complement(lower.ranges) : lower.ranges
                continue
            }
            let dash = index
            index += 1
            let high = try member(from: index).ranges.first?.lowerBound ?? low
            guard low <= high else { throw .badRange(at: dash) }
            result.ranges.append(low...high)
        }
        guard skip("]") else { throw .unclosedSet(at: start) }
        return result
    }

    private mutating func member(from start: Int) throws(PatternError) -> ScalarSet {
        let scalar = scalars[index]
        index += 1
        return scalar == "\\" ? try escapedSet(from: start) : .one(scalar.value)
    }

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var start: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > start { result.append(start...(range.lowerBound - 1)) }
            start = range.upperBound + 1
        }
        return result + [start...0x10FFFF]
    }
}

// MARK: Repetition

extension PatternParser {
    private mutating func repetition(of item: PatternNode) throws(PatternError) -> PatternNode {
        guard let bounds = try bounds() else { return item }
        let repeated = PatternNode.repeated(item, min: bounds.min, max: bounds.max, isLazy: skip("?"))
        // `a++` is possessive elsewhere, `a**` a mistake.
        let second = index
        guard try self.bounds() == nil else { throw .unsupported(at: second) }
        return repeated
    }

    private mutating func bounds() throws(PatternError) -> (min: Int, max: Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let start = index
        guard skip("{") else { return nil }
        guard let low = number() else {
            // A brace that does not hold a count stands for itself.
            index = start
            return nil
        }
        let high = skip(",") ? number() : low
        guard skip("}"), high ?? low >= low, max(low, high ?? 0) <= 1000 else { throw .badRepetition(at: start) }
        return (low, high)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, ScalarSet.digits.contains(scalar.value), (value ?? 0) < 100_000 {
            value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
            index += 1
        }
        return value
    }
}
