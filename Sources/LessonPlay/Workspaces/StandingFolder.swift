internal import Files
internal import Glibc

/// A learner's empty folder that is about to be made anew: it waits beside, and takes in what is made in its place. So
/// a shell that stands in it stays in it.
struct StandingFolder {
    private let path: String
    private let waiting: String

    /// Moves the folder aside; an empty one that a killed program left there is replaced.
    init(at path: String) throws {
        let parts = path.split(separator: "/")
        self.path = path
        waiting = "/" + (parts.dropLast() + [".\(parts.last ?? "").waiting"]).joined(separator: "/")
        try Self.move(path, to: waiting)
    }

    /// Puts the folder back, with all that was made in its place meanwhile.
    func takeIn() throws {
        do {
            for name in try Folder.namesIfPresent(of: path) {
                try Self.move("\(path)/\(name)", to: "\(waiting)/\(name)")
            }
        } catch let error as FileError {
            throw LessonFailure(error.description)
        }
        rmdir(path)
        try Self.move(waiting, to: path)
    }

    private static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else {
            throw LessonFailure("\(path) cannot be moved to \(target): \(ErrnoWords.last)")
        }
    }
}
