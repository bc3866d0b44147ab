import BuildPlan
import DockerWords
import DockerfileSyntax
import LabModel
import RunDoctor

/// What Docker says where the last build or the container failed: so that it is known again at work.
enum DockersWordsBox {
    static func box(_ model: LabModel, offset: Int, width: Int) -> Box {
        let faults = Self.faults(model)
        let shown = faults.flatMap { Self.lines($0, width) }
        return Box(
            title: DialogueWords.dockersTitle,
            lines: shown.isEmpty ? Wrapping.lines([Span(DialogueWords.noDockersWords, .dim)], width: width) : shown,
            offset: offset, foot: DialogueWords.pageFoot, width: width)
    }

    /// Of the container that is looked at, then of the last build, then of the open file: at the caret first.
    private static func faults(_ model: LabModel) -> [DockerFault] {
        var faults = (model.panes.containers.own?.faults ?? []).compactMap(\.dockerFault)
        for message in model.panes.build.run?.failures ?? [] {
            if let fault = DockerFault.told(in: message), !faults.contains(fault) { faults.append(fault) }
        }
        let file = model.panes.editor.file
        let found = [file?.reportAtCaret].compactMap(\.self) + (file?.reports ?? []).filter { $0.severity == .error }
        for report in found {
            if let fault = DockerFault.told(in: report.message), !faults.contains(fault) { faults.append(fault) }
        }
        return faults
    }

    private static func lines(_ fault: DockerFault, _ width: Int) -> [RichLine] {
        var lines: [RichLine] = []
        for wording in fault.wordings {
            let who = wording.isOlder ? DialogueWords.dockerSaidBefore : DialogueWords.dockerSays
            lines += Wrapping.lines(
                [Span(who, .strong), Span(wording.text.replacing("{}", with: "…"), .code)], width: width)
        }
        lines += Wrapping.lines([Span(DialogueWords.dockerMeans, .strong), Span(fault.meaning)], width: width)
        lines += Wrapping.lines([Span(DialogueWords.why, .strong), Span(fault.why)], width: width)
        lines += Wrapping.lines([Span(DialogueWords.next, .strong), Span(fault.next)], width: width)
        return lines + [RichLine()]
    }
}
