internal import Clocks
internal import ContainerRuntime
internal import Files
internal import Formats
internal import Glibc
internal import ImageFormat
internal import ImageStore
public import LessonFormat
internal import Printing
internal import SelfChecks
public import Surroundings
internal import SystemPackage

/// Makes a lesson ready for a class: fetches with a network, rehearses without one, and keeps how every step begins.
public struct Preparation {
    private let lesson: Lesson
    private let surroundings: Surroundings
    private let say: (String) -> Void
    /// The learner's own store, which images and wheels stay in.
    private let home: String

    /// - Parameter say: told what is being done, a line at a time.
    public init(of lesson: Lesson, in surroundings: Surroundings, say: @escaping (String) -> Void) throws {
        guard let home = surroundings.store else {
            throw LessonPlayer.Failure("HOME is not set, so there is no place for the store")
        }
        self.lesson = lesson
        self.surroundings = surroundings
        self.say = say
        self.home = home
    }

    /// Prepares, and says what was found. What was prepared before stays until the new preparation is whole.
    public func run() throws -> Readiness {
        try PreparationHold.take(of: lesson, below: home, for: .preparing)
        var readiness = Readiness(title: lesson.title)
        readiness.needs = lesson.needs.ports.map(port) + [space]
        let final = PreparedLesson.folder(of: lesson, below: home)
        let draft = final + ".new"
        Rehearsal.remove(draft, in: surroundings)
        let rehearsal: Rehearsal
        do {
            rehearsal = try Rehearsal(
                needing: lesson.needs.images, making: lesson.imageReferences, in: surroundings, at: draft)
        } catch let failure as LessonPlayer.Failure {
            Rehearsal.remove(draft, in: surroundings)
            let images = lesson.needs.images.joined(separator: ", ")
            readiness.needs.append(.init(name: "base image", found: failure.description, cure: Self.baseCure(images)))
            return readiness
        }
        readiness.needs += try lesson.needs.images.map { try image($0) }
        let place = rehearsal.place(of: lesson)
        let wheelhouse = Wheels(lesson: lesson, folder: home + "/wheelhouse", surroundings: place.surroundings)
        say("Fetching wheels for \(lesson.title)")
        let report = wheelhouse.fetch()
        try wheelhouse.lend(to: place.home)
        readiness.steps = try rehearse(PreparedLesson(lesson, root: draft, in: surroundings.withoutNetwork()))
        // A requirement that is not to be had may be the very point of a step: the rehearsal says whether it was needed.
        let isEnough = readiness.steps.allSatisfy(\.failures.isEmpty)
        readiness.needs.append(
            .init(
                name: "wheels", found: report.words,
                cure: report.missing.isEmpty || isEnough || !readiness.mayMiss(report.missing)
                    ? nil : "With a network: slipway prepare \(lesson.id)"))
        guard isEnough else {
            Rehearsal.remove(draft, in: surroundings)
            return readiness
        }
        try PreparedLesson(lesson, root: draft, in: surroundings).finish()
        Rehearsal.remove(final, in: surroundings)
        guard rename(draft, final) == 0 else {
            throw LessonPlayer.Failure("\(final): \(ErrnoWords.last)")
        }
        return readiness
    }

    static func baseCure(_ images: String) -> String {
        "With a network: slipway prepare; without one: slipway load -i FILE, with \(images) from a colleague."
    }

    // MARK: The rehearsal

    /// Plays every step, with no network for builds, and keeps what each began with.
    private func rehearse(_ prepared: PreparedLesson) throws -> [Readiness.Rehearsed] {
        let player = LessonPlayer(lesson, at: prepared.place) { _ in }
        try player.begin()
        var steps: [Readiness.Rehearsed] = []
        for (index, step) in lesson.steps.enumerated() {
            say("Rehearsing step \(index + 1) of \(lesson.steps.count): \(step.title)")
            try prepared.capture(index)
            let started = MonotonicClock.now
            player.open()
            var failures: [String] = []
            do { try player.solve(index) } catch let failure as LessonPlayer.Failure {
                failures.append(failure.description)
            }
            let seconds = MonotonicClock.now - started
            for (check, verdict) in player.verdicts(of: index) where !verdict.isPassed {
                failures += VerdictText.lines(check, verdict)
            }
            steps.append(.init(title: step.title, seconds: seconds, failures: failures))
        }
        try prepared.capture(lesson.steps.count)
        return steps
    }

    // MARK: What the machine has

    private func image(_ name: String) throws -> Readiness.Need {
        let image = try Store.open(at: FilePath(home)).resolve(name)
        let original = image.standIn
        let kind = original == nil ? "" : ", a stand-in that was assembled on this machine"
        return .init(name: "base image", found: "\(name), \(ByteCount.text(image.size))\(kind)", cure: nil)
    }

    private func port(_ number: UInt16) -> Readiness.Need {
        let mapping = PortMapping(address: nil, hostPort: number, containerPort: number)
        do {
            _ = try PublishedPorts([mapping])
            return .init(name: "port \(number)", found: "free", cure: nil)
        } catch {
            return .init(name: "port \(number)", found: error.message, cure: error.advice ?? error.message)
        }
    }

    /// What a lesson needs is a few hundred megabytes; a gigabyte leaves room for what a class comes up with.
    private var space: Readiness.Need {
        var status = statvfs()
        // The store may not be there yet: then its disk is that of the nearest folder above it.
        var folder = home
        while statvfs(folder, &status) != 0 {
            guard errno == ENOENT, let end = folder.dropLast().lastIndex(of: "/") else {
                return .init(name: "disk", found: "\(home) cannot be looked at", cure: "Make it: mkdir -p \(home)")
            }
            folder = String(folder[...end])
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        let cure = free < 1 << 30 ? "Free a gigabyte, or set SLIPWAY_HOME to a folder of a larger disk." : nil
        return .init(name: "disk", found: "\(ByteCount.text(free)) free in \(home)", cure: cure)
    }
}
