internal import Files
internal import Glibc
internal import ImageFormat
internal import LessonFormat
public import Surroundings

extension LessonBundle {
    /// What a command line means by the name of a bundle: an address as it is, else a path.
    public static func source(_ word: String, in surroundings: Surroundings) -> String {
        BundleDownload.isAddress(word) ? word : surroundings.absolute(word)
    }

    /// Makes what is in a bundle this store's, once every file of it has the digest that it should have.
    ///
    /// - Parameter source: the absolute path of the bundle, or its address on a web server, as `source` gives it.
    public func load(_ source: String) throws -> BundleReport {
        guard BundleDownload.isAddress(source) else { return try unpack(source, named: source) }
        let file = home + "/bundle-\(getpid()).tar"
        defer { unlink(file) }
        try BundleDownload(of: source, in: surroundings, say: say).fetch(to: file)
        return try unpack(file, named: source)
    }

    /// - Parameter name: what messages call the bundle.
    private func unpack(_ path: String, named name: String) throws -> BundleReport {
        let files = BundleFiles(folder: home + "/bundle-\(getpid())")
        defer { Rehearsal.remove(files.folder, in: surroundings) }
        try Self.demandFile(path)
        try run(["mkdir", "-p", home + "/wheelhouse", files.folder], "\(home) cannot be written")
        say("Reading \(name)")
        try untar(path, into: files.folder, named: name)
        let manifest = try files.verified(named: name)
        let names = try files.names()
        let lessons = try self.lessons(in: files, names)
        var report = BundleReport(lessons: manifest["lessons"]?.strings ?? [])
        try takeImages(manifest["images"]?.strings ?? [], from: files, &report)
        try takeWheels(names, from: files, &report)
        try take(lessons, from: files, &report)
        try takePackages(names, from: files, &report)
        takePrepared(from: files, brought: Set(lessons.map(\.lesson.id)), &report)
        return report
    }

    private static func demandFile(_ path: String) throws {
        guard access(path, F_OK) == 0 else { throw LessonFailure("there is no file \(path)") }
        guard !Folder.isFolder(path) else { throw LessonFailure("\(path) is a folder; a bundle is one file") }
        guard access(path, R_OK) == 0 else { throw LessonFailure("\(path) cannot be read: \(ErrnoWords.last)") }
    }

    private func untar(_ path: String, into folder: String, named name: String) throws {
        do {
            try run(
                ["tar", "-C", folder, "--no-same-owner", "--no-same-permissions", "-xf", path],
                "\(name) cannot be unpacked")
        } catch let failure as LessonFailure {
            // What the disk does not take is said by tar; what it says of the file itself helps nobody.
            let isOfDisk = ["Cannot write", "Cannot open", "Cannot mkdir"].contains { failure.description.contains($0) }
            throw isOfDisk
                ? failure
                : LessonFailure("\(name) is not a bundle, or was cut off on its way: copy it once more, whole")
        }
    }

    // MARK: Its parts

    private func takeImages(_ images: [String], from files: BundleFiles, _ report: inout BundleReport) throws {
        guard files.has("images.tar") else { return }
        let path = files.folder + "/images.tar"
        try run([surroundings.program, "load", "-i", path], "the images cannot be loaded")
        let what = images.isEmpty ? "those of the bundle" : images.joined(separator: ", ")
        report.rows.append(.init(kind: "images", name: what, bytes: files.size(of: "images.tar")))
    }

    private func takeWheels(_ names: [String], from files: BundleFiles, _ report: inout BundleReport) throws {
        let top = "wheels/"
        let wheels = names.filter { $0.hasPrefix(top) && $0.hasSuffix(".whl") }.map { String($0.dropFirst(top.count)) }
        guard !wheels.isEmpty else { return }
        let bytes = wheels.reduce(Int64(0)) { $0 + files.size(of: top + $1) }
        for wheel in wheels { try move(top + wheel, of: files, to: "\(home)/wheelhouse/\(wheel)") }
        let count = wheels.count == 1 ? "1 Python package" : "\(wheels.count) Python packages"
        report.rows.append(.init(kind: "wheels", name: count, bytes: bytes))
    }

    /// The lessons that are in a bundle, by their folders. One that cannot be read is refused before anything is taken.
    private func lessons(in files: BundleFiles, _ names: [String]) throws -> [(folder: String, lesson: Lesson)] {
        var lessons: [(folder: String, lesson: Lesson)] = []
        for folder in names.compactMap(Self.folder(ofLesson:)) {
            var tree = LessonTree(files.folder + "/lessons/" + folder)
            guard tree.readAll() else { throw LessonFailure("the lesson \(folder) of the bundle is too large") }
            let lesson = try LessonReader.lesson(LessonFiles(folder: folder, content: tree.content))
            lessons.append((folder: folder, lesson: lesson))
        }
        return lessons
    }

    /// The folder of the lesson that a file describes, as a shelf names it; nil for any other file.
    static func folder(ofLesson name: String) -> String? {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.first == "lessons", parts.last == "lesson.yaml" else { return nil }
        let folder = parts.dropFirst().dropLast()
        let isExercise = folder.count == 2 && folder.first == "exercises"
        return folder.count == 1 && folder.first != "exercises" || isExercise ? folder.joined(separator: "/") : nil
    }

    private func take(
        _ lessons: [(folder: String, lesson: Lesson)], from files: BundleFiles, _ report: inout BundleReport
    ) throws {
        for (folder, lesson) in lessons {
            let target = LessonShelf.folderOfBrought(below: home) + "/" + folder
            // An earlier one of that name goes as a whole: a file that the new one does not have must not stay.
            if access(target, F_OK) == 0 { Rehearsal.remove(target, in: surroundings) }
            try move("lessons/" + folder, of: files, to: target)
            report.rows.append(.init(kind: "lesson", name: "\(folder): \(lesson.title)", bytes: nil))
        }
    }

    private func takePackages(_ names: [String], from files: BundleFiles, _ report: inout BundleReport) throws {
        for name in names where name.hasPrefix("packages/") {
            let (target, bytes) = (home + "/" + name, files.size(of: name))
            try move(name, of: files, to: target)
            report.rows.append(.init(kind: "package", name: String(name.dropFirst("packages/".count)), bytes: bytes))
            report.notes.append("To install it for all users: \(BundledPackages.command(for: target))")
        }
    }

    /// What cannot land is rehearsed here: nobody is left without the lesson for it.
    ///
    /// - Parameter brought: IDs of the lessons that are in the bundle themselves.
    private func takePrepared(from files: BundleFiles, brought: Set<String>, _ report: inout BundleReport) {
        // Lessons are where the bundle's are, whatever folder a variable names.
        guard let shelf = LessonShelf(in: surroundings.without(["SLIPWAY_LESSONS"])) else { return }
        for id in report.lessons {
            let name = PreparedParcel.name(of: id)
            guard let lesson = try? shelf.lesson(id) else { continue }
            guard files.has("\(name)/\(PreparedParcel.about)") else {
                // It may have been rehearsed here before; a lesson that was brought is another one than then.
                let isHere = PreparedLesson(lesson, below: home, in: surroundings) != nil
                if isHere, !brought.contains(id) { report.prepared.insert(id) }
                continue
            }
            say("Unpacking how each step of \(lesson.title) begins")
            do {
                try PreparedParcel(lesson: lesson, folder: "\(files.folder)/\(name)", bundle: self).land()
                report.rows.append(.init(kind: "prepared", name: "\(id): \(lesson.steps.count) steps", bytes: nil))
                report.prepared.insert(id)
            } catch {
                report.notes.append("\(id) is not prepared: \(error)")
            }
        }
    }

    private func move(_ name: String, of files: BundleFiles, to target: String) throws {
        do { try Folder.makeParents(of: target) } catch { throw LessonFailure(error.description) }
        guard rename(files.folder + "/" + name, target) == 0 else {
            throw LessonFailure("\(target): \(ErrnoWords.last)")
        }
    }
}
