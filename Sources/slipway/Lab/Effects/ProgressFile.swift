import Files
import FoundationEssentials
import Glibc
import ImageStore
import LabModel

/// `progress.json` beside the image store: where the learner is.
struct ProgressFile {
    private let path: String

    init(_ place: LabPlace) { path = place.home + "/progress.json" }

    /// What was kept; nothing where the file is missing or cannot be understood.
    func read() -> Progress {
        guard let bytes = try? WholeFile.read(path) else { return Progress() }
        return (try? JSONDecoder().decode(Progress.self, from: Data(bytes))) ?? Progress()
    }

    /// Keeps it. A disk that is full costs the learner the place, not the work: there is nothing better to do.
    func write(_ progress: Progress) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(progress) else { return }
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? StoreLocation.path().map { try Store.open(at: $0) }
        try? WholeFile.replace(path, with: Array(data))
    }
}
