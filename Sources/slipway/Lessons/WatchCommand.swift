import ArgumentParser
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway watch`: the exercises in any editor, checked at every save.
struct WatchCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Check an exercise after every save and build, while you work in an editor of your own.",
        discussion: """
            Without a terminal it takes its keys from standard input, a line each, prints what it would show, and ends \
            when standard input ends.
            """)

    @Argument(help: "The lesson or exercise; the one that you stand in, or the first unfinished exercise, otherwise.")
    var lesson: String?

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let course = try Course(shelf, of: LearnerHome(below: shelf, in: surroundings))
            let session = try WatchSession(course, at: try course.first(named: lesson))
            try session.run()
        }
    }
}
