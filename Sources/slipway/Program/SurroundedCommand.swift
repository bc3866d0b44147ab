import ArgumentParser
import Glibc
import LessonPlay
import Printing
import Surroundings

/// A command that needs more than its own words: `main` hands it what the program has found around it.
protocol SurroundedCommand: ParsableCommand {
    func run(in surroundings: Surroundings) throws
}

extension Surroundings {
    /// The lessons that there are.
    func requireShelf() throws -> LessonShelf {
        guard let shelf = LessonShelf(in: self) else {
            Complaint.print(
                "the lessons are not found: start the program by ./slipway in its checkout, or set SLIPWAY_ROOT")
            throw ExitCode.failure
        }
        sayWhereThingsAre()
        return shelf
    }

    /// Once: from then on there is a store.
    private func sayWhereThingsAre() {
        guard let store, access(store, F_OK) != 0, let words = placesOfOwn else { return }
        Complaint.note(PrintableText(lines: words))
    }
}
