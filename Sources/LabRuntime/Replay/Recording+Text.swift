internal import BuildPlan
internal import Printing
internal import Recordings

extension Recording {
    /// Says what of the file cannot be played.
    public func complain(of name: String) {
        switch self {
        case .cast(let cast): if cast.isCutShort { Self.tellCut(name) }
        case .build(let stream):
            if let first = stream.damagedLines.first {
                let count = stream.damagedLines.count
                StandardStream.error.write(
                    "Note: \(name):\(first): this is not an event of a build; \(count == 1 ? "the line is" : "\(count) such lines are") left out.\n"
                )
            }
            if stream.isCutShort { Self.tellCut(name) }
        }
    }

    private static func tellCut(_ name: String) {
        StandardStream.error.write("Note: the last line of \(name) is cut short, and left out.\n")
    }

    /// As text, without waiting.
    public func print() {
        switch self {
        case .cast(let cast):
            var filter = OutputFilter(keepsReturns: true)
            var lines = IndentedOutput(indent: "", keepsReturns: true)
            for case .output(let text) in cast.events.map(\.event) {
                StandardStream.output.write(lines.lines(of: text, through: &filter))
            }
            StandardStream.output.write(lines.close())
        case .build(let stream):
            var log = PlainBuildLog()
            for timed in stream.events { StandardStream.output.write(log.text(for: timed.event)) }
        }
    }
}
