import Formats
import Builder
import ContainerRuntime
import Files
import Glibc
import ImageFormat
import ImageStore
import LessonFormat
import SelfChecks
import SystemPackage

/// Makes a lesson ready for a class: fetches with a network, rehearses without one, and keeps how every step begins.
struct Preparation {
    private let lesson: Lesson
    private let checkout: Checkout
    private let say: (String) -> Void
    /// The learner's own store, which images and wheels stay in.
    private let home: String

    init(of lesson: Lesson, in checkout: Checkout, say: @escaping (String) -> Void) throws {
        guard let home = StoreLocation.path()?.string else {
            throw LessonPlayer.Failure(description: "HOME is not set, so there is no place for the store")
        }
        self.lesson = lesson
        self.checkout = checkout
        self.say = say
        self.home = LabPlace(workspace: ".", home: home).home
    }

    func run() throws -> Readiness {
        var readiness = Readiness(title: lesson.title)
        readiness.needs = lesson.needs.ports.map(port) + [space]
        let final = PreparedLesson.folder(of: lesson, below: home)
        let draft = final + ".new"
        Rehearsal.remove(draft)
        let rehearsal: Rehearsal
        do {
            rehearsal = try Rehearsal(of: lesson, in: checkout, at: draft, say: say)
        } catch let failure as LessonPlayer.Failure {
            Rehearsal.remove(draft)
            let images = lesson.needs.images.joined(separator: ", ")
            readiness.needs.append(.init(name: "base image", found: failure.description, cure: Self.baseCure(images)))
            return readiness
        }
        readiness.needs += try lesson.needs.images.map { try image($0) }
        let wheelhouse = Wheels(lesson: lesson, folder: home + "/wheelhouse", place: rehearsal.home)
        say("Fetching wheels for \(lesson.title)")
        let report = wheelhouse.fetch()
        try wheelhouse.lend(to: rehearsal.home)
        readiness.steps = try rehearse(PreparedLesson(lesson, root: draft))
        // A requirement that is not to be had may be the very point of a step: the rehearsal says whether it was needed.
        let isEnough = readiness.steps.allSatisfy(\.failures.isEmpty)
        readiness.needs.append(
            .init(
                name: "wheels", found: report.words,
                cure: report.missing.isEmpty || isEnough
                    ? nil : "With a network: slipway prepare \(lesson.id)"))
        guard isEnough else {
            Rehearsal.remove(draft)
            return readiness
        }
        try PreparedLesson(lesson, root: draft).finish()
        Rehearsal.remove(final)
        guard rename(draft, final) == 0 else {
            throw LessonPlayer.Failure(description: "\(final): \(String(cString: strerror(errno)))")
        }
        return readiness
    }

    static func baseCure(_ images: String) -> String {
        "With a network: slipway prepare; without one: slipway load -i FILE, with \(images) from a colleague."
    }

    // MARK: The rehearsal

    /// Plays every step, with no network for builds, and keeps what each began with.
    private func rehearse(_ prepared: PreparedLesson) throws -> [Readiness.Rehearsed] {
        setenv("SLIPWAY_OFFLINE", "1", 1)
        defer { unsetenv("SLIPWAY_OFFLINE") }
        let player = LessonPlayer(lesson, parent: prepared.workspaces, home: prepared.home) { _ in }
        try player.begin()
        var steps: [Readiness.Rehearsed] = []
        for (index, step) in lesson.steps.enumerated() {
            say("Rehearsing step \(index + 1) of \(lesson.steps.count): \(step.title)")
            try prepared.capture(index)
            let started = Self.now
            player.open()
            var failures: [String] = []
            do { try player.solve(index) } catch let failure as LessonPlayer.Failure {
                failures.append(failure.description)
            }
            let seconds = Self.now - started
            for (check, verdict) in player.verdicts(of: index) where !verdict.isPassed {
                failures += VerdictText.lines(check, verdict)
            }
            steps.append(.init(title: step.title, seconds: seconds, failures: failures))
        }
        try prepared.capture(lesson.steps.count)
        return steps
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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
        try? Folder.make(home)
        guard statvfs(home, &status) == 0 else {
            return .init(name: "disk", found: "\(home) cannot be looked at", cure: "Make it: mkdir -p \(home)")
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        let cure = free < 1 << 30 ? "Free a gigabyte, or set SLIPWAY_HOME to a folder of a larger disk." : nil
        return .init(name: "disk", found: "\(ByteCount.text(free)) free in \(home)", cure: cure)
    }
}
