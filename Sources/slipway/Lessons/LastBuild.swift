import BuildPlan
import Builder
import FoundationEssentials
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
            if !start.context.hasPrefix("/") || start.context == folder { return BuildEvidence(events: events) }
        }
        return nil
    }

    private static func events(_ path: String) -> [BuildEvent] {
        guard let content = try? WholeFile.read(path) else { return [] }
        let decoder = JSONDecoder()
        return content.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? decoder.decode(TimedBuildEvent.self, from: Data(line)).event
        }
    }
}
