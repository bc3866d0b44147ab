import ArgumentParser
import Commands
import Dispatch
import Glibc
import LabRuntime
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway present`: the prepared lesson, performed in front of a class.
struct PresentCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "present", abstract: "Perform a lesson live: Space does the next thing, for real.",
        discussion: """
            The lesson runs in a store and a workspace of its own, as `slipway prepare` left them: what learners built \
            on this machine is neither seen nor touched. Builds have no network, as in the rehearsal.
            """)

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    @Flag(help: "Go on where a presentation was cut off.")
    var resume = false

    @Option(help: "The step to begin with, by its number.")
    var step: Int?

    @Flag(help: "Let RUN steps use the network.")
    var online = false

    func validate() throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure("a presentation needs a terminal; `slipway demo` plays the lesson as text")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let lesson = try shelf.lesson(lesson)
            let prepared = try prepared(lesson, in: surroundings)
            let session = try session(prepared)
            try LabThreads.demandRoom()
            // The event loop is the main queue's: the main actor runs on it.
            Task { @MainActor in
                let status = await LabProgram.run(lesson, prepared.place, presenting: session)
                Glibc.exit(status)
            }
        }
        dispatchMain()
    }

    /// The prepared lesson. It is prepared now where it was not yet, or where it has changed since.
    private func prepared(_ lesson: Lesson, in surroundings: Surroundings) throws -> PreparedLesson {
        guard let home = surroundings.store else {
            throw LessonPlayer.Failure("HOME is not set, so there is no place for the store")
        }
        try PreparationHold.take(of: lesson, below: home, for: .presenting)
        let performed = online ? surroundings : surroundings.withoutNetwork()
        if let found = PreparedLesson(lesson, below: home, in: performed) { return found }
        Line.print("\(lesson.title) is not prepared yet.")
        let readiness = try Preparation(of: lesson, in: surroundings) { Line.print(output: $0) }.run()
        readiness.lines.forEach { Line.print(words: $0) }
        guard readiness.isReady, let made = PreparedLesson(lesson, below: home, in: performed) else {
            throw ExitCode.failure
        }
        return made
    }

    private func session(_ prepared: PreparedLesson) throws -> PresenterSession {
        prepared.endLeftovers()
        if resume {
            guard let session = PresenterSession.resuming(prepared) else {
                throw CommandFailure("there is no presentation to go on with; leave out --resume")
            }
            return session
        }
        let first = (step ?? 1) - 1
        guard prepared.lesson.steps.indices.contains(first) else {
            throw ValidationError("--step is a number from 1 to \(prepared.lesson.steps.count)")
        }
        try prepared.restore(first)
        return PresenterSession(prepared, beginningAt: first)
    }
}
