public import BuildJournal
public import BuildPlan
internal import Clocks
internal import Glibc
internal import SelfChecks

/// The last build of a folder, from the journal that every build leaves in the store.
public enum RememberedBuild {
    /// Nil where none is remembered. Builds of other contexts do not count.
    ///
    /// - Parameters:
    ///   - folder: absolute path of the build context.
    ///   - names: references of the lesson's images. A build whose context was typed relative, `.`, may have been
    ///     anybody's: it counts where it made one of these, or an image without a name. Empty for any.
    static func of(folder: String, naming names: Set<String>, in journal: JournalFolder) -> BuildEvidence? {
        guard let build = events(of: folder, naming: names, in: journal) else { return nil }
        var evidence = BuildEvidence(events: build.events.map(\.event))
        evidence.id = build.id
        evidence.endedAt = build.endedAt
        return evidence
    }

    /// The ID and the events of that build, and when it ended, by the clock that only goes forwards.
    public static func events(
        of folder: String, naming names: Set<String>, in journal: JournalFolder
    ) -> (id: String, events: [TimedBuildEvent], endedAt: Double?)? {
        let folder = resolved(folder)
        for build in journal.builds() {
            let events = journal.steps(of: build).events
            guard case .started(let start)? = events.first?.event, start.isBuild(of: folder, naming: names)
            else { continue }
            // The build writes its last event there.
            return (build, events, lastWrite(to: journal.stepsPath(of: build)))
        }
        return nil
    }

    /// The path without links, as builds tell it; as it is where there is nothing.
    public static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The latest moment at which a file can have been written to last: the kernel's clock for files ticks a hundred
    /// times a second on some machines. Nil where there is no such file.
    public static func lastWrite(to path: String) -> Double? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        return MonotonicClock.now - (WallClock.now - written) + 0.01
    }
}
