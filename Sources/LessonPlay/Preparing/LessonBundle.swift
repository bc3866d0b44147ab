internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// One file with all that lessons need: base images and Python packages. It is made where there is a network, and carried
/// to machines that have none.
///
/// The file is a tar archive of `bundle.json`, which names every other file with its digest, `images.tar` and `wheels/`.
public struct LessonBundle {
    private let home: String
    private let surroundings: Surroundings
    private let say: (String) -> Void

    private static let format = "slipway-bundle/1"

    /// - Parameter say: told what is done, a line at a time.
    public init(in surroundings: Surroundings, say: @escaping (String) -> Void) throws {
        guard let home = surroundings.store else {
            throw LessonPlayer.Failure("HOME is not set, so there is no place for the store")
        }
        // The store makes its own folder first: it does not move into one that holds other files.
        do { _ = try Store.open(at: FilePath(home)) } catch { throw LessonPlayer.Failure(error.description) }
        self.home = home
        self.surroundings = surroundings
        self.say = say
    }

    // MARK: Making one

    /// Fetches what the lessons need, and writes it into a file.
    ///
    /// - Parameter path: absolute.
    public func export(_ lessons: [Lesson], to path: String) throws {
        let images = Set(lessons.flatMap(\.needs.images)).sorted()
        // Making sure of the images is what a rehearsal begins with; its folder is one that goes by itself.
        let rehearsal = try Rehearsal(needing: images, in: surroundings)
        let folder = rehearsal.root + "/bundle"
        try run(["mkdir", "-p", folder + "/wheels"], "no folder can be made for the bundle")
        if !images.isEmpty {
            say("Packing \(images.joined(separator: ", "))")
            let words = [surroundings.program, "save", "--compression", "zstd:12", "-o", folder + "/images.tar"]
            try run(words + images, "the images cannot be packed")
        }
        for lesson in lessons { try pack(wheelsOf: lesson, into: folder + "/wheels") }
        try put(manifest(of: folder, lessons).encoded(), folder + "/bundle.json")
        let draft = path + ".new"
        let parts = images.isEmpty ? ["wheels"] : ["images.tar", "wheels"]
        try run(
            ["tar", "-C", folder, "--owner=0", "--group=0", "-cf", draft, "bundle.json"] + parts,
            "the bundle cannot be written")
        guard rename(draft, path) == 0 else { throw LessonPlayer.Failure("\(path): \(ErrnoWords.last)") }
    }

    private func pack(wheelsOf lesson: Lesson, into folder: String) throws {
        let wheels = Wheels(lesson: lesson, folder: home + "/wheelhouse", surroundings: surroundings)
        guard !wheels.requirements.isEmpty else { return }
        say("Fetching wheels for \(lesson.title)")
        let report = wheels.fetch()
        // One that is not to be had may be the very point of a step; the rehearsal tells.
        if !report.missing.isEmpty { say("Not to be had: \(report.missing.joined(separator: ", "))") }
        let script = #"cd "$1" && for name in *.whl; do [ ! -e "$name" ] || cp -l "$name" "$2/" || exit; done"#
        try run(["/bin/bash", "-c", script, "slipway", wheels.folder, folder], "the wheels cannot be copied")
    }

    private func manifest(of folder: String, _ lessons: [Lesson]) throws -> JSON {
        let files = try Self.files(of: folder).map { name in
            JSON.Member(name, .string(try Self.digest(of: folder + "/" + name).description))
        }
        return .object([
            "format": .string(Self.format), "lessons": .strings(lessons.map(\.id)), "files": .object(files),
        ])
    }

    // MARK: Using one

    /// Makes what is in a bundle this store's, once every file of it has the digest that it should have.
    ///
    /// - Parameter path: absolute.
    /// - Returns: the IDs of the lessons that it is for.
    public func load(_ path: String) throws -> [String] {
        let folder = home + "/bundle-\(getpid())"
        defer { Rehearsal.remove(folder, in: surroundings) }
        try run(["mkdir", "-p", home + "/wheelhouse", folder], "\(home) cannot be written")
        say("Reading \(path)")
        try run(
            ["tar", "-C", folder, "--no-same-owner", "--no-same-permissions", "-xf", path],
            "\(path) is no bundle")
        let lessons = try verify(folder, named: path)
        if access(folder + "/images.tar", R_OK) == 0 {
            try run([surroundings.program, "load", "-i", folder + "/images.tar"], "the images cannot be loaded")
        }
        let script =
            #"cd "$1/wheels" 2>/dev/null || exit 0; for name in *.whl; do [ ! -e "$name" ] || mv -f "$name" "$2/"; done"#
        try run(["/bin/bash", "-c", script, "slipway", folder, home + "/wheelhouse"], "the wheels cannot be kept")
        return lessons
    }

    private func verify(_ folder: String, named path: String) throws -> [String] {
        guard let bytes = try? WholeFile.read(folder + "/bundle.json"), let json = try? JSON(parsing: bytes),
            json["format"]?.string == Self.format, let expected = json["files"]?.members
        else { throw LessonPlayer.Failure("\(path) is no bundle that this program knows") }
        let names = try Self.files(of: folder)
        guard names == expected.map(\.name).sorted() else {
            throw LessonPlayer.Failure("\(path) is damaged: it has not just the files that it should have")
        }
        for file in expected {
            guard try Self.digest(of: folder + "/" + file.name).description == file.value.string else {
                throw LessonPlayer.Failure("\(path) is damaged: \(file.name) is not what its digest says. Copy it anew")
            }
        }
        return json["lessons"]?.strings ?? []
    }

    // MARK: Files

    /// Paths of the files below a bundle's folder, without the manifest itself, in order.
    private static func files(of folder: String) throws -> [String] {
        let top = Folder.namesOrNone(of: folder).filter { $0 != "bundle.json" && $0 != "wheels" }
        return (top + Folder.namesOrNone(of: folder + "/wheels").map { "wheels/" + $0 }).sorted()
    }

    private static func digest(of path: String) throws -> Digest {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw LessonPlayer.Failure("\(path): \(ErrnoWords.last)") }
        defer { close(file) }
        var hasher = DigestHasher()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count >= 0 else { throw LessonPlayer.Failure("\(path): \(ErrnoWords.last)") }
            if count == 0 { return hasher.finalize() }
            hasher.update(Array(buffer[..<count]))
        }
    }

    private func put(_ bytes: [UInt8], _ path: String) throws {
        do { try WholeFile.replace(path, with: bytes) } catch {
            throw LessonPlayer.Failure("\(path): \(error.reason)")
        }
    }

    private func run(_ words: [String], _ fault: String) throws {
        var said: [String] = []
        let status = WorkspaceShell(folder: "/", in: surroundings).run(program: words) { lines in
            said += lines.map { String(decoding: $0, as: UTF8.self) }
        }
        guard status == 0 else {
            throw LessonPlayer.Failure(([fault + ":"] + said.suffix(8)).joined(separator: "\n"))
        }
    }
}
