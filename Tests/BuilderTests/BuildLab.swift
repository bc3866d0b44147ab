import BuildPlan
import Builder
import FoundationEssentials
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

/// A store and a build context of their own, for one test.
final class BuildLab {
    let folder: String
    let store: Store

    init() throws {
        var template = Array("/tmp/slipway-builder-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        mkdir(folder + "/context", 0o755)
        store = try Store.open(at: FilePath(folder).appending("store"))
    }

    /// What another lab left behind, in another place.
    init(movedFrom other: borrowing BuildLab) throws {
        folder = other.folder + ".moved"
        try #require(rename(other.folder, folder) == 0)
        store = try Store.open(at: FilePath(folder).appending("store"))
    }

    deinit {
        // Layers may hold folders without permissions; root removes them all the same.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var context: String { folder + "/context" }

    /// Writes a file of the context.
    func write(_ path: String, _ text: String, mode: mode_t = 0o644) throws {
        let whole = context + "/" + path
        if let slash = path.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: context + "/" + path[..<slash], withIntermediateDirectories: true)
        }
        try Data(text.utf8).write(to: URL(filePath: whole))
        chmod(whole, mode)
    }

    func remove(_ path: String) { unlink(context + "/" + path) }

    /// Builds the context with a Dockerfile; `#!busybox` in its first line puts the host's static busybox into the
    /// context as `busybox`.
    func build(_ dockerfile: String, tags: [String] = ["test:1"], change: (inout BuildRequest) -> Void = { _ in })
        throws
        -> Outcome
    {
        try write("Dockerfile", dockerfile)
        var request = BuildRequest(
            dockerfile: .file(path: context + "/Dockerfile", shown: "Dockerfile"), context: context,
            tags: try tags.map { try Reference($0) })
        change(&request)
        let store = store
        let ready = request
        return BuildThread.shared.perform {
            var events: [BuildEvent] = []
            let result = Build(ready, store: store, checkout: nil) { events.append($0.event) }.run()
            return Outcome(events: events, result: result)
        }
    }

    /// Puts the host's static busybox into the context.
    func addBusybox() throws {
        try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: context + "/busybox")
    }

    func image(_ name: String = "test:1") throws -> StoredImage { try store.resolve(name) }

    /// Paths of the image's files from the highest layer that has them.
    func file(_ path: String, in name: String = "test:1") throws -> String? {
        for layer in try store.layers(of: try image(name)).reversed() {
            if let data = FileManager.default.contents(atPath: layer.path.string + "/" + path) {
                return String(decoding: data, as: UTF8.self)
            }
        }
        return nil
    }

    /// `stat` of a file of the image, from the highest layer that has it.
    func status(_ path: String, in name: String = "test:1") throws -> stat? {
        for layer in try store.layers(of: try image(name)).reversed() {
            var status = stat()
            if lstat(layer.path.string + "/" + path, &status) == 0 { return status }
        }
        return nil
    }
}

/// A build that has ended.
struct Outcome: Sendable {
    let events: [BuildEvent]
    let result: BuildResult

    var outline: BuildOutline {
        for case .planned(let outline) in events { return outline }
        return BuildOutline(stages: [], steps: [])
    }

    var finishes: [StepFinish] {
        events.compactMap { if case .stepFinished(let finish) = $0 { finish } else { nil } }.sorted {
            $0.step < $1.step
        }
    }

    var image: BuiltImage? { if case .succeeded(let image) = result { image } else { nil } }

    /// A letter a step: `c` cached, `d` done, `f` failed, `s` skipped.
    var letters: String {
        finishes.map { finish in
            switch finish.outcome {
            case .cached: "c"
            case .done: "d"
            case .failed: "f"
            case .skipped: "s"
            case .cancelled: "x"
            }
        }.joined()
    }

    /// Why the first step that missed did.
    var firstMiss: MissCause? { finishes.lazy.compactMap(\.miss).first }

    /// What the learner reads about each miss.
    var reasons: [String] {
        let words = MissWords(outline: outline)
        return finishes.compactMap { finish in
            guard let cause = finish.miss, let step = outline.steps.first(where: { $0.id == finish.step }) else {
                return nil
            }
            return words.line(for: step.text, cause)
        }
    }

    var log: String {
        events.compactMap { if case .stepLog(let log) = $0 { log.text } else { nil } }.joined()
    }

    var failure: StepFailure? {
        finishes.lazy.compactMap { if case .failed(let failure) = $0.outcome { failure } else { nil } }.first
    }
}
