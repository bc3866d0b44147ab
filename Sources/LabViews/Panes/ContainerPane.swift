import LabModel
import TerminalUI

extension Canvas {
    mutating func containerPane(_ model: LabModel, in area: Rect) {
        let title = model.container.map(PaneWords.container) ?? PaneWords.title(.containers)
        let body = frame(.containers, title: title, in: area, isFocused: model.layout.focus == .containers)
        guard let run = model.container else {
            let lines = Wrapping.lines([Span(PaneWords.noContainer, .dim)], width: body.width)
            return page(lines, of: .containers, in: body, offset: 0)
        }
        page(
            containerLines(run, now: model.now, width: body.width - 1), of: .containers, in: body,
            offset: model.offsets[.containers] ?? 0)
    }

    private func containerLines(_ run: ContainerRun, now: Double, width: Int) -> [RichLine] {
        var lines: [RichLine] = []
        if let url = run.url {
            if let page = run.page {
                lines += Wrapping.lines(
                    [Span(PaneWords.page(url, page), page.status == 200 ? .good : .attention)], width: width)
                lines += page.body.split(separator: "\n", omittingEmptySubsequences: false).prefix(200).flatMap {
                    Wrapping.lines([Span("  ", .frame), Span(String($0), .strong)], width: width)
                }
            } else if run.isRunning {
                let spin = glyphs.spin(at: now - run.startedAt)
                lines.append(RichLine([Span(spin + " ", .working), Span(PaneWords.waiting(url), .working)]))
            }
            lines.append(RichLine())
        }
        let count = run.log.count
        for index in max(0, count - 500)..<count {
            guard case .text(let text) = run.log.line(at: index) else { continue }
            lines.append(RichLine([Span("\(glyphs.bar) ", .frame)] + ANSIText.spans(text, base: .code)))
        }
        return lines
    }
}
