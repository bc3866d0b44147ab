import BuildPlan
import DockerfileSyntax
import LabModel
import LessonFormat
import TerminalUI

extension Canvas {
    mutating func dialogue(_ model: LabModel) {
        guard let dialogue = model.dialogue else { return }
        let width = max(8, min(76, grid.size.width - 4))
        switch dialogue {
        case .help(let offset): draw(HelpBox.box(model, offset: offset, width: width))
        case .palette(let palette): draw(paletteBox(palette, model, width: width))
        case .prompt(let prompt): draw(promptBox(prompt, width: width))
        case .unsaved(let answer): draw(unsavedBox(model, answer, width: width))
        case .conflict(let file, let answer): draw(conflictBox(model, file, answer, width: width))
        case .step(let step): draw(StepBox.box(model, step, glyphs: glyphs, width: width))
        case .instruction(let offset): draw(instructionBox(model, offset: offset, width: width))
        case .command(let offset): draw(commandBox(model, offset: offset, width: min(110, grid.size.width - 4)))
        case .recovery(let file, let answer):
            draw(
                Box(
                    title: DialogueWords.recoveryTitle,
                    lines: Wrapping.lines([Span(DialogueWords.recovery(file))], width: min(width, 60)),
                    answers: DialogueWords.recoveryAnswers, selectedAnswer: answer.rawValue, width: min(width, 60)))
        case .lessons(let selected): draw(lessonsBox(model, selected, width: width))
        case .layerFile(let offset, let shown):
            let wide = min(110, grid.size.width - 4)
            draw(FileBox(model.layersPane, glyphs: glyphs, width: wide).box(offset: offset, showsDifference: shown))
        case .solution(_, isRevealed: false):
            let words = Wrapping.lines([Span(DialogueWords.askSolution)], width: min(width, 60))
            draw(
                Box(
                    title: model.file?.path ?? "", lines: words, foot: DialogueWords.askSolutionFoot,
                    width: min(width, 60)))
        case .solution(let offset, isRevealed: true):
            draw(solutionBox(model, offset: offset, width: min(110, grid.size.width - 4)))
        case .waste(let offset): draw(wasteBox(model, offset: offset, width: min(110, grid.size.width - 4)))
        case .page(let offset): draw(pageBox(model, offset: offset, width: min(110, grid.size.width - 4)))
        case .removeImage(let image):
            let words = Wrapping.lines([Span(DialogueWords.remove(image))], width: width)
            draw(Box(title: DialogueWords.removeTitle, lines: words, foot: DialogueWords.removeFoot, width: width))
        }
    }

    private func paletteBox(_ palette: Palette, _ model: LabModel, width: Int) -> Box {
        let matches = palette.matches(in: model.titles)
        var lines = [RichLine([Span("\(glyphs.selected) ", .strong), Span(palette.query)]), RichLine()]
        var targets: [Int: ScreenMap.Target] = [:]
        let rows = max(3, min(14, grid.size.height - 7))
        let first = max(0, min(palette.selection - rows / 2, matches.count - rows))
        for (index, action) in matches.enumerated().dropFirst(first).prefix(rows) {
            let keys = KeyTable.bindings.first { $0.action == action && !$0.chords.isEmpty }?.chords.first
            let key = keys.map(KeyWords.name) ?? ""
            let title = TextWidth.fitting(ActionWords.title(action), width - key.count - 4, ellipsis: glyphs.ellipsis)
            let gap = String(repeating: " ", count: max(1, width - TextWidth.columns(title) - key.count - 3))
            let isSelected = index == palette.selection
            targets[lines.count] = .answer(index)
            lines.append(
                RichLine(
                    [
                        Span(isSelected ? "\(glyphs.selected) " : "  ", .strong),
                        Span(title, isSelected ? .strong : .text),
                        Span(gap), Span(key, .dim),
                    ], fill: isSelected ? .cursorLine : nil))
        }
        if matches.isEmpty { lines.append(RichLine(DialogueWords.nothingFound, .dim)) }
        return Box(
            title: DialogueWords.paletteTitle, lines: lines, caret: (0, 2 + TextWidth.columns(palette.query)),
            foot: DialogueWords.paletteFoot, width: width, targets: targets)
    }

    private func lessonsBox(_ model: LabModel, _ selected: Int, width: Int) -> Box {
        let entries = model.lessonEntries
        let rows = max(3, min(20, grid.size.height - 5))
        let first = max(0, min(selected - rows / 2, entries.count - rows))
        var targets: [Int: ScreenMap.Target] = [:]
        let lines = entries.enumerated().dropFirst(first).prefix(rows).map { index, entry in
            targets[index - first] = .answer(index)
            let passed = model.passedSteps(of: entry)
            let state = DialogueWords.passed(passed, of: entry.steps)
            let isDone = passed >= entry.steps
            let sign = isDone ? glyphs.passed : entry.id == model.lesson.id ? glyphs.selected : " "
            let title = TextWidth.fitting(entry.title, width - state.count - 4, ellipsis: glyphs.ellipsis)
            let gap = String(repeating: " ", count: max(1, width - TextWidth.columns(title) - state.count - 3))
            let isSelected = index == selected
            return RichLine(
                [
                    Span("\(sign) ", isDone ? .good : .strong), Span(title, isSelected ? .strong : .text), Span(gap),
                    Span(state, isDone ? .good : .dim),
                ], fill: isSelected ? .cursorLine : nil)
        }
        return Box(
            title: DialogueWords.lessonsTitle,
            lines: lines.isEmpty ? [RichLine(DialogueWords.noLessons, .dim)] : Array(lines),
            foot: DialogueWords.lessonsFoot, width: width, targets: targets)
    }

    private func promptBox(_ prompt: Prompt, width: Int) -> Box {
        let shown = TextWidth.columns(prompt.text) < width - 2 ? prompt.text : String(prompt.text.suffix(width - 3))
        return Box(
            title: DialogueWords.prompt(prompt), lines: [RichLine(shown)],
            caret: (0, TextWidth.columns(shown)), foot: DialogueWords.promptFoot(prompt), width: min(width, 50))
    }

    private func unsavedBox(_ model: LabModel, _ answer: UnsavedAnswer, width: Int) -> Box {
        let words = DialogueWords.unsaved(model.unsavedFiles)
        return Box(
            title: DialogueWords.unsavedTitle, lines: Wrapping.lines([Span(words)], width: min(width, 52)),
            answers: DialogueWords.unsavedAnswers, selectedAnswer: answer.rawValue, width: min(width, 52))
    }

    private func conflictBox(_ model: LabModel, _ file: Int, _ answer: ConflictAnswer, width: Int) -> Box {
        let path = model.files.indices.contains(file) ? model.files[file].path : ""
        return Box(
            title: path, lines: Wrapping.lines([Span(DialogueWords.conflict(path))], width: min(width, 60)),
            answers: DialogueWords.conflictAnswers, selectedAnswer: answer.rawValue, width: min(width, 60))
    }

    private func commandBox(_ model: LabModel, offset: Int?, width: Int) -> Box {
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
            foot: DialogueWords.commandFoot(run), width: width)
    }

    private func solutionBox(_ model: LabModel, offset: Int, width: Int) -> Box {
        let lines = DifferenceLines.lines(
            own: model.file?.bytes ?? [], wanted: model.solutionOfOpenFile ?? [], context: 2, gap: glyphs.ellipsis)
        return Box(
            title: DialogueWords.solutionTitle(model.file?.path ?? ""),
            lines: lines.isEmpty ? [RichLine(LessonWords.noDifference, .good)] : lines, offset: offset,
            foot: DialogueWords.pageFoot, width: width)
    }

    private func wasteBox(_ model: LabModel, offset: Int, width: Int) -> Box {
        var waste: [ImageLayers.Waste] = []
        if case .known(let image) = model.layersPane.state { waste = image.waste }
        let lines = waste.map { file in
            let size = Quantity.bytes(file.bytes)
            let pad = String(repeating: " ", count: max(0, 9 - TextWidth.columns(size)))
            let times = file.versions > 1 ? "\(file.versions) times " : ""
            return RichLine([Span(pad + size + "  ", .number), Span(times, .attention), Span(file.path)])
        }
        return Box(
            title: DialogueWords.wasteTitle,
            lines: lines.isEmpty ? Wrapping.lines([Span(DialogueWords.noWaste, .dim)], width: width) : lines,
            offset: offset, foot: DialogueWords.pageFoot, width: width)
    }

    private func pageBox(_ model: LabModel, offset: Int, width: Int) -> Box {
        let page: Page? =
            switch model.selectedContainer {
            case .own(let run, _)?: run.page
            case .other?: model.containers.followed?.page
            case nil: nil
            }
        let lines = (page?.body ?? "").split(omittingEmptySubsequences: false) { $0.isNewline }
            .flatMap { Wrapping.lines([Span(String($0))], width: width) }
        return Box(
            title: DialogueWords.pageTitle, lines: lines, offset: offset, foot: DialogueWords.pageFoot, width: width)
    }

    private func instructionBox(_ model: LabModel, offset: Int, width: Int) -> Box {
        guard let kind = model.file?.statementAtCaret?.kind else {
            return Box(
                title: DialogueWords.explainTitle,
                lines: Wrapping.lines([Span(DialogueWords.noInstruction, .dim)], width: width),
                foot: DialogueWords.close, width: width)
        }
        let guide = kind.guide
        var lines = Wrapping.lines([Span(guide.meaning, .strong)], width: width) + [RichLine()]
        lines += guide.syntax.flatMap { Wrapping.lines([Span("  " + $0, .code)], width: width, indent: 4) }
        lines += [RichLine(), RichLine(DialogueWords.example, .dim)]
        lines += guide.example.split(separator: "\n").map { RichLine("  " + $0, .code) }
        lines += [RichLine()] + Wrapping.lines([Span(guide.note)], width: width)
        return Box(title: kind.rawValue, lines: lines, offset: offset, foot: DialogueWords.close, width: width)
    }
}

/// What is known of a step: its state, and why it ran.
enum StepBox {
    static func box(_ model: LabModel, _ index: Int, glyphs: Glyphs, width: Int) -> Box {
        guard let build = model.build, build.steps.indices.contains(index) else { return Box(title: "", lines: []) }
        let step = build.steps[index]
        let state = StepWords(glyphs: glyphs, clock: build.clock(at: model.now)).full(step.phase)
        var lines = Wrapping.lines([Span(step.outline.text, .code)], width: width)
        lines += [RichLine(), RichLine([Span(state.sign + " ", state.role), Span(state.words, .strong)])]
        if let miss = step.phase.miss {
            let words = MissWords(outline: BuildOutline(stages: build.stages, steps: build.steps.map(\.outline)))
            lines += Wrapping.lines([Span("why: ", .attention), Span(words.reason(miss))], width: width)
        }
        if case .ended(let finish) = step.phase {
            if let note = finish.note { lines += Wrapping.lines([Span(note, .dim)], width: width) }
            if case .failed(let failure) = finish.outcome {
                lines += Wrapping.lines([Span("\(failure.location): \(failure.message)", .bad)], width: width)
                if let advice = failure.advice {
                    lines += Wrapping.lines([Span("What to do: ", .strong), Span(advice)], width: width)
                }
            }
        }
        if let earlier = model.earlierBuild {
            let outcome = BuildComparison(with: earlier).outcome(for: step.outline)
            lines.append(RichLine(BuildWords.earlier(outcome), .dim))
        }
        return Box(title: DialogueWords.causeTitle, lines: lines, foot: DialogueWords.close, width: width)
    }
}

/// The help: the key table, written out.
enum HelpBox {
    static func box(_ model: LabModel, offset: Int, width: Int) -> Box {
        var lines: [RichLine] = []
        let stage = model.presentation == nil ? [] : [(DialogueWords.presenting, KeyBinding.Scope.presenting)]
        for (title, scope) in stage + scopes(model.layout.focus) {
            let all = KeyTable.takingOver + KeyTable.presenting + KeyTable.bindings
            let bindings = all.filter { $0.scope == scope && !$0.chords.isEmpty }
            guard !bindings.isEmpty else { continue }
            if !lines.isEmpty { lines.append(RichLine()) }
            lines.append(RichLine(title, .heading))
            lines += bindings.flatMap { row($0, width) }
        }
        return Box(
            title: DialogueWords.helpTitle, lines: lines, offset: offset, foot: DialogueWords.helpFoot, width: width)
    }

    /// What works where the learner is, first.
    private static func scopes(_ focus: Pane) -> [(String, KeyBinding.Scope)] {
        let panes = [focus] + Pane.allCases.filter { $0 != focus }
        let own = panes.map { (DialogueWords.inPane(PaneWords.title($0)), KeyBinding.Scope.pane($0)) }
        let history = [(DialogueWords.history, KeyBinding.Scope.history)]
        let first = focus == .shell ? [own[0]] + history : [own[0]]
        let general = [(DialogueWords.everywhere, KeyBinding.Scope.everywhere), (DialogueWords.reading, .reading)]
        return first + general + own.dropFirst() + (focus == .shell ? [] : history)
    }

    private static func row(_ binding: KeyBinding, _ width: Int) -> [RichLine] {
        let keys = binding.chords.map(KeyWords.name).joined(separator: ", ")
        let column = width >= 44 ? 20 : 12
        let pad = String(repeating: " ", count: max(1, column - TextWidth.columns(keys)))
        return Wrapping.lines(
            [Span("  " + keys, .strong), Span(pad), Span(ActionWords.title(binding.action))], width: width,
            indent: column + 2)
    }
}
