internal import BuildJournal
internal import BuildPlan
internal import SelfChecks
internal import Surroundings

/// The last build of a folder, from the journal that every build leaves in the store.
enum RememberedBuild {
    /// Nil where none is remembered. Builds of other contexts do not count.
    ///
    /// - Parameters:
    ///   - folder: absolute path of the build context.
    ///   - names: references of the lesson's images. A build whose context was typed relative, `.`, may have been
    ///     anybody's: it counts where it made one of these, or an image without a name. Empty for any.
    static func of(folder: String, naming names: Set<String>, in journal: JournalFolder) -> BuildEvidence? {
        for build in journal.builds() {
            let events = journal.steps(of: build).events.map(\.event)
            guard case .started(let start)? = events.first, isOwn(start, folder, names) else { continue }
            var evidence = BuildEvidence(events: events)
            // The build writes its last event there.
            evidence.endedAt = MonotonicClock.lastWrite(to: journal.stepsPath(of: build))
            return evidence
        }
        return nil
    }

    private static func isOwn(_ start: BuildStart, _ folder: String, _ names: Set<String>) -> Bool {
        if start.context.hasPrefix("/") { return start.context == folder }
        return names.isEmpty || start.tags.isEmpty || !names.isDisjoint(with: start.tags)
    }
}
