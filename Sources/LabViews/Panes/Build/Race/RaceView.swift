import BuildPlan
import LabModel
import TerminalUI

/// A race: two gutters beside each other, or one above the other where there is no room, each with its stopwatch.
enum RaceView {
    static func content(_ race: RaceRun, now: Double, in area: Rect, _ glyphs: Glyphs) -> any ScreenPart {
        let lines = RaceLines(race, now: now, glyphs: glyphs, width: area.width).lines
        return PageView(lines, of: .build, in: area, offset: race.scroll.offset ?? 0)
    }
}

/// The rows of a race.
private struct RaceLines {
    private let race: RaceRun
    private let now: Double
    private let glyphs: Glyphs
    private let width: Int

    /// Columns of a pane in which two gutters can be read beside each other.
    private static let wideColumns = 60
    private static let gap = 3

    init(_ race: RaceRun, now: Double, glyphs: Glyphs, width: Int) {
        self.race = race
        self.now = now
        self.glyphs = glyphs
        self.width = width
    }

    var lines: [RichLine] {
        let isWide = width >= Self.wideColumns
        let room = isWide ? (width - Self.gap) / 2 : width
        let columns = RaceSide.allCases.map { side in
            RaceColumn(side, race[side], now: now, glyphs: glyphs, width: room).rows
        }
        return (isWide ? beside(columns, room) : above(columns)) + [RichLine()] + closing
    }

    private func beside(_ columns: [[[Span]]], _ room: Int) -> [RichLine] {
        (0..<(columns.map(\.count).max() ?? 0)).map { row in
            let cells = columns.map { $0.indices.contains(row) ? $0[row] : [] }
            let used = SideWindow.columns(cells[0])
            let pad = Span(String(repeating: " ", count: max(0, room - used)))
            return RichLine(cells[0] + [pad, Span(" \(glyphs.divider) ", .frame)] + cells[1])
        }
    }

    private func above(_ columns: [[[Span]]]) -> [RichLine] {
        columns[0].map { RichLine($0) } + [RichLine()] + columns[1].map { RichLine($0) }
    }

    private var closing: [RichLine] {
        switch race.stand {
        case .running: sentence(RaceWords.goesOn, .dim)
        case .stopping: sentence(RaceWords.stopping, .attention)
        case .stopped: sentence(RaceWords.stopped, .attention)
        case .decided(let verdict): sentence(verdict.text, .strong)
        case .failed(let errors): errors.split(separator: "\n").suffix(20).flatMap { sentence(String($0), .bad) }
        }
    }

    private func sentence(_ words: String, _ role: Role) -> [RichLine] {
        Wrapping.lines([Span(words, role)], width: max(8, width - 1))
    }
}

/// One of the two: its name and stopwatch, what it is at, its instructions, and what the build came to.
private struct RaceColumn {
    private let side: RaceSide
    private let racer: RaceRun.Racer
    private let clock: Double
    private let glyphs: Glyphs
    private let width: Int

    init(_ side: RaceSide, _ racer: RaceRun.Racer, now: Double, glyphs: Glyphs, width: Int) {
        self.side = side
        self.racer = racer
        clock = racer.lap == nil ? 0 : racer.run.clock(at: now)
        self.glyphs = glyphs
        self.width = width
    }

    var rows: [[Span]] { [head, [Span(fitting(RaceWords.lap(racer), width), .dim)]] + steps + sums }

    private var head: [Span] {
        let time = Quantity.seconds(clock)
        let name = fitting("\(side.rawValue)  \(racer.run.start?.context ?? "")", width - TextWidth.columns(time) - 1)
        let gap = max(1, width - TextWidth.columns(name) - TextWidth.columns(time))
        return [
            Span(name, .strong), Span(String(repeating: " ", count: gap)),
            Span(time, racer.run.isRunning ? .working : .strong),
        ]
    }

    private var steps: [[Span]] {
        let words = StepWords(glyphs: glyphs, clock: clock)
        return racer.run.steps.map { step in
            let state = words.gutter(step.phase)
            let mark = "\(state.sign) \(state.words)"
            let gap = String(repeating: " ", count: max(1, Self.markColumns - TextWidth.columns(mark)))
            let text = fitting(step.outline.text, width - TextWidth.columns(mark + gap))
            return [Span(mark + gap, state.role), Span(text)]
        }
    }

    /// Columns of `◆ CACHED` and a blank or two.
    private static let markColumns = 10

    private var sums: [[Span]] { RaceWords.sums(racer).map { [Span(fitting($0, width), .strong)] } }

    private func fitting(_ text: String, _ room: Int) -> String {
        TextWidth.fitting(text, max(0, room), ellipsis: glyphs.ellipsis)
    }
}
