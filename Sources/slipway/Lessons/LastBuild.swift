import BuildJournal
import BuildPlan
import Builder
import Files
import Glibc
import ImageStore
import LabModel
import SelfChecks

/// The last build of a folder, from the journal that every build leaves in the store.
enum LastBuild {
    /// Nil where none is remembered. Builds of other contexts do not count.
    ///
    /// - Parameter names: references of the lesson's images. A build whose context was typed relative, `.`, may have been
    ///   anybody's: it counts where it made one of these, or an image without a name. Empty for any.
    static func of(folder: String, naming names: Set<String> = []) -> BuildEvidence? {
        guard let build = journal(of: folder, naming: names) else { return nil }
        var evidence = BuildEvidence(events: build.events.map(\.event))
        evidence.age = age(build.path)
        return evidence
    }

    /// The last build of a folder as the lab shows it again.
    ///
    /// - Parameter dockerfile: the name of the file that it read.
    static func remembered(folder: String, dockerfile: String) -> RememberedBuild? {
        guard let build = journal(of: folder, naming: []), let ended = age(build.path) else { return nil }
        let file = folder + "/" + dockerfile
        let began = ended + (build.events.last?.time ?? 0)
        // A file that has not been written since the build began is the one that it read.
        let isAsBuilt = age(file).map { $0 > began } ?? false
        let bytes = isAsBuilt ? try? WholeFile.read(file) : nil
        return RememberedBuild(
            events: build.events, age: ended, source: bytes.map { String(decoding: $0, as: UTF8.self) })
    }

    private static func journal(of folder: String, naming names: Set<String>) -> (
        path: String, events: [TimedBuildEvent]
    )? {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path) else { return nil }
        for build in store.journal.builds() {
            let events = store.journal.steps(of: build).events
            guard case .started(let start)? = events.first?.event, isOwn(start, folder, names) else { continue }
            return (store.journal.stepsPath(of: build), events)
        }
        return nil
    }

    private static func isOwn(_ start: BuildStart, _ folder: String, _ names: Set<String>) -> Bool {
        if start.context.hasPrefix("/") { return start.context == folder }
        return names.isEmpty || start.tags.isEmpty || !names.isDisjoint(with: start.tags)
    }

    private static func age(_ path: String) -> Double? {
        var status = stat()
        var now = timespec()
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        let nanoseconds = Double(now.tv_nsec - status.st_mtim.tv_nsec)
        return Double(now.tv_sec - status.st_mtim.tv_sec) + nanoseconds / 1e9
    }
}
