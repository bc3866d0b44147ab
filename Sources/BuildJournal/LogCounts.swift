internal import BuildPlan
internal import ImageFormat

/// How many bytes and lines of a log come before a place. It is the first line of each file of the log's end.
///
///     {"before":{"bytes":52428800,"lines":[{"step":2,"count":81920}]}}
struct LogCounts: Equatable {
    /// The bytes of the output's text.
    var bytes: Int64 = 0
    /// The number of complete lines by step.
    var lines: [StepID: Int] = [:]

    init() {}

    mutating func add(_ log: StepLog) {
        bytes += Int64(log.text.utf8.count)
        lines[log.step, default: 0] += Self.newlines(in: log.text)
    }

    static func newlines(in text: String) -> Int {
        text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }

    var line: [UInt8] {
        let steps = lines.sorted { $0.key < $1.key }.map { step, count in
            JSON.object(["step": .integer(Int64(step.index)), "count": .integer(Int64(count))])
        }
        return JSON.object(["before": .object(["bytes": .integer(bytes), "lines": .array(steps)])]).encoded()
            + [UInt8(ascii: "\n")]
    }

    /// Reads such a first line; nil for any other line.
    init?(line: ArraySlice<UInt8>) {
        guard line.starts(with: #"{"before":"#.utf8), let json = try? JSON(parsing: Array(line)),
            let before = json["before"], let bytes = before["bytes"]?.integer, (0...1 << 60).contains(bytes)
        else { return nil }
        self.bytes = bytes
        for entry in before["lines"]?.elements ?? [] {
            guard let step = entry["step"]?.integer, let count = entry["count"]?.integer, (0...1 << 30).contains(step),
                (0...1 << 50).contains(count)
            else { return nil }
            lines[StepID(Int(step))] = Int(count)
        }
    }
}
