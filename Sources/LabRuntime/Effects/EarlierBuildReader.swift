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
    /// The paths of the lesson's files.
    let files: [String]

    /// - Parameter dockerfile: the name of the file that builds read.
    func read(dockerfile: String) -> EarlierBuild? {
        let journal = JournalFolder(ofStoreAt: place.home)
        guard let build = RememberedBuild.events(of: place.workspace, naming: references, in: journal),
            let endedAt = build.endedAt
        else { return nil }
        let file = place.workspace + "/" + dockerfile
        let began = endedAt - (build.events.last?.time ?? 0)
        // A file that has not been written since the build began has the text that the build read.
        let isAsBuilt = RememberedBuild.lastWrite(to: file).map { $0 < began } ?? false
        let bytes = isAsBuilt ? try? WholeFile.read(file) : nil
        return EarlierBuild(
            events: build.events, age: max(0, MonotonicClock.now - endedAt),
            source: bytes.map { String(decoding: $0, as: UTF8.self) }, files: contents(before: began))
    }

    /// A lab writes its files and then starts the build, in which time the two clocks may differ by this many seconds.
    private static let tolerance = 0.5

    /// The lesson's files that have not been written since a build began.
    private func contents(before began: Double) -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for path in files {
            let file = place.workspace + "/" + path
            guard let written = RememberedBuild.lastWrite(to: file), written < began + Self.tolerance else { continue }
            contents[path] = try? WholeFile.read(file)
        }
        return contents
    }
}
