public import BuildPlan

/// Reads the output of all steps of a build, in the order in which it was written.
extension JournalFolder {
    /// A part of a build's output.
    public enum OutputPart: Equatable, Sendable {
        /// A `stepLog` event.
        case output(TimedBuildEvent)
        /// This many lines of the step's output were not kept.
        case missing(StepID, lines: Int)
    }

    private static let portion = 1 << 20

    /// Calls `body` with each part of the output that is kept. Of a build that runs, the output so far is read.
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
