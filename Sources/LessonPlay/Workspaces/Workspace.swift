internal import Files
internal import Glibc
public import LessonFormat
public import Surroundings

/// The learner's folder of a lesson: laid out, and begun again without losing what is in it.
public struct Workspace {
    private let lesson: Lesson
    /// The folder that the learner's files are in, and the store of its builds.
    public let place: Workplace

    /// Nothing is written yet: `layOut` does it.
    public init(_ lesson: Lesson, at place: Workplace) {
        self.lesson = lesson
        self.place = place
    }

    /// Why a file cannot be laid out or kept.
    public struct Failure: Error, CustomStringConvertible {
        /// A sentence that names the file or the folder.
        public let description: String
    }

    /// Writes the files that a learner begins with, unless the folder is there already.
    public func layOut() throws {
        guard !lesson.start.isEmpty, access(place.workspace, F_OK) != 0 else { return }
        for (path, bytes) in lesson.start.sorted(by: { $0.key < $1.key }) { try put(bytes, at: path) }
    }

    /// Makes the folder what it was at the beginning of the lesson; of a step, for its own files.
    ///
    /// - Returns: the folder where the learner's files are now; nil where there were none.
    public func reset(toBeginningOf step: Int? = nil) throws -> String? {
        guard let step else {
            let backup = try backUpAll()
            for (path, bytes) in lesson.start.sorted(by: { $0.key < $1.key }) { try put(bytes, at: path) }
            return backup
        }
        let before = lesson.files(before: step)
        let paths = lesson.subjects(of: step).sorted()
        let backup = try backUp(paths)
        for path in paths {
            if let bytes = before[path] { try put(bytes, at: path) }
        }
        return backup
    }

    private func put(_ bytes: [UInt8], at path: String) throws {
        do { try WholeFile.replace(place.workspace + "/" + path, with: bytes) } catch {
            throw Failure(description: "\(place.workspace)/\(path): \(error.reason)")
        }
    }

    // MARK: Backups

    /// The folder itself stays, so that a shell that stands in it stays in it.
    private func backUpAll() throws -> String? { try backUp(Folder.namesIfPresent(of: place.workspace)) }

    private func backUp(_ paths: [String]) throws -> String? {
        let present = paths.filter { faccessat(AT_FDCWD, place.workspace + "/" + $0, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }
        guard !present.isEmpty else { return nil }
        let backup = try freshBackup()
        for path in present {
            try Folder.makeParents(of: backup + "/" + path)
            try move(place.workspace + "/" + path, to: backup + "/" + path)
        }
        return backup
    }

    private func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else {
            throw Failure(description: "\(path) cannot be moved to \(target): \(ErrnoWords.last)")
        }
    }

    /// A path that is free, in a folder that is there: `Sandbox/backups/WORKSPACE-20261123-115900`.
    private func freshBackup() throws -> String {
        let parent = place.workspace.split(separator: "/").dropLast().joined(separator: "/")
        let name = "/\(parent)/backups/\(lesson.workspace)-\(Self.timestamp())"
        try Folder.makeParents(of: name)
        for number in 1...1000 {
            let candidate = number == 1 ? name : "\(name)-\(number)"
            if access(candidate, F_OK) != 0 { return candidate }
        }
        throw Failure(description: "no name is free beside \(name)")
    }

    private static func timestamp() -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y%m%d-%H%M%S", &parts)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
