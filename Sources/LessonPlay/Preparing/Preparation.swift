internal import Clocks
internal import ContainerRuntime
internal import Engines
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

/// Makes a lesson ready for a class: fetches with a network, rehearses without one, and keeps how every step begins. Over
/// Docker the network is as Docker gives it to builds, and what its builder remembers of the rehearsal is kept.
public struct Preparation {
    let lesson: Lesson
    let surroundings: Surroundings
    /// Whether a rehearsal is repeated although nothing has changed since.
    private let isAgain: Bool
    let say: (String) -> Void
    /// The learner's own store, which images and wheels stay in.
    let home: String

    var engine: EngineName { surroundings.usesDocker ? .docker : .own }

    /// - Parameters:
    ///   - isAgain: whether it is rehearsed even where nothing has changed since the last rehearsal.
    ///   - say: told what is being done, a line at a time.
    public init(
        of lesson: Lesson, in surroundings: Surroundings, again isAgain: Bool = false, say: @escaping (String) -> Void
    ) throws {
        guard let home = surroundings.store else {
            throw LessonFailure("HOME is not set, so there is no place for the store")
        }
        self.lesson = lesson
        self.surroundings = surroundings
        self.isAgain = isAgain
        self.say = say
        self.home = home
    }

    /// Prepares, and says what was found. What was prepared before stays until the new preparation is whole; it is all there
    /// is to be done where it is whole and nothing has changed since.
    public func run() throws -> Readiness {
        try PreparedLesson.demandEngine(in: surroundings)
        try PreparationHold.take(of: lesson, below: home, for: .preparing)
        if !isAgain, let readiness = standing() { return readiness }
        return try prepareAnew()
    }

    private func prepareAnew() throws -> Readiness {
        let beginning = RehearsalGround(of: lesson, by: engine, in: surroundings)
        let final = PreparedLesson.folder(of: lesson, below: home, for: engine)
        let draft = final + ".new"
        // What a daemon's builder remembers of an earlier rehearsal would come from the cache in this one.
        for root in [draft, final] { PreparedLesson(lesson, root: root, in: surroundings).forgetAll() }
        Rehearsal.remove(draft, in: surroundings)
        // If this rehearsal fails, the result of an earlier one no longer counts.
        unlink(final + "/" + RehearsalStamp.fileName)
        let prepared = PreparedLesson(
            lesson, root: draft, in: engine == .own ? surroundings.withoutNetwork() : surroundings)
        let readiness: Readiness
        do {
            try prepared.open()
            readiness = try rehearsed(prepared)
        } catch {
            prepared.forgetAll()
            throw error
        }
        guard readiness.steps.count == lesson.steps.count, readiness.steps.allSatisfy(\.failures.isEmpty) else {
            prepared.forgetAll()
            Rehearsal.remove(draft, in: surroundings)
            return readiness
        }
        try prepared.finish()
        prepared.close()
        if engine == .own { keepStamp(of: readiness, since: beginning, in: prepared) }
        Rehearsal.remove(final, in: surroundings)
        guard rename(draft, final) == 0 else {
            throw LessonFailure("\(final): \(ErrnoWords.last)")
        }
        return readiness
    }

    static func baseCure(_ images: String) -> String {
        "With a network: slipway prepare; without one: slipway load -i FILE, with \(images) from a colleague."
    }

    // MARK: The rehearsal

    /// Looks at the machine, fetches, and plays; no step where there is no base image.
    private func rehearsed(_ prepared: PreparedLesson) throws -> Readiness {
        var readiness = Readiness(title: lesson.title, engine: engine)
        readiness.needs = machine
        let rehearsal: Rehearsal
        do {
            rehearsal = try Rehearsal(
                needing: lesson.needs.images, making: lesson.imageReferences, in: surroundings, at: prepared.root)
        } catch let failure as LessonFailure {
            let images = lesson.needs.images.joined(separator: ", ")
            readiness.needs.append(.init(name: "base image", found: failure.description, cure: Self.baseCure(images)))
            return readiness
        }
        readiness.needs += try lesson.needs.images.map { try image($0) }
        let wheels = try engine == .own ? fetchWheels(for: rehearsal.place(of: lesson)) : nil
        readiness.steps = try rehearse(prepared)
        if let wheels { readiness.needs.append(need(wheels, readiness)) } else { readiness.addNetwork() }
        return readiness
    }

    private func fetchWheels(for place: Workplace) throws -> Wheels.Report {
        let wheelhouse = Wheels(lesson: lesson, folder: home + "/wheelhouse", surroundings: place.surroundings)
        say("Fetching wheels for \(lesson.title)")
        let report = wheelhouse.fetch()
        try wheelhouse.lend(to: place.home)
        return report
    }

    /// A requirement that is not to be had may be the very point of a step: the rehearsal says whether it was needed.
    private func need(_ wheels: Wheels.Report, _ readiness: Readiness) -> Readiness.Need {
        let isEnough =
            wheels.missing.isEmpty || readiness.steps.allSatisfy(\.failures.isEmpty)
            || !readiness.mayMiss(wheels.missing)
        return .init(
            name: "wheels", found: wheels.words, cure: isEnough ? nil : "With a network: slipway prepare \(lesson.id)")
    }

    /// Plays every step, and keeps what each began with.
    private func rehearse(_ prepared: PreparedLesson) throws -> [Readiness.Rehearsed] {
        let lesson = prepared.withFreePorts().lesson
        let player = LessonPlayer(lesson, at: prepared.place) { _ in }
        try player.begin()
        var steps: [Readiness.Rehearsed] = []
        for (index, step) in lesson.steps.enumerated() {
            say("Rehearsing step \(index + 1) of \(lesson.steps.count): \(step.title)")
            try prepared.capture(index)
            let started = MonotonicClock.now
            player.open()
            var failures: [String] = []
            do { try player.solve(index) } catch let failure as LessonFailure {
                failures.append(failure.description)
            }
            let seconds = MonotonicClock.now - started
            for (check, verdict) in player.verdicts(of: index) where !verdict.isPassed {
                failures += VerdictText.lines(check, verdict)
            }
            prepared.note(index)
            let downloads = engine == .own ? [] : NetworkUse.downloads(among: player.buildSinceOpening()?.ran ?? [])
            steps.append(.init(title: step.title, seconds: seconds, failures: failures, downloads: downloads))
        }
        try prepared.capture(lesson.steps.count)
        return steps
    }

    // MARK: What the machine has

    /// What can change from one moment to the next: ports, and room on the disk.
    var machine: [Readiness.Need] { lesson.needs.ports.map(port) + [space] }

    func image(_ name: String) throws -> Readiness.Need {
        if engine == .docker, let docker = DockerProgram.find(in: surroundings) {
            let size = DockerImages(docker).image(name).map { ByteCount.text($0.size) }
            return .init(
                name: "base image", found: "\(name), " + (size ?? "which Docker's builder has fetched"), cure: nil)
        }
        let image = try Store.open(at: FilePath(home)).resolve(name)
        let original = image.standIn
        let kind = original == nil ? "" : ", a stand-in that was assembled on this machine"
        return .init(name: "base image", found: "\(name), \(ByteCount.text(image.size))\(kind)", cure: nil)
    }

    private static let anotherPort = " A presentation has another one in its place, and the lesson follows."

    private func port(_ number: UInt16) -> Readiness.Need {
        let mapping = PortMapping(address: nil, hostPort: number, containerPort: number)
        do {
            _ = try PublishedPorts([mapping])
            return .init(name: "port \(number)", found: "free", cure: nil)
        } catch {
            // Names of images have the registry's port in them: there is no other one for it.
            if case .portTaken = error, lesson.registry == nil {
                return .init(name: "port \(number)", found: error.message + Self.anotherPort, cure: nil)
            }
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
