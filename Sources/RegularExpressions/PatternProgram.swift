/// A regular expression as steps of a machine that reads each character once, whatever the expression.
struct PatternProgram: Sendable {
    enum Step: Sendable {
        case set(ScalarSet)
        /// Goes on at both places; the first is preferred.
        case split(Int, Int)
        case jump(Int)
        case save(Int)
        case assert(PatternNode.Assertion)
        /// Goes on where the lookahead of that number matches, or does not.
        case look(Int, isNegated: Bool)
        case match
    }

    static let limit = 20_000

    private(set) var steps: [Step] = []
    /// The programs of its lookaheads, those inside of others in the others.
    private(set) var lookaheads: [PatternProgram] = []
    let groupCount: Int
    /// Which ASCII characters a match can start with; nil where a match may be empty.
    private(set) var firstASCII: [Bool]?
    /// How many steps it and its lookaheads have.
    private var size = 0

    init(_ node: PatternNode, groups: Int) throws(PatternError) {
        groupCount = groups
        try emit(node)
        try add(.match)
        firstASCII = reachableFirst()
    }

    private mutating func add(_ step: Step) throws(PatternError) {
        size += 1
        guard size < Self.limit else { throw .tooLarge }
        steps.append(step)
    }

    private mutating func emit(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .characters(let set): try add(.set(set))
        case .assertion(let assertion): try add(.assert(assertion))
        case .sequence(let items): for item in items { try emit(item) }
        case .choice(let branches): try emitChoice(branches)
        case .group(let inner, let number):
            try add(.save(2 * number))
            try emit(inner)
            try add(.save(2 * number + 1))
        case .lookahead(let inner, let isNegated): try emitLook(inner, isNegated)
        case .repeated(let inner, let min, let max, let isLazy):
            for _ in 0..<min {
                let before = steps.count
                try emit(inner)
                // An empty expression stays empty however often it is repeated.
                if steps.count == before { return }
            }
            if let max {
                try emitOptional(inner, count: max - min, isLazy)
            } else {
                try emitLoop(inner, isLazy)
            }
        }
    }

    private mutating func emitLook(_ inner: PatternNode, _ isNegated: Bool) throws(PatternError) {
        let program = try PatternProgram(inner, groups: groupCount)
        size += program.size
        try add(.look(lookaheads.count, isNegated: isNegated))
        lookaheads.append(program)
    }

    private mutating func emitChoice(_ branches: [PatternNode]) throws(PatternError) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let split = steps.count
            try add(.split(split + 1, 0))
            try emit(branch)
            exits.append(steps.count)
            try add(.jump(0))
            steps[split] = .split(split + 1, steps.count)
        }
        if let last = branches.last { try emit(last) }
        for exit in exits { steps[exit] = .jump(steps.count) }
    }

    private mutating func emitLoop(_ inner: PatternNode, _ isLazy: Bool) throws(PatternError) {
        let split = steps.count
        try add(.split(0, 0))
        try emit(inner)
        try add(.jump(split))
        steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
    }

    private mutating func emitOptional(_ inner: PatternNode, count: Int, _ isLazy: Bool) throws(PatternError) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(steps.count)
            try add(.split(0, 0))
            try emit(inner)
        }
        for split in splits { steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count) }
    }

    private func reachableFirst() -> [Bool]? {
        var table = [Bool](repeating: false, count: 128)
        var seen = [Bool](repeating: false, count: steps.count)
        var pending = [0]
        while let place = pending.popLast() {
            guard !seen[place] else { continue }
            seen[place] = true
            switch steps[place] {
            case .match: return nil
            case .set(let set): for scalar in 0..<128 where set.contains(UInt32(scalar)) { table[scalar] = true }
            case .split(let first, let second): pending += [first, second]
            case .jump(let target): pending.append(target)
            case .save, .assert, .look: pending.append(place + 1)
            }
        }
        return table
    }
}
