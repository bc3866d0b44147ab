/// Reads a regular expression: literals, `.`, sets, `\d \w \s \b`, `^ $`, groups, `|`, `* + ? {m,n}`, lazy with `?`.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var groupCount = 0
    private var depth = 0

    static func parse(_ text: String) throws(PatternError) -> (node: PatternNode, groups: Int) {
        var parser = PatternParser(text)
        let node = try parser.choice()
        guard parser.index == parser.scalars.count else { throw .unopenedGroup(at: parser.index) }
        return (node, parser.groupCount)
    }

    private init(_ text: String) { scalars = Array(text.unicodeScalars) }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard next == wanted else { return false }
        index += 1
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            items.append(try repetition(of: try atom()))
        }
        return .sequence(items)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let start = index
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case ".": return .characters(.all)
        case "^": return .assertion(.lineStart)
        case "$": return .assertion(.lineEnd)
        case "(": return try group(from: start)
        case "[": return .characters(try set(from: start))
        case "\\": return try escape(from: start)
        case "*", "+", "?": throw .nothingToRepeat(at: start)
        default: return Self.literal(scalar)
        }
    }

    static func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        .characters(ScalarSet([scalar.value...scalar.value]))
    }

    private mutating func group(from start: Int) throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw .tooLarge }
        var number: Int?
        if next == "?", index + 1 < scalars.count, scalars[index + 1] == ":" {
            index += 2
        } else {
            groupCount += 1
            number = groupCount
        }
        let inner = try choice()
        guard take(")") else { throw .unclosedGroup(at: start) }
        return number.map { .group(inner, $0) } ?? inner
    }

    private mutating func escape(from start: Int) throws(PatternError) -> PatternNode {
        if take("b") { return .assertion(.wordBoundary) }
        if take("B") { return .assertion(.noWordBoundary) }
        return .characters(try escapedSet(from: start))
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
        case "t": return ScalarSet([9...9])
        case "r": return ScalarSet([13...13])
        default:
            let isLetter = scalar.isASCII && (scalar.properties.isAlphabetic || ScalarSet.digits.contains(scalar.value))
            guard !isLetter else { throw .badEscape(at: start) }
            return ScalarSet([scalar.value...scalar.value])
        }
    }

    private mutating func set(from start: Int) throws(PatternError) -> ScalarSet {
        var result = ScalarSet([], negated: take("^"))
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let lower = try member(from: index)
            let isRange = next == "-" && index + 1 < scalars.count && scalars[index + 1] != "]"
            guard isRange, !lower.isNegated, let low = lower.ranges.first?.lowerBound else {
                result.ranges += lower.isNegated ? Self.complement(lower.ranges) : lower.ranges
                continue
            }
            index += 1
            let high = try member(from: index).ranges.first?.lowerBound ?? low
            guard low <= high else { throw .badRepetition(at: index - 1) }
            result.ranges.append(low...high)
        }
        guard take("]") else { throw .unclosedSet(at: start) }
        return result
    }

    private mutating func member(from start: Int) throws(PatternError) -> ScalarSet {
        let scalar = scalars[index]
        index += 1
        return scalar == "\\" ? try escapedSet(from: start) : ScalarSet([scalar.value...scalar.value])
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

    private mutating func repetition(of item: PatternNode) throws(PatternError) -> PatternNode {
        var item = item
        var levels = 0
        while let bounds = try bounds() {
            levels += 1
            guard levels < 20 else { throw .tooLarge }
            item = .repeated(item, min: bounds.min, max: bounds.max, isLazy: take("?"))
        }
        return item
    }

    private mutating func bounds() throws(PatternError) -> (min: Int, max: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = index
        guard take("{") else { return nil }
        guard let low = number() else {
            // A brace that counts nothing is a character.
            index = start
            return nil
        }
        let high = take(",") ? number() : low
        guard take("}"), high ?? low >= low, max(low, high ?? 0) <= 1000 else { throw .badRepetition(at: start) }
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
