internal import Engines
internal import Files
internal import Glibc
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// A place to play a lesson without touching the learner's: a folder for workspaces and a store of its own, with the
/// base images of the learner's store, so that what is in the cache is what the lesson itself put there.
public final class Rehearsal {
    /// Absolute path of the folder that holds both.
    public let root: String
    private let surroundings: Surroundings
    private let isKept: Bool
    /// What is left in the daemon, where that builds and runs; nil for our own engine.
    private var traces: DockerTraces?

    private var home: String { root + "/home" }

    /// Makes the place, and fills its store.
    ///
    /// - Parameters:
    ///   - images: base images that the store shall have; they come from the learner's own store.
    ///   - names: images that are made here. A daemon that has images of these names has them again afterwards.
    ///   - folder: a new folder for it, which stays; otherwise a temporary one, removed together with this value.
    public init(
        needing images: [String], making names: Set<String> = [], in surroundings: Surroundings,
        at folder: String? = nil
    ) throws {
        self.surroundings = surroundings
        isKept = folder != nil
        guard let home = surroundings.store else {
            throw LessonFailure("HOME is not set, so there is no place for the store")
        }
        // The store makes its own folder first: it does not move into one that holds other files.
        do { _ = try Store.open(at: FilePath(home)) } catch {
            throw LessonFailure(error.description)
        }
        root = try folder ?? Self.temporaryFolder(beside: home)
        do { try Folder.make(root + "/Sandbox") } catch { throw LessonFailure(error.description) }
        // For the same reason, its own store is made before wheels are put into it.
        do { _ = try Store.open(at: FilePath(self.home)) } catch { throw LessonFailure(error.description) }
        // What stays has a ledger of its own; see `PreparedLesson`.
        if !isKept { traces = daemon.map { DockerTraces(of: $0, making: names.subtracting(images)) } }
        try fill(with: images)
        if !isKept { try lendWheels(of: home) }
    }

    /// What `prepare` fetched serves here too: without a network there is nothing else.
    private func lendWheels(of learner: String) throws {
        let wheelhouse = learner + "/wheelhouse"
        guard access(wheelhouse, R_OK) == 0, access(home + "/wheelhouse", F_OK) != 0 else { return }
        let words = ["cp", "-al", wheelhouse, home + "/wheelhouse"]
        guard WorkspaceShell(folder: "/", in: surroundings).run(program: words, output: { _ in }) == 0 else {
            throw LessonFailure("the wheels cannot be copied to \(home)")
        }
    }

    /// Where a lesson is played here.
    public func place(of lesson: Lesson) -> Workplace {
        Workplace(of: lesson, workspace: "\(root)/Sandbox/\(lesson.workspace)", home: home, in: surroundings)
    }

    deinit {
        traces?.remove()
        if !isKept { Self.remove(root, in: surroundings) }
    }

    /// The docker that builds and runs; nil for our own engine.
    private var daemon: DockerProgram? {
        surroundings.usesDocker ? DockerProgram.find(in: surroundings) : nil
    }

    /// Removes a rehearsal's folder; a folder that is not there is not an error.
    static func remove(_ root: String, in surroundings: Surroundings) {
        // Files of layers may belong to other users of a user namespace: they are removed from inside of one.
        let removal = ["rm", "-rf", "--", root]
        let words = geteuid() == 0 ? removal : ["unshare", "--user", "--map-root-user", "--map-auto"] + removal
        // The process that watches a container may still be writing there.
        for _ in 0..<20 {
            _ = WorkspaceShell(folder: "/", in: surroundings).run(program: words) { _ in }
            if access(root, F_OK) != 0 { return }
            usleep(50_000)
        }
    }

    private static func temporaryFolder(beside home: String) throws -> String {
        var template = Array((home + "/rehearsal-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw LessonFailure(
                "no folder can be made in \(home): \(ErrnoWords.last)")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A base image is fetched into the learner's own store, where it stays, and handed over from there.
    private func fill(with images: [String]) throws {
        for image in images {
            let dockerfile = Array("FROM \(image)\n".utf8)
            do { try WholeFile.replace(root + "/base/Dockerfile", with: dockerfile) } catch {
                throw LessonFailure(error.description)
            }
            // What a daemon has, or pulls, stays in the daemon. What it cannot have is made here; its builds are handed it.
            if daemon != nil, build(surroundings).status == 0 { continue }
            let own = surroundings.with(EngineName.variable, EngineName.own.rawValue)
            // It is no build of the learner's.
            let built = build(own, "--unkept")
            guard built.status == 0 else {
                throw LessonFailure("\(image) cannot be had:\n" + built.said.suffix(12).joined(separator: "\n"))
            }
            let program = surroundings.program
            let line = "set -o pipefail; '\(program)' save '\(image)' | SLIPWAY_HOME='\(home)' '\(program)' load"
            guard WorkspaceShell(folder: root, in: own).run(line, output: { _ in }) == 0 else {
                throw LessonFailure("\(image) cannot be copied to \(root)")
            }
        }
    }

    /// Builds what is nothing but the base image, by the engine of these surroundings.
    private func build(_ surroundings: Surroundings, _ flags: String...) -> (status: Int32, said: [String]) {
        var said: [String] = []
        let words = [surroundings.program, "build", "--progress", "plain"] + flags + [root + "/base"]
        let status = WorkspaceShell(folder: root, in: surroundings).run(program: words) { lines in
            said += lines.map { String(decoding: $0, as: UTF8.self) }
        }
        return (status, said)
    }
}
