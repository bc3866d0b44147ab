internal import Engines
internal import Files
internal import Glibc
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// One file with all that lessons need: base images, Python packages, lessons of one's own, and the packages of the program.
/// It is made where there is a network, and carried to machines that have none.
///
/// The file is a tar archive of `bundle.json`, which names every other file with its digest, `images.tar`, `wheels/`,
/// `lessons/`, `packages/` and `prepared/`, which has how a lesson was at the beginning of each step where it was prepared;
/// see `PreparedParcel`.
public struct LessonBundle {
    /// The learner's own store.
    let home: String
    let surroundings: Surroundings
    let say: (String) -> Void

    /// - Parameter say: told what is done, a line at a time.
    public init(in surroundings: Surroundings, say: @escaping (String) -> Void) throws {
        guard let home = surroundings.store else {
            throw LessonFailure("HOME is not set, so there is no place for the store")
        }
        // The store makes its own folder first: it does not move into one that holds other files.
        do { _ = try Store.open(at: FilePath(home)) } catch { throw LessonFailure(error.description) }
        self.home = home
        // Its images are Slipway's own, whoever builds: Docker is handed those that it does not have.
        self.surroundings = surroundings.with(EngineName.variable, EngineName.own.rawValue)
        self.say = say
    }

    /// Fetches what the lessons need, and writes it into a file. Lessons that do not come with Slipway are in it as well.
    ///
    /// - Parameters:
    ///   - shelf: where the lessons come from.
    ///   - path: absolute.
    public func export(_ lessons: [Lesson], on shelf: LessonShelf, to path: String) throws {
        // A lesson that is being presented is refused before minutes are spent on the rest.
        for lesson in lessons { try PreparedParcel.hold(lesson, for: self) }
        let images = Set(lessons.flatMap(\.needs.images)).sorted()
        // Making sure of the images is what a rehearsal begins with; its folder is one that goes by itself.
        let rehearsal = try Rehearsal(needing: images, in: surroundings)
        let files = BundleFiles(folder: rehearsal.root + "/bundle")
        try run(["mkdir", "-p", files.folder + "/wheels"], "no folder can be made for the bundle")
        try pack(images, into: files)
        for lesson in lessons { try pack(wheelsOf: lesson, into: files.folder + "/wheels") }
        try pack(lessons, on: shelf, into: files)
        try packPackages(into: files)
        for lesson in lessons {
            let folder = "\(files.folder)/\(PreparedParcel.name(of: lesson.id))"
            try PreparedParcel(lesson: lesson, folder: folder, bundle: self).pack()
        }
        let manifest = try files.manifest(lessons: lessons.map(\.id), images: images)
        try put(manifest, files.folder + "/" + BundleFiles.manifestName)
        let draft = path + ".new"
        let parts = ["images.tar", "wheels", "lessons", "packages", "prepared"].filter(files.has)
        try run(
            ["tar", "-C", files.folder, "--owner=0", "--group=0", "-cf", draft, BundleFiles.manifestName] + parts,
            "the bundle cannot be written")
        guard rename(draft, path) == 0 else { throw LessonFailure("\(path): \(ErrnoWords.last)") }
    }

    // MARK: Its parts

    private func pack(_ images: [String], into files: BundleFiles) throws {
        guard !images.isEmpty else { return }
        say("Packing \(images.joined(separator: ", "))")
        let words = [surroundings.program, "save", "--compression", "zstd:12", "-o", files.folder + "/images.tar"]
        try run(words + images, "the images cannot be packed")
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

    private func pack(_ lessons: [Lesson], on shelf: LessonShelf, into files: BundleFiles) throws {
        for lesson in lessons {
            let folder = try shelf.folder(lesson.id)
            guard !shelf.isSlipways(folder) else { continue }
            say("Packing the lesson \(folder)")
            for (path, bytes) in try shelf.files(of: folder).content {
                try put(bytes, "\(files.folder)/lessons/\(folder)/\(path)")
            }
        }
    }

    /// Where `slipway package` was run, the machine that the bundle is carried to needs nothing else.
    private func packPackages(into files: BundleFiles) throws {
        guard let dist = surroundings.checkout.map({ $0.root + "/dist" }) else { return }
        for name in Folder.namesOrNone(of: dist) where BundledPackages.isOfThisVersion(name) {
            say("Packing \(name)")
            try run(["mkdir", "-p", files.folder + "/packages"], "no folder can be made for the bundle")
            try run(["cp", dist + "/" + name, files.folder + "/packages/"], "\(name) cannot be packed")
            let way = BundledPackages.command(for: "./packages/" + name)
            say("Where there is no Slipway yet: tar -xf FILE packages && \(way)")
        }
    }

    // MARK: What both ways need

    func put(_ bytes: [UInt8], _ path: String) throws {
        do { try WholeFile.replace(path, with: bytes) } catch {
            throw LessonFailure("\(path): \(error.reason)")
        }
    }

    func run(_ words: [String], _ fault: String) throws {
        var said: [String] = []
        let status = WorkspaceShell(folder: "/", in: surroundings).run(program: words) { lines in
            said += lines.map { String(decoding: $0, as: UTF8.self) }
        }
        guard status == 0 else {
            throw LessonFailure(([fault + ":"] + said.suffix(8)).joined(separator: "\n"))
        }
    }
}

/// The names of what `slipway package` makes.
enum BundledPackages {
    /// A package of another version of the program would not be the one that the bundle was tried with.
    static func isOfThisVersion(_ name: String) -> Bool {
        let version = ProgramVersion.current
        return name.hasPrefix("slipway_\(version)_") && name.hasSuffix(".deb")
            || name.hasPrefix("slipway-\(version)-linux-") && name.hasSuffix(".tar.gz")
    }

    /// The command that installs a package, by its path.
    static func command(for path: String) -> String {
        path.hasSuffix(".deb") ? "sudo apt install \(path)" : "sudo tar -C /usr/local --strip-components=1 -xf \(path)"
    }
}
