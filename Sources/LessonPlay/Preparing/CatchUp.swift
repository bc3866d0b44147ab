internal import Files
internal import Glibc
public import LessonFormat
internal import SelfChecks
public import Surroundings

/// Brings a learner who is late to the beginning of a step: what the steps before it make is made, for real, in the
/// learner's own workspace and store.
public struct CatchUp {
    private let lesson: Lesson
    private let place: Workplace
    private let say: (String) -> Void

    /// - Parameter say: told what is done, a line at a time.
    public init(_ lesson: Lesson, at place: Workplace, say: @escaping (String) -> Void) {
        self.lesson = lesson
        self.place = place
        self.say = say
    }

    /// What came of it.
    public struct Arrival {
        /// Where the learner's own files are now; nil where there were none.
        public var backup: String?
        /// What could not be made as the lesson has it.
        public var faults: [String]
    }

    /// Makes files, images, history of builds and the container what they are when a step begins. Other lessons' images
    /// and the cache stay: what was built before is not built again.
    public func go(to step: Int) throws -> Arrival {
        removeImages()
        try beginServicesAgain()
        let backup: String?
        do { backup = try Workspace(lesson, at: place).reset() } catch let failure as Workspace.Failure {
            throw LessonFailure(failure.description)
        }
        // A folder that the first step makes is not there before it.
        if lesson.start.isEmpty { rmdir(place.workspace) }
        let player = LessonPlayer(lesson, at: place) { _ in }
        try player.begin()
        var faults: [String] = []
        for (index, made) in lesson.steps.prefix(step).enumerated() {
            say("\(index + 1). \(made.title)")
            player.open()
            player.catchUp(index)
            faults += player.verdicts(of: index).filter { check, verdict in
                !verdict.isPassed && !check.isAnswered && !check.isAboutWhatRuns
            }.map { check, _ in "\(index + 1). \(made.title): \(check.title)" }
        }
        if let arguments = lesson.container(before: step) {
            say("docker run -d \(arguments)")
            let words = ["run", "-d"] + arguments.split(separator: " ").map(String.init)
            if WorkspaceShell(at: place).run(program: [place.program] + words, output: { _ in }) != 0 {
                faults.append("the container cannot be started: docker run \(arguments)")
            }
        }
        try keep(step)
        return Arrival(backup: backup, faults: faults)
    }

    /// Names that the lesson gives lead nowhere before it gives them, and what runs of such an image ends.
    private func removeImages() {
        let names = lesson.imageReferences.subtracting(lesson.needs.images).sorted()
        let script = #"""
            for name; do
                ids=$("$0" ps -aq --filter "ancestor=$name") && [ -n "$ids" ] && "$0" rm -f $ids
                "$0" rmi -f "$name"
            done
            """#
        let words = ["/bin/bash", "-c", script, place.program] + names
        _ = WorkspaceShell(folder: "/", in: place.surroundings).run(program: words) { _ in }
    }

    /// Nothing was pushed, nobody is logged in, and the other machines are empty.
    private func beginServicesAgain() throws {
        for name in lesson.machines {
            Rehearsal.remove(OtherMachine(name: name, home: place.home).store, in: place.surroundings)
        }
        guard lesson.registry != nil else { return }
        let folder = RegistryFolder(of: lesson, below: place.home)
        guard Folder.isFolder(folder.path) else { return }
        let script = """
            cd "$1" && rm -rf data/docker logins/config.json && if [ -e accounts.all ]; then cat accounts.all >accounts; fi
            """
        let words = ["/bin/bash", "-c", script, "slipway", folder.path]
        guard WorkspaceShell(folder: "/", in: place.surroundings).run(program: words, output: { _ in }) == 0 else {
            throw LessonFailure("\(folder.path) cannot be emptied")
        }
    }

    /// The lab opens at this step. Steps that others' hands made are not passed.
    private func keep(_ step: Int) throws {
        let file = ProgressFile(place)
        var reached = file.read().lessons[lesson.id] ?? LessonProgress()
        reached.step = lesson.steps[step].id
        do { try file.keep(reached, of: lesson.id) } catch {
            throw LessonFailure("the progress cannot be kept: \(error.reason)")
        }
    }
}

extension Lesson {
    /// The arguments of the `docker run` that is under way at the beginning of a step; nil where no container runs then.
    func container(before step: Int) -> String? {
        var running: String?
        for action in steps.prefix(step).flatMap(\.solution) {
            if case .start(let arguments) = action { running = arguments }
            if case .stop = action { running = nil }
        }
        return running
    }
}
