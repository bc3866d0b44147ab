import Forecast
import LabModel
import TerminalUI

/// What has just happened, or the keys that work here.
struct StatusView: ScreenPart {
    private struct Key {
        var action: Action
        var line: RichLine
        var column: Int
        var width: Int
    }

    private let area: Rect
    /// What stands over the keys, each with its place.
    private var words: [(text: String, area: Rect)] = []
    private var keys: [Key] = []
    private var keyArea: Rect
    /// The sign that the keyboard is the presenter's, which hands it back where it is clicked.
    private var sign = Rect(x: 0, y: 0, width: 0, height: 0)

    /// - Parameter isCut: whether the pane with the focus has rows that go on beyond its edge.
    init(_ model: LabModel, in area: Rect, isCut: Bool, _ glyphs: Glyphs) {
        self.area = area
        keyArea = area
        if let engine = model.engine, area.width >= 40 {
            let text = " \(engine) "
            let width = min(TextWidth.columns(text), area.width / 2)
            let place = Rect(x: area.right - width, y: area.y, width: width, height: 1)
            words.append((TextWidth.fitting(text, width, ellipsis: glyphs.ellipsis), place))
            keyArea = Rect(x: area.x, y: area.y, width: area.width - width, height: 1)
        }
        if let hands = model.presentation.flatMap(PresenterWords.sign) {
            let text = TextWidth.fitting(" \(hands) ", keyArea.width, ellipsis: glyphs.ellipsis)
            (sign, keyArea) = keyArea.split(left: TextWidth.columns(text))
            words.append((text, sign))
        }
        let area = keyArea
        if let notice = model.notice {
            let text = " \(NoticeWords.text(notice, room: area.width - 2, ellipsis: glyphs.ellipsis)) "
            words.append((TextWidth.fitting(text, area.width, ellipsis: glyphs.ellipsis), area))
            keyArea = area.split(left: TextWidth.columns(text)).rest
        }
        let bindings = StatusKeys.bindings(model, isCut: isCut)
        if let forecast = Self.forecast(model) {
            let whole = " \(ForecastSigns.sign) \(ForecastSigns.summary(forecast)) "
            let short = " \(ForecastSigns.sign) \(ForecastSigns.short(forecast)) "
            let room = area.width - Self.needed(bindings)
            let text = TextWidth.fitting(
                TextWidth.columns(whole) > room ? short : whole, area.width, ellipsis: glyphs.ellipsis)
            words.append((text, area))
            keyArea = area.split(left: TextWidth.columns(text)).rest
            keys = Self.keys(StatusKeys.needed(bindings) + bindings, width: keyArea.width)
            return
        }
        if let text = model.presentation.flatMap({ PresenterWords.status($0, model) }) {
            words.append((TextWidth.fitting(text, keyArea.width, ellipsis: glyphs.ellipsis), keyArea))
        } else {
            keys = Self.keys(bindings, width: keyArea.width)
        }
    }

    /// What a build would do, while the editor has the focus. Before there is a Dockerfile, there is nothing to foresee.
    private static func forecast(_ model: LabModel) -> BuildForecast? {
        guard model.notice == nil, model.presentation == nil, model.layout.focus == .editor,
            let forecast = model.shownForecast
        else { return nil }
        if case .refused = forecast, model.panes.editor.dockerfile?.bytes.isEmpty != false { return nil }
        return forecast
    }

    /// Columns of the keys that are needed most, and of the way to the others.
    private static func needed(_ bindings: [KeyBinding]) -> Int {
        let way = bindings.filter { $0.action == StatusKeys.wayToTheRest }
        return (StatusKeys.needed(bindings) + way).compactMap(key).reduce(1) { $0 + $1.width + gap }
    }

    /// Those that fit, in their order. The way to all others keeps its place, whatever else has to go.
    private static func keys(_ bindings: [KeyBinding], width: Int) -> [Key] {
        let wanted = bindings.compactMap(key)
        let way = wanted.first { $0.action == StatusKeys.wayToTheRest }
        var kept = (way?.width ?? width) + 1 < width ? (way?.width ?? 0) + gap : 0
        var column = 1
        var keys: [Key] = []
        for var key in wanted where !keys.contains(where: { $0.action == key.action }) {
            if key.action == way?.action { kept = 0 }
            guard column + key.width + kept <= width else { continue }
            key.column = column
            keys.append(key)
            column += key.width + gap
        }
        return keys
    }

    /// Columns between two keys.
    private static let gap = 2

    private static func key(_ binding: KeyBinding) -> Key? {
        guard let chord = binding.chords.first else { return nil }
        let line = RichLine([
            Span(KeyWords.name(chord), .keyCap), Span(" " + KeyTable.short(binding.action), .statusBar),
        ])
        return Key(action: binding.action, line: line, column: 0, width: TextWidth.columns(line.text))
    }

    func place(in layout: inout ScreenLayout) {
        guard !area.isEmpty else { return }
        if !sign.isEmpty { layout.add(.action(.presenting(.takeOver)), at: sign) }
        for key in keys {
            let place = Rect(x: keyArea.x + key.column, y: keyArea.y, width: key.width, height: 1)
            layout.add(.action(key.action), at: place)
        }
    }

    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        canvas.grid.fill(area, canvas.theme[.statusBar])
        for (text, area) in words { canvas.write(text, .keyCap, row: 0, of: area) }
        for key in keys { canvas.write(key.line, row: 0, of: keyArea, from: key.column) }
    }
}

/// The keys for the status line: the pane's own first, then those of the lab, those that matter most first.
enum StatusKeys {
    /// Finds every action by its name, and shows its key.
    static let wayToTheRest = Action.lab(.palette)

    /// Keys that a learner looks for while something is typed: build, run, go on.
    static func needed(_ bindings: [KeyBinding]) -> [KeyBinding] {
        let actions: [Action] = [.lab(.build), .lab(.runImage), .lab(.nextStep)]
        return actions.compactMap { action in bindings.first { $0.action == action } }
    }

    static func bindings(_ model: LabModel, isCut: Bool) -> [KeyBinding] {
        let usual = KeyTable.bindings(in: model.layout.focus, isReading: model.panes.shell.isReading)
        let all = (presenters(model) + usual).enumerated().compactMap { offset, binding in
            rank(binding).map { (binding: binding, rank: $0, offset: offset) }
        }
        var seen = pointless(model, isCut: isCut)
        return all.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }
            .map(\.binding).filter { seen.insert($0.action).inserted }
    }

    /// Keys of the pane that nobody misses have their place among those of the lab.
    private static func rank(_ binding: KeyBinding) -> Int? {
        guard let prominence = binding.prominence else { return nil }
        switch binding.scope {
        case .pane, .history, .presenting: return prominence < 8 ? prominence : prominence + 10
        case .everywhere, .reading: return prominence + 10
        }
    }

    /// What would do nothing now: going to where the focus is, stopping a build that does not run, looking aside where
    /// nothing is cut, looking again for what nobody has looked for.
    private static func pointless(_ model: LabModel, isCut: Bool) -> Set<Action> {
        var actions: Set<Action> = [.lab(.show(model.layout.focus))]
        if !model.panes.build.isRunning { actions.insert(.lab(.cancelBuild)) }
        if !isCut { actions.insert(.shared(.lookRight)) }
        if !model.panes.layers.hasSearched { actions.insert(.layers(.searchNext)) }
        return actions
    }

    /// A presenter's own keys, Space first.
    private static func presenters(_ model: LabModel) -> [KeyBinding] {
        guard let presentation = model.presentation else { return [] }
        // The sign beside the keys says how the keyboard is handed back.
        guard presentation.isDriving else { return [] }
        return Array(KeyTable.presenting.prefix(1)) + KeyTable.takingOver + Array(KeyTable.presenting.dropFirst())
    }
}
