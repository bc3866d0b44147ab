public import Printing

/// Shows the event stream on a terminal: each step that has ended stays as a line, and the steps that run are redrawn
/// below them with the last lines of their output.
public struct LiveBuildView {
    private struct Running {
        var heading: PrintableText
        var began: Double
        var activity: PrintableText?
        /// The output so far, which is shown when the step fails.
        var output = KeptOutput()
    }

    private var plain = PlainBuildLog()
    private var outline = BuildOutline(stages: [], steps: [])
    private var running: [StepID: Running] = [:]

    /// How many lines of its output a step shows while it runs.
    private static let shownLines = 6

    public init() {}

    /// Takes an event and returns the text that stays on the screen, newlines included; empty where no step has ended.
    public mutating func add(_ event: BuildEvent, at time: Double) -> PrintableText {
        switch event {
        case .planned(let planned): outline = planned
        case .stepStarted(let id): start(id, at: time)
        case .stepProgress(let progress):
            running[progress.step]?.activity = Self.words(progress)
            return ""
        case .stepLog(let log):
            running[log.step]?.output.append(log.text)
            return ""
        case .stepFinished(let finish): return end(finish)
        case .started, .contextRead, .warning, .finished: break
        }
        return plain.text(for: event)
    }

    /// The steps that run, as at most `height` lines of at most `width` characters.
    public func lines(width: Int, height: Int, at time: Double) -> [PrintableText] {
        var lines: [PrintableText] = []
        for (_, step) in running.sorted(by: { $0.key < $1.key }) {
            let seconds = Quantity.seconds(max(0, time - step.began))
            lines.append("\(step.heading.prefix(width - seconds.count - 2)) \(seconds)")
            if let activity = step.activity { lines.append(Self.indented(activity, width)) }
            lines += Self.tail(step.output).map { Self.indented($0, width) }
        }
        return Array(lines.suffix(max(0, height)))
    }

    private static func indented(_ line: PrintableText, _ width: Int) -> PrintableText {
        ("      " + line).prefix(width - 1)
    }

    private mutating func start(_ id: StepID, at time: Double) {
        guard let step = outline.steps.first(where: { $0.id == id }) else { return }
        let stage = outline.stages.first { $0.index == step.stage }?.name ?? "stage-\(step.stage)"
        let name = outline.stages.count > 1 ? "\(stage) " : ""
        running[id] = Running(
            heading: "[\(name)\(step.ordinal)/\(step.stageStepCount)] \(step.text)", began: time)
    }

    private mutating func end(_ finish: StepFinish) -> PrintableText {
        let step = running.removeValue(forKey: finish.step)
        var text: PrintableText = ""
        if case .failed = finish.outcome, let output = step?.output.text, !output.isEmpty {
            text = plain.text(for: .stepLog(StepLog(step: finish.step, stream: .stdout, text: output)))
        }
        return text + plain.text(for: .stepFinished(finish))
    }

    private static func words(_ progress: StepProgress) -> PrintableText {
        guard let total = progress.total, total > 0 else { return "\(progress.activity)" }
        guard progress.unit == "bytes" else {
            return "\(progress.activity): \(progress.completed) of \(total) \(progress.unit)"
        }
        return "\(progress.activity): \(Quantity.bytes(progress.completed)) of \(Quantity.bytes(total))"
    }

    /// The last lines without colours. Of a line that was overwritten after a carriage return, the last state counts.
    private static func tail(_ output: KeptOutput) -> [PrintableText] {
        var lines: [String] = [""]
        var isReturned = false
        var filter = OutputFilter()
        filter.read(output.end(8_000)) { part in
            switch part {
            case .newline: lines.append("")
            case .carriageReturn: isReturned = true
            case .tab, .text:
                if isReturned { lines[lines.count - 1] = "" }
                isReturned = false
                if case .text(let text) = part { lines[lines.count - 1] += text } else { lines[lines.count - 1] += " " }
            case .style: break
            }
        }
        return lines.filter { !$0.isEmpty }.suffix(shownLines).map { PrintableText(line: $0) }
    }
}
