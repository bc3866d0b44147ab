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

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        self.area = area
        keyArea = area
        if let engine = model.engine, area.width >= 40 {
            let text = " \(engine) "
            let width = min(TextWidth.columns(text), area.width / 2)
            let place = Rect(x: area.right - width, y: area.y, width: width, height: 1)
            words.append((TextWidth.fitting(text, width, ellipsis: glyphs.ellipsis), place))
            keyArea = Rect(x: area.x, y: area.y, width: area.width - width, height: 1)
        }
        let area = keyArea
        if let notice = model.notice {
            let text = " \(NoticeWords.text(notice)) "
            words.append((TextWidth.fitting(text, area.width, ellipsis: glyphs.ellipsis), area))
            keyArea = area.split(left: TextWidth.columns(text)).rest
        }
        if model.notice == nil, model.presentation == nil, model.layout.focus == .editor,
            let forecast = model.shownForecast
        {
            let text = TextWidth.fitting(
                " \(ForecastSigns.sign) \(ForecastSigns.summary(forecast)) ", area.width, ellipsis: glyphs.ellipsis)
            words.append((text, area))
            keyArea = area.split(left: TextWidth.columns(text)).rest
        }
        if let text = model.presentation.flatMap({ PresenterWords.status($0, model) }) {
            words.append((TextWidth.fitting(text, keyArea.width, ellipsis: glyphs.ellipsis), keyArea))
        } else {
            keys = Self.keys(model, width: keyArea.width)
        }
    }

    private static func keys(_ model: LabModel, width: Int) -> [Key] {
        var column = 1
        var keys: [Key] = []
        for binding in StatusKeys.bindings(model) {
            guard let chord = binding.chords.first else { continue }
            let key = KeyWords.name(chord)
            let words = KeyTable.short(binding.action)
            let size = TextWidth.columns(key) + TextWidth.columns(words) + 3
            guard column + size <= width else { continue }
            let line = RichLine([Span(key, .keyCap), Span(" " + words, .statusBar)])
            keys.append(Key(action: binding.action, line: line, column: column, width: size - 1))
            column += size
        }
        return keys
    }

    func place(in layout: inout ScreenLayout) {
        guard !area.isEmpty else { return }
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

/// The keys for the status line, those that matter most first.
enum StatusKeys {
    static func bindings(_ model: LabModel) -> [KeyBinding] {
        let usual = KeyTable.bindings(in: model.layout.focus, isReading: model.panes.shell.isReading)
        let all = (presenters(model) + usual).enumerated().filter { $0.element.prominence != nil }
        // Nobody needs the way to where the focus is.
        var seen: Set<Action> = [.lab(.show(model.layout.focus))]
        return all.sorted { ($0.element.prominence ?? 0, $0.offset) < ($1.element.prominence ?? 0, $1.offset) }
            .map(\.element).filter { seen.insert($0.action).inserted }
    }

    /// A presenter's own keys, Space first.
    private static func presenters(_ model: LabModel) -> [KeyBinding] {
        guard let presentation = model.presentation else { return [] }
        guard presentation.isDriving else { return KeyTable.takingOver }
        return Array(KeyTable.presenting.prefix(1)) + KeyTable.takingOver + Array(KeyTable.presenting.dropFirst())
    }
}
