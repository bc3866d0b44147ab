internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import LessonFormat
internal import Surroundings
internal import SystemPackage

/// What a rehearsal depends on: once one of these has changed, the rehearsal no longer proves anything.
struct RehearsalGround: Equatable {
    /// The digest of all files of the lesson's folder.
    var lesson: String
    /// The program's version, and what tells its files from those of another build.
    var program: String
    /// The engine, the user, and the kernel.
    var system: String
    /// The learner's own base images, each by its name, with its manifest and how much its layers hold.
    var images: [String: String] = [:]

    init(lesson: String, program: String, system: String, images: [String: String] = [:]) {
        self.lesson = lesson
        self.program = program
        self.system = system
        self.images = images
    }

    /// Looks at all but the base images, which may not be there yet.
    ///
    /// Nil where something cannot be read, and for a lesson that is not what its folder says.
    init?(of lesson: Lesson, by engine: EngineName, in surroundings: Surroundings) {
        guard let files = Self.digest(of: lesson, in: surroundings), let program = Self.mark(of: surroundings.program),
            let kernel = try? WholeFile.read("/proc/sys/kernel/osrelease")
        else { return nil }
        let release = String(decoding: kernel.filter { $0 != 0x0A }, as: UTF8.self)
        self.init(lesson: files, program: program, system: "\(engine.rawValue) \(geteuid()) \(release)")
    }

    /// Looks at the base images.
    ///
    /// - Parameter home: the learner's own store.
    /// - Throws: where one of them is not there, or has lost a layer.
    static func images(of lesson: Lesson, in home: String) throws -> [String: String] {
        let store = try Store.open(at: FilePath(home))
        var marks: [String: String] = [:]
        for name in lesson.needs.images {
            let image = try store.resolve(name)
            let layers = try store.layers(of: image).map { try LayerMark.of($0, in: store) }
            marks[name] = ([image.manifestDigest.description] + layers).joined(separator: "\n")
        }
        return marks
    }

    /// What has changed since, in words that follow "since then"; nil if nothing has.
    func change(to now: RehearsalGround) -> String? {
        if lesson != now.lesson { return "the lesson has changed" }
        if program != now.program { return "the program has changed" }
        if system != now.system { return "the engine, the user or the kernel has changed" }
        return images == now.images ? nil : "a base image has changed"
    }

    /// The digest of all files of the lesson's folder; nil where they cannot be read, or are another lesson's.
    static func digest(of lesson: Lesson, in surroundings: Surroundings) -> String? {
        guard let shelf = LessonShelf(in: surroundings), let folder = try? shelf.folder(lesson.id),
            let files = try? shelf.files(of: folder), (try? LessonReader.lesson(files)) == lesson
        else { return nil }
        let marks = files.content.mapValues { Digest(of: $0).description }
        return Digest(of: JSON.strings(marks).encoded()).description
    }

    /// The program, and the two that it starts for networking and in containers.
    private static func mark(of program: String) -> String? {
        guard let path = realpath(program, nil) else { return nil }
        defer { free(path) }
        let own = String(cString: path)
        let folder = own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex)
        let files = [own] + ["slipway-registry", "slipway-init"].map { "\(folder)/\($0)" }
        return ([ProgramVersion.current] + files.map(fileMark)).joined(separator: "\n")
    }

    private static func fileMark(_ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "-" }
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_ino)"
    }
}
