public import BuildPlan

/// All that the steps of a build wrote, in the order in which it came.
extension JournalFolder {
    public enum OutputPart: Equatable, Sendable {
        /// A `stepLog`.
        case output(TimedBuildEvent)
        /// So many lines of a step were not kept.
        case missing(StepID, lines: Int)
    }

    private static let portion = 1 << 20

    /// Reads the output as far as it is kept. A build that runs is read to where it is.
    public func readOutput(of id: String, _ body: (OutputPart) -> Void) {
        var reader = JournalLogReader(self, id)
        var counts = LogCounts()
        func take(_ piece: JournalLogReader.Piece) {
            switch piece {
            case .begin(let before):
                for (step, lines) in before.lines.sorted(by: { $0.key < $1.key }) {
                    let missing = lines - counts.lines[step, default: 0]
                    if missing > 0 { body(.missing(step, lines: missing)) }
                }
                counts = before
            case .output(let event, let log):
                counts.add(log)
                body(.output(event))
            case .damaged: break
            }
        }
        while reader.read(Self.portion, { piece, _ in take(piece) }) {}
    }
}
