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

            With --engine docker its images are in the daemon, beside others; a learner's own of the same names are set \
            aside meanwhile. Another step than the next one begins once Docker has built again what the steps before it \
            make: seconds, as far as its builder remembers them. Builds have the network that Docker gives them.
            """)

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    @Flag(help: "Go on where a presentation was cut off.")
    var resume = false

    @Option(help: "The step to begin with, by its number.")
    var step: Int?

    @Option(help: "Steps to leave out for this audience, by their numbers: 5,9. What they make is there all the same.")
    var without: String?

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
            let leftOut = try without.map { try LeftOutSteps($0, of: lesson) } ?? LeftOutSteps()
            // Before anything is rehearsed for it.
            if resume, !PresenterSession.wasCutOff(lesson, in: surroundings) { throw nothingCutOff }
            guard let prepared = try PreparedLesson.held(lesson, isOnline: online, in: surroundings) else {
                throw ExitCode.failure
            }
            try LabThreads.demandRoom()
            let session = try session(prepared, without: leftOut)
            // The event loop is the main queue's: the main actor runs on it.
            Task { @MainActor in
                let status = await LabProgram.run(prepared.lesson, prepared.place, presenting: session)
                prepared.close()
                Glibc.exit(status)
            }
        }
        dispatchMain()
    }

    private var nothingCutOff: CommandFailure {
        CommandFailure("there is no presentation to go on with; leave out --resume")
    }

    private func session(_ prepared: PreparedLesson, without leftOut: LeftOutSteps) throws -> PresenterSession {
        do {
            return try PresenterSession.begin(prepared, with: step, goesOn: resume, without: leftOut)
        } catch PresenterSession.Refusal.nothingWasCutOff {
            throw nothingCutOff
        } catch PresenterSession.Refusal.noSuchStep(let count) {
            throw ValidationError("--step is a number from 1 to \(count)")
        }
    }
}
