import ArgumentParser
import LessonPlay
import Printing
import Surroundings

/// A command that needs more than its own words: `main` hands it what the program has found around it.
protocol SurroundedCommand: ParsableCommand {
    func run(in surroundings: Surroundings) throws
}

extension Surroundings {
    /// The lessons of the checkout.
    func requireShelf() throws -> LessonShelf {
        guard let checkout else {
            Complaint.print(
                "the lessons are not found: start the program by ./slipway in its checkout, or set SLIPWAY_ROOT")
            throw ExitCode.failure
        }
        // Lessons of one's own, which `--lessons` or the variable names.
        if let own = variables["SLIPWAY_LESSONS"], !own.isEmpty {
            return LessonShelf(checkout, lessons: absolute(own))
        }
        return LessonShelf(checkout, standingIn: folder)
    }
}
