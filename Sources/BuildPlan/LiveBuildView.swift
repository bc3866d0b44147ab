/// The event stream for a terminal: what has ended stays as a line, what runs is redrawn below with its last output.
public struct LiveBuildView {
    private struct Running {
        var heading: String
        var began: Double
        var activity: String?
        /// All of it: a step that fails shows it whole.
        var output = ""
    }

    private var plain = PlainBuildLog()
    private var outline = BuildOutline(stages: [], steps: [])
    private var running: [StepID: Running] = [:]

    /// Lines of output that a step shows while it runs.
    private static let shownLines = 6

    public init() {}

    /// Takes an event; returns the text that stays, lines with their ends; empty where nothing has ended.
    public mutating func take(_ event: BuildEvent, at time: Double) -> String {
        switch event {
        case .planned(let planned): outline = planned
        case .stepStarted(let id): start(id, at: time)
        case .stepProgress(let progress):
            running[progress.step]?.activity = Self.words(progress)
            return ""
        case .stepLog(let log):
            running[log.step]?.output += log.text
            return ""
        case .stepFinished(let finish): return end(finish)
        case .started, .contextRead, .warning, .finished: break
        }
        return plain.text(for: event)
    }

    /// The steps that run, as lines of at most `width` characters, no more of them than `height`.
    public func lines(width: Int, height: Int, at time: Double) -> [String] {
        var lines: [String] = []
        for (_, step) in running.sorted(by: { $0.key < $1.key }) {
            let seconds = " " + Quantity.seconds(max(0, time - step.began))
            let room = max(0, width - seconds.count - 1)
            lines.append(String(step.heading.prefix(room)) + seconds)
            if let activity = step.activity { lines.append(String(("      " + activity).prefix(max(0, width - 1)))) }
            lines += Self.tail(step.output).map { String(("      " + $0).prefix(max(0, width - 1))) }
        }
        return Array(lines.suffix(max(0, height)))
    }

    private mutating func start(_ id: StepID, at time: Double) {
        guard let step = outline.steps.first(where: { $0.id == id }) else { return }
        let stage = outline.stages.first { $0.index == step.stage }?.name ?? "stage-\(step.stage)"
        let name = outline.stages.count > 1 ? stage + " " : ""
        running[id] = Running(
            heading: "[\(name)\(step.ordinal)/\(step.stageStepCount)] \(step.text)", began: time)
    }

    private mutating func end(_ finish: StepFinish) -> String {
        let step = running.removeValue(forKey: finish.step)
        var text = ""
        if case .failed = finish.outcome, let output = step?.output, !output.isEmpty {
            text = plain.text(for: .stepLog(StepLog(step: finish.step, stream: .stdout, text: output)))
        }
        return text + plain.text(for: .stepFinished(finish))
    }

    private static func words(_ progress: StepProgress) -> String {
        guard let total = progress.total, total > 0 else { return progress.activity }
        guard progress.unit == "bytes" else {
            return "\(progress.activity): \(progress.completed) of \(total) \(progress.unit)"
        }
        return "\(progress.activity): \(Quantity.bytes(progress.completed)) of \(Quantity.bytes(total))"
    }

    /// The last lines, without what would move the cursor; a line that was drawn over with `\r` counts as it is now.
    private static func tail(_ output: String) -> [String] {
        let end = output.unicodeScalars.suffix(8_000)
        return String(end).split { $0 == "\n" || $0 == "\r\n" }.suffix(shownLines).map { line in
            let last = line.split(separator: "\r").last ?? ""
            return String(
                String.UnicodeScalarView(plainText(last).map { $0 == "\t" ? " " : $0 }.filter { $0.value >= 32 }))
        }
    }

    /// Without escape sequences.
    private static func plainText(_ line: Substring) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = []
        var isEscape = false
        for scalar in line.unicodeScalars {
            if scalar == "\u{1b}" {
                isEscape = true
            } else if isEscape {
                isEscape = !(("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar))
            } else {
                text.append(scalar)
            }
        }
        return text
    }
}
