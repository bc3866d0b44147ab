internal import BuildJournal
internal import BuildPlan
internal import Clocks
internal import Evidence
internal import Files
internal import LabModel
internal import Surroundings

/// Reads the last build of the learner's folder, for a lab that is opened again.
struct EarlierBuildReader {
    let place: Workplace
    /// Names of the lesson's images; see `RememberedBuild`.
    let references: Set<String>

    /// - Parameter dockerfile: the name of the file that builds read.
    func read(dockerfile: String) -> EarlierBuild? {
        let journal = JournalFolder(ofStoreAt: place.home)
        guard let build = RememberedBuild.events(of: place.workspace, naming: references, in: journal),
            let endedAt = build.endedAt
        else { return nil }
        let file = place.workspace + "/" + dockerfile
        let began = endedAt - (build.events.last?.time ?? 0)
        // A file that has not been written since the build began is the one that it read.
        let isAsBuilt = RememberedBuild.lastWrite(to: file).map { $0 < began } ?? false
        let bytes = isAsBuilt ? try? WholeFile.read(file) : nil
        return EarlierBuild(
            events: build.events, age: max(0, MonotonicClock.now - endedAt),
            source: bytes.map { String(decoding: $0, as: UTF8.self) })
    }
}
