import Files
import FoundationEssentials
import Glibc
import ImageStore
import LabModel

/// `progress.json` beside the image store: where the learner is, in all lessons.
struct ProgressFile {
    private let path: String

    init(_ place: LabPlace) { path = place.home + "/progress.json" }

    /// What was kept; nothing where the file is missing or cannot be understood.
    func read() -> Progress { (try? WholeFile.read(path)).flatMap(Self.decoded) ?? Progress() }

    /// Keeps what was reached in one lesson; nil forgets it. What another lab keeps of other lessons meanwhile stays, and
    /// so does, under another name, a file that cannot be understood.
    func keep(_ reached: LessonProgress?, of lesson: String) throws(FileError) {
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? StoreLocation.path().map { try Store.open(at: $0) }
        try Folder.makeParents(of: path)
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .system(path: path, .write, .last) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0, errno == EINTR {}
        if let bytes = try? WholeFile.read(path), Self.decoded(bytes) == nil { rename(path, path + ".damaged") }
        var progress = read()
        progress.lessons[lesson] = reached
        try WholeFile.replace(path, with: Self.encoded(progress))
    }

    private static func decoded(_ bytes: [UInt8]) -> Progress? {
        try? JSONDecoder().decode(Progress.self, from: Data(bytes))
    }

    private static func encoded(_ progress: Progress) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Names, numbers and lists of them: there is nothing in it that JSON cannot say.
        return (try? encoder.encode(progress)).map { Array($0) } ?? []
    }
}
