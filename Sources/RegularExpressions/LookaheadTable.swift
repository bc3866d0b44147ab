/// Where a lookahead's expression matches: for each place of a text whether a match begins there, in one walk from the
/// text's end to its start.
struct LookaheadTable {
    /// By place, the end included.
    private(set) var holds: [Bool]
    /// How many steps were taken for it.
    private(set) var effort = 0

    private let program: PatternProgram
    /// By step, the steps that lead to it without reading.
    private let sources: [[Int]]

    init(_ program: PatternProgram, _ surroundings: PatternSurroundings, limit: Int) {
        self.program = program
        sources = Self.sources(program)
        holds = Array(repeating: false, count: surroundings.scalars.count + 1)
        var inner: [LookaheadTable] = []
        for lookahead in program.lookaheads {
            let table = LookaheadTable(lookahead, surroundings, limit: limit - effort)
            effort += table.effort
            inner.append(table)
        }
        var next = [Bool](repeating: false, count: program.steps.count)
        for place in holds.indices.reversed() {
            guard effort <= limit else { return }
            next = reaching(from: place, next, inner, surroundings)
            holds[place] = next[0]
        }
    }

    /// By step, whether a match can be reached from it at a place.
    private mutating func reaching(
        from place: Int, _ next: [Bool], _ inner: [LookaheadTable], _ surroundings: PatternSurroundings
    ) -> [Bool] {
        var reaches = [Bool](repeating: false, count: next.count)
        var pending: [Int] = []
        effort += next.count
        for (index, step) in program.steps.enumerated() {
            switch step {
            case .match: pending.append(index)
            case .set(let set):
                let reads = next[index + 1] && place < surroundings.scalars.count
                if reads, set.contains(surroundings.scalars[place]) { pending.append(index) }
            case .split, .jump, .save, .assert, .look: continue
            }
        }
        while let index = pending.popLast() {
            guard !reaches[index] else { continue }
            reaches[index] = true
            pending += sources[index].filter { passes($0, at: place, inner, surroundings) }
        }
        return reaches
    }

    private func passes(
        _ index: Int, at place: Int, _ inner: [LookaheadTable], _ surroundings: PatternSurroundings
    ) -> Bool {
        switch program.steps[index] {
        case .assert(let assertion): surroundings.hold(assertion, at: place)
        case .look(let number, let isNegated): inner[number].holds[place] != isNegated
        case .set, .split, .jump, .save, .match: true
        }
    }

    private static func sources(_ program: PatternProgram) -> [[Int]] {
        var sources = [[Int]](repeating: [], count: program.steps.count)
        for (index, step) in program.steps.enumerated() {
            switch step {
            case .split(let first, let second):
                sources[first].append(index)
                sources[second].append(index)
            case .jump(let target): sources[target].append(index)
            case .save, .assert, .look: sources[index + 1].append(index)
            case .set, .match: continue
            }
        }
        return sources
    }
}

/// A text, and the assertions that hold at each place between its characters.
struct PatternSurroundings {
    let scalars: [UInt32]

    func hold(_ assertion: PatternNode.Assertion, at index: Int) -> Bool {
        switch assertion {
        case .textStart: index == 0
        case .textEnd: index == scalars.count
        case .lineStart: index == 0 || scalars[index - 1] == ScalarSet.newline
        case .lineEnd: index == scalars.count || scalars[index] == ScalarSet.newline
        case .wordBoundary: isWord(index - 1) != isWord(index)
        case .noWordBoundary: isWord(index - 1) == isWord(index)
        }
    }

    private func isWord(_ index: Int) -> Bool {
        index >= 0 && index < scalars.count && ScalarSet.word.contains(scalars[index])
    }
}
