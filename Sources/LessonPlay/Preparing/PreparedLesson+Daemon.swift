internal import Engines
internal import Files
internal import LessonFormat
internal import SelfChecks
internal import Surroundings

/// A lesson that is prepared over Docker: its images are a daemon's, and so is what the builder remembers. A daemon gives
/// neither out as it was, so a step begins by repeating what the steps before it build, which the builder remembers.
extension PreparedLesson {
    /// The ledger of a lesson that is prepared in this folder; nil for our own engine.
    static func ledger(of lesson: Lesson, in root: String, _ surroundings: Surroundings) -> DaemonLedger? {
        guard surroundings.usesDocker, let docker = DockerProgram.find(in: surroundings) else { return nil }
        let made = lesson.imageReferences.subtracting(lesson.needs.images)
        return DaemonLedger(of: docker, making: made, keptAt: root + "/daemon.json")
    }

    /// Refuses a Docker that cannot keep a lesson; our own engine always can.
    ///
    /// - Throws: `LessonFailure`, with what is missing.
    static func demandEngine(in surroundings: Surroundings) throws {
        guard surroundings.usesDocker else { return }
        guard let docker = DockerProgram.find(in: surroundings) else {
            throw LessonFailure("there is no docker on PATH. Install Docker, or add --engine own, which needs none")
        }
        let engine = DockerEngine.probe(docker)
        guard engine.hasDaemon, !engine.buildsElsewhere else {
            throw LessonFailure(
                "a lesson is prepared and presented where one daemon builds and keeps images (\(engine.summary)). "
                    + "Start Docker, choose another with `docker context use`, or add --engine own, which needs none")
        }
    }

    /// Whether a step begins by repeating the builds before it.
    public var repeatsBuilds: Bool { daemon != nil }

    /// Whether the images of a presentation that has ended are still there, so that it can go on where it was.
    public var isStillThere: Bool { daemon?.isOpen ?? true }

    /// Takes room in the daemon; our own engine has a store for it.
    ///
    /// - Throws: `LessonFailure`, with what docker said.
    public func open() throws {
        do { try daemon?.open() } catch {
            throw LessonFailure("Docker cannot take the lesson in: \(error)")
        }
    }

    /// Gives the daemon back: the lesson's containers and images go, and the user's own images have their names again.
    public func close() { daemon?.close() }

    /// What was built since the last note is of this step.
    public func note(_ step: Int) { daemon?.note(step) }

    /// Ends what a killed rehearsal or presentation has left in the daemon, and has the builder forget the lesson. What the
    /// daemon does not let go stays.
    func forgetAll() {
        guard let daemon, !daemon.isEmpty, (try? daemon.open()) != nil else { return }
        daemon.forget(from: 0)
        daemon.close()
    }

    private static let imagesFile = "/images"

    /// Keeps which of the lesson's images there are at the beginning of a step.
    func captureImages(in folder: String) throws {
        guard daemon != nil else { return }
        let player = LessonPlayer(lesson, at: place) { _ in }
        let names = lesson.imageReferences.subtracting(player.missingImages()).sorted()
        do { try WholeFile.replace(folder + Self.imagesFile, with: Array(names.joined(separator: "\n").utf8)) } catch {
            throw LessonFailure(error.description)
        }
    }

    /// Makes the daemon's images what they were at the beginning of a step, and the builder's memory too.
    ///
    /// - Parameter kept: the folder of the step's state.
    func repeatBuilds(before step: Int, kept: String) throws {
        guard let daemon else { return }
        let wanted: [UInt8]
        do {
            try CommandLinks.make(for: place)
            wanted = try WholeFile.read(kept + Self.imagesFile)
        } catch { throw LessonFailure("\(error)") }
        daemon.forget(from: step)
        let player = LessonPlayer(lesson, at: place) { _ in }
        for index in 0..<step {
            player.catchUp(index)
            daemon.note(index)
        }
        let names = Set(String(decoding: wanted, as: UTF8.self).split(separator: "\n").map(String.init))
        let missing = names.intersection(player.missingImages()).sorted()
        guard missing.isEmpty else {
            throw LessonFailure(
                "Docker could not build \(missing.joined(separator: ", ")) again. What its builder no longer remembers needs "
                    + "the network, and all of it is built anew by: slipway prepare --engine docker \(lesson.id)")
        }
    }
}
