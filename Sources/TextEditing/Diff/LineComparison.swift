/// Finds the lines that two lists share: by Myers' shortest edit if that is short, and otherwise around lines that
/// occur once.
struct LineComparison {
    /// The longest edit that is searched for: it bounds time and memory.
    private static let longestEdit = 500

    private let old: [Int]
    private let new: [Int]
    /// Places of the shared lines, in order.
    private(set) var pairs: [(old: Int, new: Int)] = []

    init(_ old: [Int], _ new: [Int]) {
        self.old = old
        self.new = new
    }

    mutating func compare(_ oldRange: Range<Int>, _ newRange: Range<Int>, splits: Bool = true) {
        var left = oldRange
        var right = newRange
        while !left.isEmpty, !right.isEmpty, old[left.lowerBound] == new[right.lowerBound] {
            pairs.append((left.lowerBound, right.lowerBound))
            left = (left.lowerBound + 1)..<left.upperBound
            right = (right.lowerBound + 1)..<right.upperBound
        }
        var tail: [(old: Int, new: Int)] = []
        while !left.isEmpty, !right.isEmpty, old[left.upperBound - 1] == new[right.upperBound - 1] {
            left = left.lowerBound..<(left.upperBound - 1)
            right = right.lowerBound..<(right.upperBound - 1)
            tail.append((left.upperBound, right.upperBound))
        }
        if !left.isEmpty, !right.isEmpty, let middle = shortest(left, right) {
            pairs += middle
        } else if splits {
            split(left, right)
        }
        pairs += tail.reversed()
    }

    /// Compares the parts between lines that occur once in each list. It does so only one level deep, so that the work
    /// stays bounded.
    private mutating func split(_ left: Range<Int>, _ right: Range<Int>) {
        var lower = (left.lowerBound, right.lowerBound)
        for anchor in anchors(left, right) {
            compare(lower.0..<anchor.old, lower.1..<anchor.new, splits: false)
            pairs.append(anchor)
            lower = (anchor.old + 1, anchor.new + 1)
        }
        compare(lower.0..<left.upperBound, lower.1..<right.upperBound, splits: false)
    }

    /// Lines that occur once in each range: the longest sequence that has the same order in both.
    private func anchors(_ left: Range<Int>, _ right: Range<Int>) -> [(old: Int, new: Int)] {
        var places: [Int: (old: Int?, new: Int?)] = [:]
        var repeated: Set<Int> = []
        for index in left where places.updateValue((index, nil), forKey: old[index]) != nil {
            repeated.insert(old[index])
        }
        for index in right {
            guard let known = places[new[index]] else { continue }
            if known.new != nil { repeated.insert(new[index]) }
            places[new[index]] = (known.old, index)
        }
        var tops: [(old: Int, new: Int)] = []
        var topOf: [Int] = []
        var previous: [Int] = []
        for index in left {
            guard !repeated.contains(old[index]), let match = places[old[index]]?.new else { continue }
            var low = 0
            var high = topOf.count
            while low < high {
                let middle = (low + high) / 2
                if tops[topOf[middle]].new < match { low = middle + 1 } else { high = middle }
            }
            previous.append(low > 0 ? topOf[low - 1] : -1)
            tops.append((index, match))
            if low == topOf.count { topOf.append(tops.count - 1) } else { topOf[low] = tops.count - 1 }
        }
        var chain: [(old: Int, new: Int)] = []
        var place = topOf.last ?? -1
        while place >= 0 {
            chain.append(tops[place])
            place = previous[place]
        }
        return chain.reversed()
    }

    /// The shared lines of a shortest edit; nil where it is longer than the bound.
    private func shortest(_ left: Range<Int>, _ right: Range<Int>) -> [(old: Int, new: Int)]? {
        let limit = min(Self.longestEdit, left.count + right.count)
        var furthest = [Int](repeating: 0, count: 2 * limit + 3)
        var trace: [[Int]] = []
        for distance in 0...limit {
            trace.append(Array(furthest[(limit - distance)...(limit + distance + 2)]))
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                let slot = diagonal + limit + 1
                let goesDown =
                    diagonal == -distance || (diagonal != distance && furthest[slot - 1] < furthest[slot + 1])
                var x = goesDown ? furthest[slot + 1] : furthest[slot - 1] + 1
                var y = x - diagonal
                while x < left.count, y < right.count, y >= 0, old[left.lowerBound + x] == new[right.lowerBound + y] {
                    x += 1
                    y += 1
                }
                furthest[slot] = x
                if x >= left.count, y >= right.count { return walkBack(trace, left, right) }
            }
        }
        return nil
    }

    private func walkBack(_ trace: [[Int]], _ left: Range<Int>, _ right: Range<Int>) -> [(old: Int, new: Int)] {
        var pairs: [(old: Int, new: Int)] = []
        var x = left.count
        var y = right.count
        for distance in stride(from: trace.count - 1, through: 0, by: -1) {
            let furthest = trace[distance]
            let diagonal = x - y
            func reach(_ diagonal: Int) -> Int { furthest[diagonal + distance + 1] }
            let goesDown =
                diagonal == -distance || (diagonal != distance && reach(diagonal - 1) < reach(diagonal + 1))
            let fromX = distance == 0 ? 0 : goesDown ? reach(diagonal + 1) : reach(diagonal - 1)
            let fromY = distance == 0 ? 0 : fromX - (goesDown ? diagonal + 1 : diagonal - 1)
            let start = distance == 0 ? 0 : goesDown ? fromX : fromX + 1
            while x > start {
                x -= 1
                y -= 1
                pairs.append((left.lowerBound + x, right.lowerBound + y))
            }
            x = fromX
            y = fromY
        }
        return pairs.reversed()
    }
}
