public import Faults

/// The files of one lesson, by their path below its folder. The folder itself is read at the program's edge.
public struct LessonFiles: Equatable, Sendable {
    /// The folder's path below `Lessons/`.
    public var folder: String
    public var content: [String: [UInt8]]

    public init(folder: String, content: [String: [UInt8]]) {
        self.folder = folder
        self.content = content
    }

    /// The files below a folder of the lesson, by their path in it.
    func below(_ path: String) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for (name, bytes) in content where name.hasPrefix(path + "/") {
            found[String(name.dropFirst(path.count + 1))] = bytes
        }
        return found
    }
}

/// `lesson.yaml`, steps and solutions → a lesson.
public enum LessonReader {
    private static let keys = [
        "id", "title", "summary", "needs", "workspace", "image", "registry", "machines", "steps",
    ]

    /// Reads a lesson.
    /// - Throws: the first thing that cannot be used, with its place.
    public static func lesson(_ files: LessonFiles) throws(TextFault) -> Lesson {
        let name = files.folder + "/lesson.yaml"
        guard let bytes = files.content["lesson.yaml"] else {
            throw TextFault(file: name, message: "the file is missing; a lesson is described there")
        }
        let root = try YAMLPlace(file: name).parse(PlainText.of(bytes))
        let mapping = try root.mapping("a lesson", keys: keys)
        let stepNames = try mapping.required("steps")
        var steps: [Step] = []
        var room = LessonLimits.steps
        for entry in try stepNames.list("steps") { steps.append(try step(entry, files, room: &room)) }
        let ids = Set(steps.map(\.id))
        let solution = files.below("solution").filter { path, _ in !ids.contains { path.hasPrefix($0 + "/") } }
        let lesson = Lesson(
            id: try mapping.text("id"), title: try mapping.text("title"), summary: try mapping.text("summary"),
            needs: try needs(mapping), workspace: try workspace(mapping), image: try image(mapping), steps: steps,
            start: files.below("start"), solution: solution, registry: try LessonServicesReader.registry(mapping),
            machines: try LessonServicesReader.machines(mapping))
        guard files.folder.split(separator: "/").last.map(String.init) == lesson.id else {
            throw try mapping.required("id").diagnostic("id must be the folder's name")
        }
        return lesson
    }

    /// All that cannot be used, for an author who mends it at one go: the first fault of `lesson.yaml`, and those of each
    /// step. Empty where the lesson can be read.
    public static func faults(_ files: LessonFiles) -> [TextFault] {
        var faults: [TextFault] = []
        do throws(TextFault) {
            _ = try lesson(files)
            return []
        } catch {
            faults.append(error)
        }
        for path in files.content.keys.sorted() where path.hasPrefix("steps/") && path.hasSuffix(".md") {
            let id = String(path.dropFirst("steps/".count).dropLast(".md".count).drop { $0.isNumber || $0 == "-" })
            let reader = StepReader(file: files.folder + "/" + path, id: id, files: [:], trials: [])
            faults += reader.faults(PlainText.of(files.content[path] ?? [])).filter { !faults.contains($0) }
        }
        return faults
    }

    /// - Parameter room: how many bytes this step and those behind it may have.
    private static func step(
        _ entry: YAMLValue, _ files: LessonFiles, room: inout Int
    ) throws(TextFault) -> Step {
        let name = try entry.text("a step")
        let path = "steps/\(name).md"
        guard let bytes = files.content[path] else { throw entry.diagnostic("the file \(path) is missing") }
        room -= bytes.count
        guard room >= 0 else {
            let limit = LessonLimits.words(LessonLimits.steps)
            throw entry.diagnostic("the steps up to this one hold more than \(limit): make two lessons of it")
        }
        let id = String(name.drop { $0.isNumber || $0 == "-" })
        guard !id.isEmpty else { throw entry.diagnostic("a step's file is called NN-name.md") }
        let reader = StepReader(
            file: files.folder + "/" + path, id: id, files: files.below("solution/" + id),
            trials: try trials("trials/\(name).yaml", files))
        return try reader.step(PlainText.of(bytes))
    }

    private static func trials(_ path: String, _ files: LessonFiles) throws(TextFault) -> [Trial] {
        guard let bytes = files.content[path] else { return [] }
        return try TrialReader(file: files.folder + "/" + path).trials(PlainText.of(bytes))
    }

    private static func needs(_ mapping: YAMLMapping) throws(TextFault) -> LessonNeeds {
        var needs = LessonNeeds()
        guard let value = mapping["needs"] else { return needs }
        let inner = try value.mapping("needs", keys: ["images", "ports"])
        needs.images = try inner.texts("images")
        for port in try inner["ports"]?.list("ports") ?? [] {
            guard let number = UInt16(exactly: try port.integer("a port")) else {
                throw port.diagnostic("a port is from 1 to 65535")
            }
            needs.ports.append(number)
        }
        return needs
    }

    /// One folder's name: the workspace never leaves `Sandbox/`.
    private static func workspace(_ mapping: YAMLMapping) throws(TextFault) -> String {
        let value = try mapping.required("workspace")
        let name = try value.text("workspace")
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
            throw value.diagnostic("workspace is the name of one folder")
        }
        return name
    }

    private static func image(_ mapping: YAMLMapping) throws(TextFault) -> LessonImage? {
        guard let value = mapping["image"] else { return nil }
        let inner = try value.mapping("image", keys: ["reference", "port", "container_port"])
        let hasPort = inner["port"] != nil
        return LessonImage(
            reference: try inner.text("reference"), port: hasPort ? try CheckReader.port("port", inner) : nil,
            containerPort: hasPort ? try CheckReader.port("container_port", inner) : nil)
    }
}

extension Lesson {
    /// The files of the workspace as they should be after a step: what the learner began with, the lesson's solution over
    /// it, and those of each step up to it over both.
    public func files(after step: Int) -> [String: [UInt8]] {
        var files = start.merging(solution) { _, later in later }
        for step in steps.prefix(step + 1) { files.merge(step.files) { _, later in later } }
        return files
    }
}
