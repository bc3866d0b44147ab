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
            --export writes what was fetched, base images and Python packages, into one file; --import makes it another \
            machine's, which needs no network for that, once every part of the file has the digest that it should have.

                slipway prepare --export slipway.bundle 06 07
                slipway prepare --import slipway.bundle
            """)

    @Argument(help: "Lessons, by folder or number; the first one otherwise.")
    var lessons: [String] = []

    @Flag(help: "All lessons and exercises.")
    var all = false

    @Option(name: .customLong("export"), help: ArgumentHelp("Write a bundle.", valueName: "file"))
    var exported: String?

    @Option(name: .customLong("import"), help: ArgumentHelp("Take what a bundle has.", valueName: "file"))
    var imported: String?

    func validate() throws {
        guard exported == nil || imported == nil else {
            throw ValidationError("--export and --import are mutually exclusive")
        }
        guard !all || lessons.isEmpty else { throw ValidationError("--all takes no lessons: it is all of them") }
        guard imported == nil || lessons.isEmpty && !all else {
            throw ValidationError("--import takes no lessons: the bundle says what it is for")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try LessonTelling.tell {
            if let imported { return try take(imported, surroundings) }
            let shelf = try surroundings.requireShelf()
            let chosen = try chosen(shelf)
            if let exported { return try write(chosen, exported, surroundings) }
            var isReady = true
            for lesson in chosen {
                let readiness = try Preparation(of: lesson, in: surroundings) { Line.print(output: $0) }.run()
                readiness.lines.forEach { Line.print(words: $0) }
                isReady = isReady && readiness.isReady
            }
            if !isReady { throw ExitCode.failure }
        }
    }

    private func chosen(_ shelf: LessonShelf) throws -> [Lesson] {
        if all { return try shelf.folders().map { try shelf.lesson($0) } }
        return lessons.isEmpty ? [try shelf.lesson(nil)] : try lessons.map { try shelf.lesson($0) }
    }

    private func write(_ lessons: [Lesson], _ path: String, _ surroundings: Surroundings) throws {
        let path = surroundings.absolute(path)
        try LessonBundle(in: surroundings) { Line.print(words: $0) }.export(lessons, to: path)
        Line.print("\(path) is written. On the other machine: slipway prepare --import FILE")
    }

    private func take(_ path: String, _ surroundings: Surroundings) throws {
        let bundle = try LessonBundle(in: surroundings) { Line.print(words: $0) }
        let lessons = try bundle.load(surroundings.absolute(path))
        Line.print("Ready without a network: \(lessons.joined(separator: ", "))")
        Line.print("A presenter rehearses once: slipway prepare, then slipway present")
    }
}
