import BuildPlan
internal import ImageFormat
import LabModel
import TerminalUI

/// The slider over the steps of a build: the track, the step that is looked at, and what was there after it.
struct SliderView: ScreenPart {
    private let head: [RichLine]
    private let top: Rect
    private let list: ListView

    init(_ slider: TimeSlider, isFocused: Bool, in area: Rect, _ window: SideWindow) {
        let lines = SliderLines(slider, window, width: area.width)
        head = lines.head
        let (top, rest) = area.split(top: min(head.count, max(0, area.height - 1)))
        self.top = top
        let selected = isFocused ? slider.list.selected : -1
        list = ListView(count: max(1, slider.rows.count), of: .build, in: rest, offset: slider.list.scroll.offset ?? 0)
        {
            lines.line($0, isSelected: $0 == selected)
        }
    }

    func place(in layout: inout ScreenLayout) { list.place(in: &layout) }

    func draw(on canvas: inout Canvas) {
        for (row, line) in head.enumerated() where row < top.height { canvas.write(line, row: row, of: top) }
        list.draw(on: &canvas)
    }
}

/// The slider's rows.
struct SliderLines {
    private let slider: TimeSlider
    private let window: SideWindow
    private let width: Int

    init(_ slider: TimeSlider, _ window: SideWindow, width: Int) {
        self.slider = slider
        self.window = window
        self.width = width
    }

    private var glyphs: Glyphs { window.glyphs }

    var head: [RichLine] {
        let place = " \(slider.place + 1)/\(slider.moments.count) "
        let track = track(in: max(3, width / 3))
        let room = max(4, width - TextWidth.columns(track) - TextWidth.columns(place) - 2)
        let text = TextWidth.fitting(slider.moment?.text ?? "", room, ellipsis: glyphs.ellipsis)
        let what = TextWidth.fitting(SliderWords.sight(slider), max(4, width - 2), ellipsis: glyphs.ellipsis)
        return [
            RichLine([Span(" " + track, .working), Span(place, .dim), Span(text, .strong)]), RichLine(" " + what, .dim),
        ] + keys
    }

    /// As many lines as all keys need; none is parted from what it does.
    private var keys: [RichLine] {
        var lines: [String] = []
        for key in SliderWords.keys {
            if let last = lines.last, TextWidth.columns(last) + TextWidth.columns(key) + 2 < width {
                lines[lines.count - 1] += "  " + key
            } else {
                lines.append(" " + key)
            }
        }
        return lines.map { RichLine($0, .dim) }
    }

    /// A sign for each step; of more than there is room for, those around the one at hand.
    private func track(in room: Int) -> String {
        let first = max(0, min(slider.place - room / 2, slider.moments.count - room))
        return slider.moments.indices.dropFirst(first).prefix(room).map { index in
            if index == slider.place { return glyphs.progressFull }
            if index == slider.mark { return glyphs.cached }
            return slider.moments[index].beginsStage ? glyphs.bullet : glyphs.rule
        }.joined()
    }

    func line(_ index: Int, isSelected: Bool) -> RichLine {
        guard slider.rows.indices.contains(index) else { return RichLine(" " + SliderWords.nothing(slider), .dim) }
        let mark = isSelected ? glyphs.selected + " " : "  "
        let fill: Role? = isSelected ? .selectedRow : nil
        switch slider.rows[index] {
        case .file(let path, let bytes, let kind):
            let (sign, role) = LayerWords.sign(kind)
            let size = LayerWords.column(bytes > 0 ? Quantity.bytes(bytes) : "")
            return window.row(
                [Span(mark + size + "  ", .dim), Span("\(sign) ", role)], [Span(path, role)], width: width, fill: fill)
        case .folder(let path, let files, let bytes, let kind):
            let (sign, role) = LayerWords.sign(kind)
            let size = LayerWords.column(bytes > 0 ? Quantity.bytes(bytes) : "")
            return window.row(
                [Span(mark + size + "  ", .dim), Span("\(sign) ", role)],
                [Span(path, role), Span(SliderWords.folded(files), .dim)], width: width, fill: fill)
        case .setting(let name, let old, let new): return setting(name, old, new, mark, fill)
        case .omitted(let count): return RichLine([Span(mark + PaneWords.omittedFiles(count), .dim)], fill: fill)
        }
    }

    private func setting(_ name: String, _ old: String?, _ new: String?, _ mark: String, _ fill: Role?) -> RichLine {
        let isKnown = slider.other != nil
        let kind: LayerChange.Kind? =
            !isKnown || old == new ? nil : old == nil ? .added : new == nil ? .removed : .changed
        let (sign, role) = LayerWords.sign(kind)
        let was = kind == .changed ? " (was \(old ?? ""))" : ""
        let text = "\(sign) \(name)=\(new ?? old ?? "")\(was)"
        return window.row([Span(mark, .strong)], [Span(text, role)], width: width, fill: fill)
    }
}

/// What the slider says of itself.
enum SliderWords {
    static let keys = [
        "Left and Right: another step", "Enter: the file", "v: environment", "l: all files", "m: hold against",
        "t: log",
    ]

    static func sight(_ slider: TimeSlider) -> String {
        let other = slider.other.map { "step \($0 + 1)" }
        switch slider.sight {
        case .changes:
            return other.map { "What became of the files since \($0)" } ?? "The files that this stage begins with"
        case .files: return "All files after this step" + (other.map { ", and what became of them since \($0)" } ?? "")
        case .settings:
            return "The environment after this step" + (other.map { ", and what changed since \($0)" } ?? "")
        }
    }

    /// What stands behind a folder whose files are not shown.
    static func folded(_ files: Int) -> String { "  (\(files) files; Enter shows them)" }

    static func nothing(_ slider: TimeSlider) -> String {
        switch slider.sight {
        case .changes: "No file is another one."
        case .files: "There is no file yet."
        case .settings: "Nothing is set."
        }
    }
}
