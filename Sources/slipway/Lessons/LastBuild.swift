import BuildPlan
import Builder
import FoundationEssentials
import Glibc
import ImageStore
import SelfChecks

/// The last build of a folder, from the journal that every build leaves in the store.
enum LastBuild {
    /// Nil where none is remembered. Builds of other contexts do not count.
    static func of(folder: String) -> BuildEvidence? {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path) else { return nil }
        for journal in BuildJournal.builds(in: store) {
            let events = events(journal)
            guard case .started(let start)? = events.first else { continue }
            guard !start.context.hasPrefix("/") || start.context == folder else { continue }
            var evidence = BuildEvidence(events: events)
            evidence.age = age(journal)
            return evidence
        }
        return nil
    }

    private static func age(_ path: String) -> Double? {
        var status = stat()
        var now = timespec()
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        let nanoseconds = Double(now.tv_nsec - status.st_mtim.tv_nsec)
        return Double(now.tv_sec - status.st_mtim.tv_sec) + nanoseconds / 1e9
    }

    private static func events(_ path: String) -> [BuildEvent] {
        guard let content = try? WholeFile.read(path) else { return [] }
        let decoder = JSONDecoder()
        return content.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? decoder.decode(TimedBuildEvent.self, from: Data(line)).event
        }
    }
}
