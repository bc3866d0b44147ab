public import BuildJournal
public import BuildPlan
internal import Clocks
internal import Glibc
internal import SelfChecks

/// Finds the last build of a folder in the journals of the store.
public enum RememberedBuild {
    /// The last build of a folder; nil where none is remembered.
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

    /// The ID and the events of that build, and when it ended, by the monotonic clock.
    public static func events(
        of folder: String, naming names: Set<String>, in journal: JournalFolder
    ) -> (id: String, events: [TimedBuildEvent], endedAt: Double?)? {
        let folder = resolved(folder)
        for build in journal.builds() {
            let events = journal.steps(of: build).events
            guard case .started(let start)? = events.first?.event, start.isBuild(of: folder, naming: names)
            else { continue }
            // The last write to the file is the last event of the build.
            return (build, events, lastWrite(to: journal.stepsPath(of: build)))
        }
        return nil
    }

    /// The path with its links resolved, as builds report it. A path that does not exist stays as it is.
    public static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The latest time at which the last write to a file can have happened; nil where there is no file. It is not exact
    /// because the kernel's clock for files may tick only a hundred times a second.
    public static func lastWrite(to path: String) -> Double? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        return MonotonicClock.now - (WallClock.now - written) + 0.01
    }
}
