import ArgumentParser
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway prepare`: fetches what lessons need, proves without a network that it is enough, and says so.
struct PrepareCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Fetch all that lessons need, rehearse them with the network off, and say whether they are ready.",
        discussion: """
            --export writes what was fetched into one file: base images, Python packages, lessons of your own, what \
            `slipway package` has made, and of lessons that are prepared how each step begins, so that another machine \
            presents them without a rehearsal. --import takes such a file, or its http:// or https:// address, and makes all of it \
            this machine's, once every part has the digest that it should have. Lessons that came so are in \
            `slipway lesson list`.

            A lesson that was rehearsed before is not rehearsed again as long as its files, the program, the base images and the \
            wheels are the same, and all that the rehearsal made is still there.

            With --engine docker the lesson is always rehearsed in the daemon, beside what you have there, and its builder remembers \
            the rehearsal. Docker's builds get no Python packages beforehand: the report says which steps need the network.

                slipway prepare --export room.bundle 06 07
                slipway prepare --export room.bundle --lessons ~/my-lessons --all
                slipway prepare --import room.bundle
                slipway prepare --import http://teacher.local:8000/room.bundle --rehearse
            """)

    @Argument(help: "Lessons, by folder or number; the first one otherwise.")
    var lessons: [String] = []

    @Flag(help: "All lessons and exercises.")
    var all = false

    @Option(
        name: .customLong("lessons"),
        help: ArgumentHelp("A folder of lessons' folders, in place of Slipway's own.", valueName: "folder"))
    var folder: String?

    @Option(name: .customLong("export"), help: ArgumentHelp("Write a bundle.", valueName: "file"))
    var exported: String?

    @Option(name: .customLong("import"), help: ArgumentHelp("Take what a bundle has.", valueName: "file or URL"))
    var imported: String?

    @Flag(help: "With --import: rehearse the lessons as well, so that `slipway present` begins at once.")
    var rehearse = false

    @Flag(help: "Rehearse also where nothing has changed since the last rehearsal.")
    var again = false

    func validate() throws {
        guard exported == nil || imported == nil else {
            throw ValidationError("--export and --import are mutually exclusive")
        }
        guard !all || lessons.isEmpty else { throw ValidationError("--all takes no lessons: it is all of them") }
        guard imported == nil || lessons.isEmpty && !all && folder == nil else {
            throw ValidationError("--import takes no lessons: the bundle says what it is for")
        }
        guard imported != nil || !rehearse else {
            throw ValidationError("--rehearse belongs to --import: without that, a rehearsal is what prepare does")
        }
        guard !again || exported == nil && (imported == nil || rehearse) else {
            throw ValidationError("--again needs a rehearsal: --export has none, --import has one with --rehearse")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let around = folder.map { surroundings.with("SLIPWAY_LESSONS", surroundings.absolute($0)) } ?? surroundings
        try LessonTelling.tell {
            if let imported { return try take(imported, around) }
            let shelf = try around.requireShelf()
            let chosen = try chosen(on: shelf)
            if let exported { return try write(chosen, on: shelf, exported, around) }
            try prepare(chosen, around)
        }
    }

    private func chosen(on shelf: LessonShelf) throws -> [Lesson] {
        try all ? shelf.all() : shelf.lessons(lessons) { try shelf.lesson(nil) }
    }

    private func prepare(_ lessons: [Lesson], _ surroundings: Surroundings) throws {
        var isReady = true
        for lesson in lessons {
            let readiness = try Preparation(of: lesson, in: surroundings, again: again) { Line.print(output: $0) }.run()
            readiness.lines.forEach { Line.print(words: $0) }
            isReady = isReady && readiness.isReady
        }
        if !isReady { throw ExitCode.failure }
    }

    private func write(
        _ lessons: [Lesson], on shelf: LessonShelf, _ path: String, _ surroundings: Surroundings
    ) throws {
        let path = surroundings.absolute(path)
        try LessonBundle(in: surroundings) { Line.print(words: $0) }.export(lessons, on: shelf, to: path)
        Line.print("\(path) is written. On the other machine: slipway prepare --import FILE")
    }

    private func take(_ source: String, _ surroundings: Surroundings) throws {
        let bundle = try LessonBundle(in: surroundings) { Line.print(words: $0) }
        let report = try bundle.load(LessonBundle.source(source, in: surroundings))
        report.lines.forEach { Line.print(words: $0) }
        Line.print("Ready without a network: \(report.lessons.joined(separator: ", "))")
        guard rehearse else { return Line.print(words: report.advice) }
        // They are where bundles' lessons are, whatever folder of lessons a variable names.
        let shelf = try surroundings.without(["SLIPWAY_LESSONS"]).requireShelf()
        try prepare(report.lessons.map { try shelf.lesson($0) }, surroundings.withoutNetwork())
    }
}
