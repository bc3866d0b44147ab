internal import Files
internal import Glibc
public import LessonFormat
internal import SelfChecks
public import Surroundings

/// Brings a learner who is late to the beginning of a step. What the earlier steps make is really made, in the
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

    /// Makes files, images and the container what they are when a step begins. Other lessons' images, the cache and the list
    /// of builds stay: what was built before is not built again.
    public func go(to step: Int) throws -> Arrival {
        removeImages()
        try beginServicesAgain()
        let backup: String?
        do { backup = try Workspace(lesson, at: place).reset() } catch let failure as Workspace.Failure {
            throw LessonFailure(failure.description)
        }
        let folder = try folderToBeMade(before: step)
        let player = LessonPlayer(lesson, at: place) { _ in }
        var faults: [String] = []
        do {
            try player.begin()
            faults = perform(step, by: player)
        } catch {
            try? folder?.takeIn()
            throw error
        }
        try folder?.takeIn()
        if let arguments = lesson.container(before: step) {
            say("docker run -d \(arguments)")
            let words = ["run", "-d"] + arguments.split(separator: " ").map(String.init)
            if WorkspaceShell(at: place).run(program: [place.program] + words, output: { _ in }) != 0 {
                faults.append("the container cannot be started: docker run \(arguments)")
            }
        }
        // The last build of all, which is none of the learner's.
        player.open()
        do { try ProgressFile(place).keepCaughtUp(at: step, of: lesson, after: player.earlierBuild) } catch {
            throw LessonFailure("the progress cannot be kept: \(error.reason)")
        }
        return Arrival(backup: backup, faults: faults)
    }

    /// Performs the steps before a step; what could not be made as the lesson has it. Where layers came from is no
    /// fault: whatever was built before comes from the cache.
    private func perform(_ step: Int, by player: LessonPlayer) -> [String] {
        var faults: [String] = []
        for (index, made) in lesson.steps.prefix(step).enumerated() {
            say("\(index + 1). \(made.title)")
            player.open()
            player.catchUp(index)
            faults += player.verdicts(of: index).filter { check, verdict in
                !verdict.isPassed && !check.isAnswered && !check.isAboutWhatRuns && !check.isAboutCache
            }.map { check, _ in "\(index + 1). \(made.title): \(check.title)" }
        }
        return faults
    }

    /// A folder that the first step makes is not there before it. Where shells stand in it, it waits until it is made.
    private func folderToBeMade(before step: Int) throws -> StandingFolder? {
        let path = place.workspace
        guard lesson.start.isEmpty, Folder.isFolder(path), !Folder.isLink(path) else { return nil }
        if step > 0 { return try StandingFolder(at: path) }
        if !isStoodIn { rmdir(path) }
        return nil
    }

    /// Whether this program was started in the workspace: without it, the shell there could do nothing any more.
    private var isStoodIn: Bool {
        guard let folder = place.surroundings.folder else { return false }
        return folder == place.workspace || folder.hasPrefix(place.workspace + "/")
    }

    /// The lesson's names lead to no image before the lesson gives them, and containers of such images end.
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
}
