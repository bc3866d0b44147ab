/// Runs a program over a text's scalars: all alternatives at once, so that time is bounded by length times program.
struct PatternMachine {
    private struct Thread {
        var step: Int
        var start: Int
        var captures: [Int]
    }

    private let program: PatternProgram
    private let surroundings: PatternSurroundings
    private let wantsCaptures: Bool
    private let limit: Int
    private var tables: [LookaheadTable?]
    private var visited: [Int]
    private var visit = 0
    private var effort = 0

    /// Whether the limit was reached: what was not found until then may be there.
    var isExhausted: Bool { effort > limit }

    private var scalars: [UInt32] { surroundings.scalars }

    /// - Parameter limit: how many steps may be taken, in all searches together.
    init(_ program: PatternProgram, _ scalars: [UInt32], captures: Bool, limit: Int) {
        self.program = program
        surroundings = PatternSurroundings(scalars: scalars)
        wantsCaptures = captures
        self.limit = limit
        tables = Array(repeating: nil, count: program.lookaheads.count)
        visited = Array(repeating: 0, count: program.steps.count)
    }

    /// The first match at or after a place, the preferred one of those that start there; captures in pairs, -1 for none.
    mutating func firstMatch(from place: Int) -> (range: Range<Int>, captures: [Int])? {
        var found: (Range<Int>, [Int])?
        var current: [Thread] = []
        var index = place
        while index <= scalars.count, !isExhausted {
            if current.isEmpty {
                guard found == nil, let start = nextStart(from: index) else { break }
                effort += start - index
                index = start
            }
            let alive = threads(from: current, at: index, startsAnew: found == nil)
            current = []
            step: for thread in alive {
                switch program.steps[thread.step] {
                case .match:
                    found = (thread.start..<index, thread.captures)
                    break step
                case .set(let set) where index < scalars.count && set.contains(scalars[index]):
                    current.append(Thread(step: thread.step + 1, start: thread.start, captures: thread.captures))
                case .set, .split, .jump, .save, .assert, .look: continue
                }
            }
            index += 1
        }
        return isExhausted ? nil : found
    }

    private func nextStart(from place: Int) -> Int? {
        guard let table = program.firstASCII else { return place }
        return scalars[place...].firstIndex { $0 >= 128 || table[Int($0)] }
    }

    /// The threads that read or match at a place, in order of preference.
    private mutating func threads(from current: [Thread], at index: Int, startsAnew: Bool) -> [Thread] {
        visit += 1
        effort += 1
        var alive: [Thread] = []
        for thread in current { add(thread, at: index, to: &alive) }
        if startsAnew {
            let captures = wantsCaptures ? [Int](repeating: -1, count: 2 * (program.groupCount + 1)) : []
            add(Thread(step: 0, start: index, captures: captures), at: index, to: &alive)
        }
        return alive
    }

    /// Follows a thread to the steps that read or match, in order of preference.
    private mutating func add(_ thread: Thread, at index: Int, to list: inout [Thread]) {
        var pending = [thread]
        while var thread = pending.popLast() {
            guard visited[thread.step] != visit else { continue }
            visited[thread.step] = visit
            effort += 1
            switch program.steps[thread.step] {
            case .set, .match: list.append(thread)
            case .jump(let target):
                thread.step = target
                pending.append(thread)
            case .split(let first, let second):
                pending.append(Thread(step: second, start: thread.start, captures: thread.captures))
                thread.step = first
                pending.append(thread)
            case .save(let slot):
                if wantsCaptures { thread.captures[slot] = index }
                thread.step += 1
                pending.append(thread)
            case .assert(let assertion):
                guard surroundings.hold(assertion, at: index) else { continue }
                thread.step += 1
                pending.append(thread)
            case .look(let number, let isNegated):
                guard matchesAhead(number, at: index) != isNegated else { continue }
                thread.step += 1
                pending.append(thread)
            }
        }
    }

    /// The whole text is looked through when a lookahead is first asked.
    private mutating func matchesAhead(_ number: Int, at index: Int) -> Bool {
        if let table = tables[number] { return table.holds[index] }
        let table = LookaheadTable(program.lookaheads[number], surroundings, limit: limit - effort)
        effort += table.effort
        tables[number] = table
        return table.holds[index]
    }
}
