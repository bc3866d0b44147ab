internal import Files
internal import Glibc
internal import ImageStore
public import LessonFormat
internal import SystemPackage

/// Keeps a lesson's preparation for one presentation, or one rehearsal, at a time: a second one would take the store and
/// the workspace away from under the first.
public enum PreparationHold {
    /// What the preparation is held for.
    public enum Purpose: String, Sendable {
        case presenting = "presented"
        case preparing = "prepared"
    }

    /// Takes it for as long as this process lives. Taking it twice in one process is not an error.
    ///
    /// - Parameter home: the learner's own store.
    /// - Throws: `LessonFailure`, with who has it and what it is doing.
    public static func take(of lesson: Lesson, below home: String, for purpose: Purpose) throws {
        // The store makes its own folder first: it does not move into one that holds other files.
        do { _ = try Store.open(at: FilePath(home)) } catch { throw LessonFailure(error.description) }
        let path = PreparedLesson.folder(of: lesson, below: home) + ".hold"
        do { try Folder.makeParents(of: path) } catch { throw LessonFailure(error.description) }
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw LessonFailure("\(path): \(ErrnoWords.last)") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(file) }
            let said = words(of: file).split(separator: " ")
            guard said.first != "\(getpid())" else { return }
            let (process, what) = (said.first.map { " by process \($0)" } ?? "", said.last.map(String.init) ?? "used")
            throw LessonFailure(
                "\(lesson.title) is being \(what) in another terminal\(process): end that first, or wait for it")
        }
        // The descriptor stays open: the kernel gives the lock back with this process, however that ends.
        let words = Array("\(getpid()) \(purpose.rawValue)\n".utf8)
        if ftruncate(file, 0) == 0 { _ = pwrite(file, words, words.count, 0) }
    }

    private static func words(of file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(file, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
