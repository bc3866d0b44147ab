import BuildPlan
import Builder
import Files
import FoundationEssentials
import Glibc
import ImageStore
import SelfChecks

/// The last build of a folder, from the journal that every build leaves in the store.
enum LastBuild {
    /// Nil where none is remembered. Builds of other contexts do not count.
    ///
    /// - Parameter names: references of the lesson's images. A build whose context was typed relative, `.`, may have been
    ///   anybody's: it counts where it made one of these, or an image without a name. Empty for any.
    static func of(folder: String, naming names: Set<String> = []) -> BuildEvidence? {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path) else { return nil }
        for journal in BuildJournal.builds(in: store) {
            let events = events(journal)
            guard case .started(let start)? = events.first else { continue }
            guard isOwn(start, folder, names) else { continue }
            var evidence = BuildEvidence(events: events)
            evidence.age = age(journal)
            return evidence
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

    private static func events(_ path: String) -> [BuildEvent] {
        guard let content = try? WholeFile.read(path, limit: .max) else { return [] }
        let decoder = JSONDecoder()
        return content.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? decoder.decode(TimedBuildEvent.self, from: Data(line)).event
        }
    }
}
