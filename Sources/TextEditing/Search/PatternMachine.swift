/// Runs a program over a line's scalars: all alternatives at once, so that time is bounded by length times program.
struct PatternMachine {
    private struct Thread {
        var step: Int
        var start: Int
        var captures: [Int]
    }

    private let program: PatternProgram
    private let scalars: [UInt32]
    private let ignoringCase: Bool
    private let wantsCaptures: Bool
    private var visited: [Int]
    private var visit = 0

    init(_ program: PatternProgram, _ scalars: [UInt32], ignoringCase: Bool, captures: Bool) {
        self.program = program
        self.scalars = scalars
        self.ignoringCase = ignoringCase
        wantsCaptures = captures
        visited = Array(repeating: 0, count: program.steps.count)
    }

    /// The first match at or after a place, the preferred one of those that start there; captures in pairs, -1 for none.
    mutating func firstMatch(from place: Int) -> (range: Range<Int>, captures: [Int])? {
        var found: (Range<Int>, [Int])?
        var current: [Thread] = []
        var index = place
        while index <= scalars.count {
            if current.isEmpty {
                guard found == nil, let start = nextStart(from: index) else { break }
                index = start
            }
            visit += 1
            var alive: [Thread] = []
            for thread in current { add(thread, at: index, to: &alive) }
            if found == nil {
                let captures = wantsCaptures ? [Int](repeating: -1, count: 2 * (program.groupCount + 1)) : []
                add(Thread(step: 0, start: index, captures: captures), at: index, to: &alive)
            }
            current = []
            step: for thread in alive {
                switch program.steps[thread.step] {
                case .match:
                    found = (thread.start..<index, thread.captures)
                    break step
                case .set(let set)
                where index < scalars.count && set.contains(scalars[index], ignoringCase: ignoringCase):
                    current.append(Thread(step: thread.step + 1, start: thread.start, captures: thread.captures))
                default: continue
                }
            }
            index += 1
        }
        return found
    }

    private func nextStart(from place: Int) -> Int? {
        guard let table = program.firstASCII else { return place }
        return scalars[place...].firstIndex { $0 >= 128 || table[Int($0)] }
    }

    /// Follows a thread to the steps that read or match, in order of preference.
    private mutating func add(_ thread: Thread, at index: Int, to list: inout [Thread]) {
        var pending = [thread]
        while var thread = pending.popLast() {
            guard visited[thread.step] != visit else { continue }
            visited[thread.step] = visit
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
                guard holds(assertion, at: index) else { continue }
                thread.step += 1
                pending.append(thread)
            }
        }
    }

    private func holds(_ assertion: PatternNode.Assertion, at index: Int) -> Bool {
        switch assertion {
        case .lineStart: index == 0
        case .lineEnd: index == scalars.count
        case .wordBoundary: isWord(index - 1) != isWord(index)
        case .noWordBoundary: isWord(index - 1) == isWord(index)
        }
    }

    private func isWord(_ index: Int) -> Bool {
        index >= 0 && index < scalars.count && ScalarSet.word.contains(scalars[index])
    }
}
