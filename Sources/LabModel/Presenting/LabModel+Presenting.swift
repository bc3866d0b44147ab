public import LessonFormat
internal import TerminalUI

extension LabModel {
    /// Turns the lab into a performance. Before `start`.
    public mutating func present(now: Double, resuming mark: PresentationMark? = nil) {
        presentation = Presentation(now: now, resuming: mark)
        if let mark, let index = lesson.steps.firstIndex(where: { $0.id == mark.step }) { stepIndex = index }
        verdicts = Array(repeating: nil, count: step?.checks.count ?? 0)
    }

    /// Where the performance is; nil outside of one.
    public var presentationMark: PresentationMark? {
        guard let presentation, let step else { return nil }
        return PresentationMark(
            step: step.id, next: presentation.next, pace: presentation.pace.rawValue,
            elapsed: now - presentation.startedAt, stepElapsed: now - presentation.stepStartedAt)
    }

    /// The action that Space performs next; nil at the end of the step.
    public var nextAction: LessonAction? {
        guard let presentation, let actions = step?.solution, actions.indices.contains(presentation.next) else {
            return nil
        }
        return actions[presentation.next]
    }

    /// A key of the presenter's; nil where the lab should take it.
    mutating func presenterKey(_ press: KeyPress) -> [Effect]? {
        guard let presentation else { return nil }
        // What a command said is left for the next action, without a key of its own.
        if case .command = dialogue, presentation.isDriving, press == .key(" ") || press.key == .pageDown {
            dialogue = nil
        }
        guard dialogue == nil else { return nil }
        if presentation.isBlank {
            // Whatever is struck brings the picture back, and does nothing else.
            self.presentation?.isBlank = false
            return []
        }
        if presentation.isDriving, presentation.pointer != nil, movePointer(by: press) { return [] }
        return KeyTable.presenterAction(for: press, isDriving: presentation.isDriving).map { perform($0) }
    }

    mutating func onStage(_ action: Action) -> [Effect] {
        guard presentation != nil else { return [] }
        switch action {
        case .performNext: return performNext()
        case .takeOver: return takeOver()
        case .faster: changePace(by: 1)
        case .slower: changePace(by: -1)
        case .blank: presentation?.isBlank = true
        case .large:
            presentation?.isLarge.toggle()
            layout.isZoomed = presentation?.isLarge == true
        case .point:
            let place = presentation?.pointer == nil ? middle : nil
            presentation?.pointer = place
        case .goToStep: dialogue = .prompt(Prompt(.goToStep))
        default: break
        }
        return []
    }

    /// What is being typed waits while the presenter types, and goes on from what the presenter left.
    private mutating func takeOver() -> [Effect] {
        presentation?.isDriving.toggle()
        let isDriving = presentation?.isDriving == true
        notice = isDriving ? .spacePerforms : .keyboardIsYours
        if isDriving, case .file(let path)? = presentation?.typing?.target { return beginTyping(file: path) }
        return []
    }

    private mutating func changePace(by step: Int) {
        guard let pace = presentation?.pace else { return }
        let index = min(max(0, pace.rawValue + step), Presentation.Pace.allCases.count - 1)
        let chosen = Presentation.Pace.allCases[index]
        presentation?.pace = chosen
        notice = .pace(chosen)
    }

    // MARK: The pointer

    private var middle: Point { Point(x: layout.columns / 2, y: layout.rows / 2) }

    private mutating func movePointer(by press: KeyPress) -> Bool {
        guard press.modifiers.isEmpty, let point = presentation?.pointer else { return false }
        switch press.key {
        case .up: movePointer(to: Point(x: point.x, y: point.y - 1))
        case .down: movePointer(to: Point(x: point.x, y: point.y + 1))
        case .left: movePointer(to: Point(x: point.x - 2, y: point.y))
        case .right: movePointer(to: Point(x: point.x + 2, y: point.y))
        default: return false
        }
        return true
    }

    mutating func movePointer(to point: Point) {
        presentation?.pointer = Point(
            x: min(max(0, point.x), max(0, layout.columns - 1)), y: min(max(0, point.y), max(0, layout.rows - 1)))
    }
}
