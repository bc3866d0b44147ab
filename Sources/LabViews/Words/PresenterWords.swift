public import LabModel
internal import LessonFormat
internal import SelfChecks

/// What a presenter reads.
public enum PresenterWords {
    /// Over the keys of the status line: the command that is being typed, or the step that is being restored.
    static func status(_ presentation: Presentation, _ model: LabModel) -> String? {
        if presentation.restoring != nil {
            let step = model.panes.lesson.stepIndex + 1
            let isRepeated = model.engine != nil && step > 1
            return " Restoring the beginning of step \(step)\(isRepeated ? ": Docker builds what is before it" : "")… "
        }
        guard let typing = presentation.typing, case .start = typing.target else { return nil }
        return " $ \(typing.typed)▏"
    }

    /// That the keyboard is the presenter's, and the way back; nil while Space performs.
    static func sign(_ presentation: Presentation) -> String? {
        if presentation.awaitsLine { return "Finish the line: Enter runs it, F11 or Alt-Y types the rest" }
        return presentation.isDriving ? nil : "The keyboard is yours: F11 or Alt-Y hands it back"
    }

    /// All that the second terminal shows; nil outside of a presentation.
    public static func notes(_ model: LabModel) -> PresenterNotes? {
        guard let presentation = model.presentation, let step = model.step else { return nil }
        var notes = PresenterNotes()
        notes.lesson = model.lesson.title
        notes.step = model.panes.lesson.stepIndex + 1
        notes.steps = model.lesson.steps.count
        notes.title = step.title
        notes.goal = step.goal
        notes.notes = step.notes ?? ""
        notes.action = model.nextAction.map(action) ?? "end of the step; Space goes on to the next"
        notes.position = min(presentation.next + 1, step.solution.count)
        notes.actions = step.solution.count
        notes.isDriving = presentation.isDriving
        notes.finishes = presentation.awaitsLine ? presentation.typing.map { String($0.text) } ?? "" : ""
        notes.minutes = step.minutes
        notes.minutesInAll = model.lesson.steps.enumerated().reduce(0) { sum, step in
            sum + (presentation.leftOut.contains(step.offset) ? 0 : step.element.minutes ?? 0)
        }
        notes.checks = zip(step.checks, model.panes.lesson.verdicts).map { check, verdict in
            let mark = verdict.map { $0.isPassed ? "ok" : "open" } ?? "…"
            return "\(mark)  \(check.title)"
        }
        notes.commands = presentation.trail
        notes.elapsed = model.now - presentation.startedAt
        notes.stepElapsed = model.now - presentation.stepStartedAt
        return notes
    }

    private static func action(_ action: LessonAction) -> String {
        switch action {
        case .write(let path): "types \(path)"
        case .delete, .run, .build: "$ \(action.commandLine ?? "")"
        case .start(let arguments): "$ docker run \(arguments)"
        case .stop: "stops the container"
        case .fetch(let url): "fetches \(url)"
        case .answer(let choice): "answers the quiz with \(choice)"
        case .predict(let cached): "guesses from the cache: \(cached.joined(separator: ", "))"
        }
    }
}

/// The presenter's notes at one moment, as they go to the second terminal.
public struct PresenterNotes: Equatable, Sendable {
    public var lesson = ""
    /// From 1.
    public var step = 0
    public var steps = 0
    public var title = ""
    public var goal = ""
    public var notes = ""
    /// What Space does next.
    public var action = ""
    /// Of the step's actions, from 1.
    public var position = 0
    public var actions = 0
    public var isDriving = true
    /// The command line that was begun and is the presenter's to finish; empty for none.
    public var finishes = ""
    public var checks: [String] = []
    /// The command lines that were performed, oldest first.
    public var commands: [String] = []
    /// What the lesson plans for the step, and for all steps; nil and 0 where it plans nothing.
    public var minutes: Double?
    public var minutesInAll = 0.0
    /// Seconds since the presentation began, and since the step was opened.
    public var elapsed = 0.0
    public var stepElapsed = 0.0

    public init() {}

    /// Whether there is anything else to tell than that time goes by.
    public func says(another: PresenterNotes) -> Bool {
        var (mine, other) = (self, another)
        (mine.elapsed, mine.stepElapsed, other.elapsed, other.stepElapsed) = (0, 0, 0, 0)
        return mine != other
    }
}
