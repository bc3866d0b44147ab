import BuildPlan
import DockerfileSyntax
internal import ImageFormat
import LabModel
import LessonFormat
import TerminalUI

/// The dialogue that lies over the panes.
struct DialogueView: ScreenPart {
    private let view: BoxView

    /// Nil while there is none.
    init?(_ model: LabModel, on size: Size, _ glyphs: Glyphs) {
        guard let dialogue = model.dialogue else { return nil }
        let boxes = DialogueBoxes(model: model, size: size, glyphs: glyphs)
        let window = SideWindow(column: model.dialogueSide.column, glyphs: glyphs)
        view = BoxView(boxes.box(dialogue), on: size, window)
    }

    func place(in layout: inout ScreenLayout) { view.place(in: &layout) }

    func draw(on canvas: inout Canvas) { view.draw(on: &canvas) }
}

/// What each dialogue shows.
private struct DialogueBoxes {
    let model: LabModel
    let size: Size
    let glyphs: Glyphs

    /// Columns for sentences, and for what is read line by line.
    private var width: Int { max(8, min(76, size.width - 4)) }
    private var wide: Int { min(110, size.width - 4) }

    func box(_ dialogue: Dialogue) -> Box {
        switch dialogue {
        case .help(let offset): HelpBox.box(model, offset: offset, width: width)
        case .palette(let palette): paletteBox(palette)
        case .prompt(let prompt): promptBox(prompt)
        case .unsaved(let answer): unsavedBox(answer)
        case .conflict(let file, let answer): conflictBox(file, answer)
        case .step(let step): StepBox.box(model, step, glyphs: glyphs, width: width)
        case .instruction(let offset): instructionBox(offset: offset)
        case .command(let offset): commandBox(offset: offset)
        case .recovery(let file, let answer):
            question(
                DialogueWords.recoveryTitle, DialogueWords.recovery(file), DialogueWords.recoveryAnswers,
                answer.rawValue)
        case .lessons(let selected, let typed): lessonsBox(selected, typed: typed)
        case .layerFile(let offset, let shown):
            FileBox(model.panes.layers, glyphs: glyphs, width: wide).box(offset: offset, showsDifference: shown)
        case .solution(_, isRevealed: false):
            Box(
                title: model.panes.editor.file?.path ?? "",
                lines: Wrapping.lines([Span(DialogueWords.askSolution)], width: min(width, 60)),
                foot: DialogueWords.askSolutionFoot, width: min(width, 60))
        case .solution(let offset, isRevealed: true): solutionBox(offset: offset)
        case .waste(let offset): wasteBox(offset: offset)
        case .findings(let offset): findingsBox(offset: offset)
        case .peek(let offset):
            Box(
                title: model.step?.title ?? "", lines: LessonPage(model, glyphs: glyphs, width: width).lines,
                offset: offset, foot: DialogueWords.pageFoot, width: width)
        case .dockersWords(let offset): DockersWordsBox.box(model, offset: offset, width: width)
        case .page(let offset): pageBox(offset: offset)
        case .removeImage(let image):
            Box(
                title: DialogueWords.removeTitle,
                lines: Wrapping.lines([Span(DialogueWords.remove(image))], width: width),
                foot: DialogueWords.removeFoot, width: width)
        }
    }

    private func question(_ title: String, _ words: String, _ answers: [String], _ selected: Int) -> Box {
        Box(
            title: title, lines: Wrapping.lines([Span(words)], width: min(width, 60)), answers: answers,
            selectedAnswer: selected, foot: DialogueWords.questionFoot, width: min(width, 60))
    }

    private func paletteBox(_ palette: Palette) -> Box {
        let matches = model.matches(of: palette)
        var lines = [RichLine([Span("\(glyphs.selected) ", .strong), Span(palette.query)]), RichLine()]
        var targets: [Int: Int] = [:]
        let rows = max(3, min(14, size.height - 7))
        let first = max(0, min(palette.selection - rows / 2, matches.count - rows))
        for (index, action) in matches.enumerated().dropFirst(first).prefix(rows) {
            let key = KeyTable.chord(for: action, from: model.layout.focus).map(KeyWords.name) ?? ""
            let title = TextWidth.fitting(model.title(of: action), width - key.count - 4, ellipsis: glyphs.ellipsis)
            let gap = String(repeating: " ", count: max(1, width - TextWidth.columns(title) - key.count - 3))
            let isSelected = index == palette.selection
            targets[lines.count] = index
            lines.append(
                RichLine(
                    [
                        Span(isSelected ? "\(glyphs.selected) " : "  ", .strong),
                        Span(title, isSelected ? .strong : .text),
                        Span(gap), Span(key, .dim),
                    ], fill: isSelected ? .selectedRow : nil))
        }
        if matches.isEmpty { lines.append(RichLine(DialogueWords.nothingFound, .dim)) }
        return Box(
            title: DialogueWords.paletteTitle, lines: lines, caret: (0, 2 + TextWidth.columns(palette.query)),
            foot: DialogueWords.paletteFoot, width: width, targets: targets)
    }

    private func lessonsBox(_ selected: Int, typed: String) -> Box {
        let entries = model.lessonEntries
        let rows = max(3, min(20, size.height - 5))
        let first = max(0, min(selected - rows / 2, entries.count - rows))
        var targets: [Int: Int] = [:]
        let lines = entries.enumerated().dropFirst(first).prefix(rows).map { index, entry in
            targets[index - first] = index
            let passed = model.passedSteps(of: entry)
            let state = DialogueWords.passed(passed, of: entry.steps)
            let isDone = passed >= entry.steps
            let sign = isDone ? glyphs.passed : entry.id == model.lesson.id ? glyphs.selected : " "
            let title = TextWidth.fitting(
                DialogueWords.name(of: entry), width - state.count - 4, ellipsis: glyphs.ellipsis)
            let gap = String(repeating: " ", count: max(1, width - TextWidth.columns(title) - state.count - 3))
            let isSelected = index == selected
            return RichLine(
                [
                    Span("\(sign) ", isDone ? .good : .strong), Span(title, isSelected ? .strong : .text), Span(gap),
                    Span(state, isDone ? .good : .dim),
                ], fill: isSelected ? .selectedRow : nil)
        }
        return Box(
            title: DialogueWords.lessonsTitle,
            lines: lines.isEmpty ? [RichLine(DialogueWords.noLessons, .dim)] : Array(lines),
            foot: DialogueWords.lessonsFoot(typed: typed, isFound: model.hasLesson(numbered: typed)), width: width,
            targets: targets)
    }

    private func promptBox(_ prompt: Prompt) -> Box {
        let shown = TextWidth.columns(prompt.text) < width - 2 ? prompt.text : String(prompt.text.suffix(width - 3))
        return Box(
            title: DialogueWords.prompt(prompt), lines: [RichLine(shown, prompt.isOffered ? .selection : .text)],
            caret: (0, TextWidth.columns(shown)), foot: DialogueWords.promptFoot(prompt), width: min(width, 50))
    }

    private func unsavedBox(_ answer: UnsavedAnswer) -> Box {
        let words = DialogueWords.unsaved(model.panes.editor.unsaved)
        return Box(
            title: DialogueWords.unsavedTitle, lines: Wrapping.lines([Span(words)], width: min(width, 52)),
            answers: DialogueWords.unsavedAnswers, selectedAnswer: answer.rawValue,
            foot: DialogueWords.questionFoot, width: min(width, 52))
    }

    private func conflictBox(_ file: Int, _ answer: ConflictAnswer) -> Box {
        let files = model.panes.editor.files
        let path = files.indices.contains(file) ? files[file].path : ""
        return question(path, DialogueWords.conflict(path), DialogueWords.conflictAnswers, answer.rawValue)
    }

    private func commandBox(offset: Int?) -> Box {
        guard let run = model.command else { return Box(title: "", lines: []) }
        var lines = [RichLine([Span("$ ", .dim), Span(run.line, .strong)])]
        for index in 0..<run.log.count {
            switch run.log.line(at: index) {
            case .text(let text): lines.append(RichLine(ANSIText.spans(text)))
            case .omitted(let count): lines.append(RichLine(BuildWords.omitted(count), .dim))
            case .absent, nil: break
            }
        }
        lines.append(
            RichLine(DialogueWords.command(run), run.status == 0 ? .good : (run.status == nil ? .working : .bad)))
        return Box(
            title: DialogueWords.commandTitle, lines: lines, offset: offset,
            foot: DialogueWords.commandFoot(run), width: wide)
    }

    private func solutionBox(offset: Int) -> Box {
        let file = model.panes.editor.file
        let wanted = file.flatMap { model.panes.lesson.solution(of: $0.path) }
        let lines = DifferenceLines.lines(
            own: file?.bytes ?? [], wanted: wanted ?? [], context: 2, gap: glyphs.ellipsis)
        return Box(
            title: DialogueWords.solutionTitle(file?.path ?? ""),
            lines: lines.isEmpty ? [RichLine(LessonWords.noDifference, .good)] : lines, offset: offset,
            foot: DialogueWords.pageFoot, width: wide)
    }

    private func wasteBox(offset: Int) -> Box {
        var waste: [ImageLayers.Waste] = []
        if case .layers(let image)? = model.panes.layers.content.value { waste = image.waste }
        let lines = waste.map { file in
            let size = Quantity.bytes(file.bytes)
            let pad = String(repeating: " ", count: max(0, 9 - TextWidth.columns(size)))
            let times = file.versions > 1 ? "\(file.versions) times " : ""
            return RichLine([Span(pad + size + "  ", .number), Span(times, .attention), Span(file.path)])
        }
        return Box(
            title: DialogueWords.wasteTitle,
            lines: lines.isEmpty ? Wrapping.lines([Span(DialogueWords.noWaste, .dim)], width: wide) : lines,
            offset: offset, foot: DialogueWords.pageFoot, width: wide)
    }

    private func findingsBox(offset: Int) -> Box {
        let file = model.panes.editor.file
        let reports = (file?.reports ?? []).sorted { $0.range.start.line < $1.range.start.line }
        let lines = reports.flatMap { report in
            Wrapping.lines(
                [Span("line \(report.range.start.line): ", .strong)] + EditorFoot.finding(report).spans, width: width,
                indent: 2)
        }
        return Box(
            title: file?.path ?? "",
            lines: lines.isEmpty ? Wrapping.lines([Span(DialogueWords.noFindings, .dim)], width: width) : lines,
            offset: offset, foot: DialogueWords.pageFoot, width: width)
    }

    private func pageBox(offset: Int) -> Box {
        let page: Page? =
            switch model.panes.containers.selectedEntry {
            case .own(let run, _)?: run.page
            case .other?: model.panes.containers.followed?.page
            case nil: nil
            }
        let lines = (page?.body ?? "").split(omittingEmptySubsequences: false) { $0.isNewline }
            .flatMap { Wrapping.lines([Span(String($0))], width: wide) }
        return Box(
            title: DialogueWords.pageTitle, lines: lines, offset: offset, foot: DialogueWords.pageFoot, width: wide)
    }

    private func instructionBox(offset: Int) -> Box {
        // The line below the text may be too short for a long finding: here it can be read to its end.
        let wrong = model.panes.editor.file.flatMap { EditorFoot.wrong($0, model) }
        let finding = wrong.map { Wrapping.lines($0.spans, width: width) + [RichLine()] }
        guard let kind = model.panes.editor.file?.statementAtCaret?.kind else {
            if let finding {
                return Box(
                    title: DialogueWords.explainTitle, lines: finding, offset: offset, foot: DialogueWords.close,
                    width: width)
            }
            return Box(
                title: DialogueWords.explainTitle,
                lines: Wrapping.lines([Span(DialogueWords.noInstruction, .dim)], width: width),
                foot: DialogueWords.close, width: width)
        }
        let guide = kind.guide
        var lines = (finding ?? []) + Wrapping.lines([Span(guide.meaning, .strong)], width: width) + [RichLine()]
        lines += guide.syntax.flatMap { Wrapping.lines([Span("  " + $0, .code)], width: width, indent: 4) }
        lines += [RichLine(), RichLine(DialogueWords.example, .dim)]
        lines += guide.example.split(separator: "\n").map { RichLine("  " + $0, .code) }
        lines += [RichLine()] + Wrapping.lines([Span(guide.note)], width: width)
        return Box(title: kind.rawValue, lines: lines, offset: offset, foot: DialogueWords.close, width: width)
    }
}
