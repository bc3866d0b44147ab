/// What each line of the Dockerfile in the editor says about the last build.
///
/// The build saw the file as it was saved then; the learner types on. An instruction that still reads the same keeps
/// its state wherever it has moved to; one that was edited since is outdated, never shown as built.
public struct DockerfileGutter: Equatable, Sendable {
    /// What stands in front of a line.
    public enum Mark: Equatable, Sendable {
        /// The first line of an instruction: the position of its step in the build.
        case step(Int)
        /// A further line of the instruction.
        case bar(Int)
        /// The instruction was edited, or is new, since the build.
        case outdated
        case outdatedBar
    }

    /// By line, from 1.
    public private(set) var marks: [Int: Mark] = [:]

    public init() {}

    /// - Parameters:
    ///   - text: the Dockerfile as it is now.
    ///   - instructions: first and last line of each instruction in `text`, from 1, in order.
    ///   - built: the Dockerfile that was built.
    public init(text: String, instructions: [ClosedRange<Int>], built: BuiltDockerfile) {
        // A build that did not start has nothing to say of any line.
        guard !built.steps.isEmpty else { return }
        let now = LineTable(text)
        let then = LineTable(built.source)
        let nowTexts = instructions.map { now.text($0) }
        let builtTexts = built.steps.map { then.text($0) }
        let matches = Self.match(nowTexts, builtTexts)
        for (position, lines) in instructions.enumerated() {
            let step = matches[position]
            marks[lines.lowerBound] = step.map { .step($0) } ?? .outdated
            for line in lines.dropFirst() { marks[line] = step.map { .bar($0) } ?? .outdatedBar }
        }
    }

    /// For each instruction the built step that reads the same, both in order: equal ends first, then greedily.
    private static func match(_ now: [String], _ built: [String]) -> [Int: Int] {
        var matches: [Int: Int] = [:]
        var low = 0
        while low < now.count, low < built.count, now[low] == built[low] {
            matches[low] = low
            low += 1
        }
        var nowEnd = now.count
        var builtEnd = built.count
        while nowEnd > low, builtEnd > low, now[nowEnd - 1] == built[builtEnd - 1] {
            nowEnd -= 1
            builtEnd -= 1
            matches[nowEnd] = builtEnd
        }
        var places = [String: [Int]]()
        for position in (low..<builtEnd).reversed() { places[built[position], default: []].append(position) }
        var next = low
        for position in low..<nowEnd {
            while let place = places[now[position]]?.popLast() {
                guard place >= next else { continue }
                matches[position] = place
                next = place + 1
                break
            }
        }
        return matches
    }
}

/// The lines of a text, for reading ranges of them; line ends and trailing blanks do not count.
private struct LineTable {
    private let lines: [Substring]

    init(_ text: String) { lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }

    func text(_ range: ClosedRange<Int>) -> String { text(range.lowerBound, range.upperBound) }

    /// Lines from 1, both included; those outside of the text are empty.
    func text(_ first: Int, _ last: Int) -> String {
        let low = max(first, 1) - 1
        let high = min(last, lines.count)
        guard low < high else { return "" }
        return lines[low..<high].map(Self.trimmed).joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> Substring {
        let end = line.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
        return end.map { line[...$0] } ?? ""
    }
}
