internal import Clocks
internal import Engines
internal import LessonFormat
internal import Surroundings

/// A rehearsal that need not be repeated: with the same lesson, program, base images, wheels and engine it would have
/// the same result.
extension Preparation {
    /// The report of the last rehearsal, where nothing that it depends on has changed since and all that it made is whole.
    /// Ports and room on the disk are looked at now. A daemon's builder may have forgotten anything: over Docker there is none.
    func standing() -> Readiness? {
        guard engine == .own, let prepared = PreparedLesson(lesson, below: home, in: surroundings.withoutNetwork()),
            let stamp = RehearsalStamp(in: prepared.root), stamp.seconds.count == lesson.steps.count
        else { return nil }
        if let cause = change(since: stamp, prepared) {
            say("\(lesson.title) was rehearsed on \(stamp.day); since then \(cause). It is rehearsed again.")
            return nil
        }
        guard let images = try? lesson.needs.images.map({ try image($0) }) else { return nil }
        var readiness = Readiness(title: lesson.title, engine: engine)
        readiness.rehearsed = .init(day: stamp.day, lesson: lesson.id)
        readiness.needs = machine + images + [.init(name: "wheels", found: stamp.wheels, cure: nil)]
        readiness.steps = zip(lesson.steps, stamp.seconds).map { .init(title: $0.title, seconds: $1, failures: []) }
        return readiness
    }

    /// Keeps what a later preparation compares with. Where it cannot be kept, that one rehearses.
    ///
    /// - Parameter beginning: what the rehearsal began with; nil where that could not be read.
    func keepStamp(of readiness: Readiness, since beginning: RehearsalGround?, in prepared: PreparedLesson) {
        // A change during the rehearsal was rehearsed in part at most.
        guard let beginning, beginning == RehearsalGround(of: lesson, by: engine, in: surroundings),
            let wheels = readiness.needs.last(where: { $0.name == "wheels" })?.found, let made = try? prepared.marks(),
            let images = try? RehearsalGround.images(of: lesson, in: home)
        else { return }
        var ground = beginning
        ground.images = images
        let stamp = RehearsalStamp(
            ground: ground, made: made, time: Int64(WallClock.now), wheels: wheels,
            seconds: readiness.steps.map(\.seconds))
        try? stamp.keep(in: prepared.root)
    }

    /// What has changed since a rehearsal, or was lost, in words that follow "since then"; nil where all is the same.
    private func change(since stamp: RehearsalStamp, _ prepared: PreparedLesson) -> String? {
        guard var now = RehearsalGround(of: lesson, by: engine, in: surroundings) else {
            return "the lesson or the program has changed"
        }
        guard let images = try? RehearsalGround.images(of: lesson, in: home) else {
            return "a base image was lost, or a part of it"
        }
        now.images = images
        if let change = stamp.ground.change(to: now) { return change }
        // Other lessons' wheels may have come.
        let wheelhouse = home + "/wheelhouse/"
        guard stamp.made.wheels.allSatisfy({ (try? FileMarks.mark(of: wheelhouse + $0.key)) == $0.value }) else {
            return "a wheel has changed"
        }
        guard let made = try? prepared.marks(), stamp.made.isKept(in: made) else {
            return "a part of what was prepared was lost, or has changed"
        }
        return nil
    }
}
