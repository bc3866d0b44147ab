internal import BuildJournal
internal import BuildPlan
internal import Evidence

/// The builds of one folder that begin from now on, wherever they were started: those of other folders, and images that
/// `run` fetches, are not the lab's to show.
struct FollowedBuilds {
    private var journals: JournalFollower
    private let folder: String
    private let names: Set<String>
    /// The builds that are another folder's.
    private var foreign: Set<String> = []
    /// Those of this folder that have not said their last word.
    private var open: Set<String> = []

    /// Whether one of them still builds, or was killed.
    var isOneOpen: Bool { !open.isEmpty }

    /// - Parameters:
    ///   - folder: absolute path of the learner's folder.
    ///   - names: references of the lesson's images.
    init(of folder: String, naming names: Set<String>, in journal: JournalFolder) {
        journals = JournalFollower(journal)
        self.folder = RememberedBuild.resolved(folder)
        self.names = names
    }

    /// The events since the last time, with the build's ID.
    mutating func news() -> [(id: String, event: TimedBuildEvent)] {
        journals.news().filter { id, timed in
            switch timed.event {
            case .started(let start):
                if start.isBuild(of: folder, naming: names) { open.insert(id) } else { foreign.insert(id) }
            case .finished: open.remove(id)
            case .planned, .contextRead, .stepStarted, .stepProgress, .stepLog, .stepFinished, .warning: break
            }
            return !foreign.contains(id)
        }
    }

    /// Nothing more is expected of the builds that are open: they were killed.
    mutating func giveUp() { open = [] }

    mutating func closeAll() { journals.closeAll() }
}
