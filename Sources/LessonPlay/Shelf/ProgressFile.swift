internal import Files
internal import FoundationEssentials
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// `progress.json` beside the image store: where the learner is.
public struct ProgressFile: Sendable {
    private let home: String

    public init(_ place: Workplace) { home = place.home }

    private var path: String { home + "/progress.json" }

    /// What was kept; nothing where the file is missing or cannot be understood.
    public func read() -> Progress {
        guard let bytes = try? WholeFile.read(path) else { return Progress() }
        return (try? JSONDecoder().decode(Progress.self, from: Data(bytes))) ?? Progress()
    }

    /// Keeps it. A disk that is full costs the learner the place, not the work: there is nothing better to do.
    public func write(_ progress: Progress) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(progress) else { return }
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? Store.open(at: FilePath(home))
        try? WholeFile.replace(path, with: Array(data))
    }
}
