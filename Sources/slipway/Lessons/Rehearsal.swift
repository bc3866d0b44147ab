import Builder
import Files
import Glibc
import ImageStore
import LessonFormat
import SystemPackage

/// A place to play a lesson without touching the learner's: a folder for workspaces and a store of its own, with the
/// base images of the learner's store, so that what is in the cache is what the lesson itself put there.
final class Rehearsal {
    /// Absolute path of the folder that holds both.
    let root: String
    private let say: (String) -> Void
    private let isKept: Bool

    var workspaces: String { root + "/Sandbox" }
    var home: String { root + "/home" }

    convenience init(
        of lesson: Lesson, in checkout: Checkout, at folder: String? = nil, say: @escaping (String) -> Void
    ) throws {
        try self.init(needing: lesson.needs.images, at: folder, say: say)
    }

    /// Makes the place, and fills its store. From here on, this process and its children use that store.
    ///
    /// - Parameters:
    ///   - images: base images that the store shall have.
    ///   - folder: a new folder for it, which stays; otherwise one that goes with this value.
    init(needing images: [String], at folder: String? = nil, say: @escaping (String) -> Void) throws {
        self.say = say
        isKept = folder != nil
        guard let home = StoreLocation.path()?.string else {
            throw LessonPlayer.Failure(description: "HOME is not set, so there is no place for the store")
        }
        // The store makes its own folder first: it does not move into one that holds other files.
        do { _ = try Store.open(at: FilePath(home)) } catch {
            throw LessonPlayer.Failure(description: error.description)
        }
        root = try folder ?? Self.temporaryFolder(beside: home)
        try? Folder.make(workspaces)
        try fill(with: images, from: home)
        setenv("SLIPWAY_HOME", self.home, 1)
    }

    deinit {
        if !isKept { Self.remove(root) }
    }

    /// Removes a rehearsal's folder; that it is not there is no error.
    static func remove(_ root: String) {
        // Files of layers may belong to other users of a user namespace: they are removed from inside of one.
        let removal = ["rm", "-rf", "--", root]
        let words = geteuid() == 0 ? removal : ["unshare", "--user", "--map-root-user", "--map-auto"] + removal
        // What watches a container may still be writing its last words there.
        for _ in 0..<20 {
            _ = WorkspaceShell(folder: "/").run(program: words) { _ in }
            if access(root, F_OK) != 0 { return }
            usleep(50_000)
        }
    }

    private static func temporaryFolder(beside home: String) throws -> String {
        var template = Array((home + "/rehearsal-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw LessonPlayer.Failure(
                description: "no folder can be made in \(home): \(String(cString: strerror(errno)))")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A base image is made sure of in the learner's own store, where it stays, and handed over.
    private func fill(with images: [String], from home: String) throws {
        let shell = WorkspaceShell(folder: root)
        let program = LabPlace(workspace: root, home: home).executable
        for image in images {
            try? WholeFile.replace(root + "/base/Dockerfile", with: Array("FROM \(image)\n".utf8))
            var said: [String] = []
            let status = shell.run(program: [program, "build", "--progress", "plain", root + "/base"]) { lines in
                said += lines.map { String(decoding: $0, as: UTF8.self) }
            }
            guard status == 0 else {
                throw LessonPlayer.Failure(
                    description: "\(image) cannot be had:\n" + said.suffix(12).joined(separator: "\n"))
            }
            let line = "set -o pipefail; '\(program)' save '\(image)' | SLIPWAY_HOME='\(self.home)' '\(program)' load"
            guard shell.run(line, output: { _ in }) == 0 else {
                throw LessonPlayer.Failure(description: "\(image) cannot be copied to \(root)")
            }
        }
    }
}
