import Engines
import Files
import Foundation
import Glibc
import ImageFormat
import ImageStore
import LessonFormat
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import LessonPlay

extension MiniatureCheckout {
    /// Puts an image of one file into a store, without the program.
    @discardableResult
    func putImage(_ name: String, holding text: String, in home: String) throws -> Layer {
        let store = try Store.open(at: FilePath(home))
        let snapshot = try store.beginSnapshot()
        try Data(text.utf8).write(to: URL(fileURLWithPath: snapshot.upper.string + "/file"))
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        let hashed = try store.layer(layer.id)
        try store.putImage(config: ImageConfig(), layers: [hashed], tags: [try Reference(name)])
        return hashed
    }
}

/// A lesson that was rehearsed before, and is prepared once more.
struct StandingRehearsalTests {
    private let checkout: MiniatureCheckout
    private var store: String { checkout.scratch("store") }
    private var prepared: String { store + "/prepared/01-small" }

    init() throws {
        checkout = try MiniatureCheckout()
        // The lesson needs a base image, and a Python package of which the learner has the wheel.
        let described = try checkout.scratch.text("Lessons/01-small/lesson.yaml")
        try checkout.scratch.put("needs: { images: [\"base:1\"] }\n" + described, at: "Lessons/01-small/lesson.yaml")
        try checkout.scratch.put("flask\n", at: "Lessons/01-small/solution/requirements.txt")
        try checkout.putImage("base:1", holding: "base", in: store)
        try checkout.scratch.put("12345", at: "store/wheelhouse/flask-1.whl")
    }

    private func prepare(again: Bool = false) throws -> (readiness: Readiness, said: [String]) {
        var said: [String] = []
        let preparation = try Preparation(of: checkout.lesson, in: checkout.surroundings, again: again) {
            said.append($0)
        }
        return (try preparation.run(), said)
    }

    private func isRehearsed(_ said: [String]) -> Bool { said.contains { $0.hasPrefix("Rehearsing step 1 of 2") } }

    /// Prepares twice: nothing is done for the second time.
    private func prepareTwice() throws {
        let first = try prepare()
        #expect(first.readiness.isReady && isRehearsed(first.said))
        let second = try prepare()
        #expect(second.readiness.isReady && second.said.isEmpty)
    }

    @Test func whatIsReadyIsSaidAtOnceWithItsTable() throws {
        let first = try prepare().readiness
        #expect(first.rehearsed == nil)
        let told = try checkout.told
        let (second, said) = try prepare()
        #expect(second.isReady && said.isEmpty)
        #expect(try checkout.told == told, "the program was not started")
        #expect(second.steps.map(\.title) == first.steps.map(\.title))
        #expect(second.steps.map(\.seconds) == first.steps.map(\.seconds))
        #expect(second.needs.map(\.name) == first.needs.map(\.name))
        #expect(second.needs.last?.found == "1, 5B")
        let day = try #require(second.rehearsed?.day)
        #expect(second.lines[1] == "Small: ready already, also without a network (rehearsed on \(day)).")
        #expect(second.lines.contains("  Rehearsed with the network off on \(day):"))
        #expect(second.lines.last?.hasSuffix("slipway prepare --again 01-small") == true)
        #expect(isRehearsed(try prepare(again: true).said))
    }

    /// What a rehearsal depends on, and what it made: each is changed, or lost.
    enum Change: String, CaseIterable {
        case lessonFile, newLessonFile, program, baseImage, lostBaseLayer, wheel, lostWheel, lentWheel
        case workspaceOfAStep, lostState, lostIndex, lostPin, lostStamp, cutStamp
    }

    private func make(_ change: Change) throws {
        let scratch = checkout.scratch
        let files = FileManager.default
        switch change {
        case .lessonFile: try scratch.put("hello!\n", at: "Lessons/01-small/solution/note.txt")
        case .newLessonFile: try scratch.put("", at: "Lessons/01-small/start/new.txt")
        case .program:
            let program = try scratch.text("bin/slipway")
            try scratch.put(program + "# another build\n", at: "bin/slipway", mode: 0o755)
        case .baseImage: try checkout.putImage("base:1", holding: "another", in: store)
        case .lostBaseLayer:
            let image = try Store.open(at: FilePath(store)).resolve("base:1")
            let layer = try #require(try Store.open(at: FilePath(store)).layers(of: image).first)
            try files.removeItem(atPath: layer.path.appending("file").string)
        case .wheel:
            try files.removeItem(atPath: scratch("store/wheelhouse/flask-1.whl"))
            try scratch.put("54321", at: "store/wheelhouse/flask-1.whl")
        case .lostWheel: try files.removeItem(atPath: scratch("store/wheelhouse/flask-1.whl"))
        case .lentWheel: try files.removeItem(atPath: prepared + "/home/wheelhouse/flask-1.whl")
        case .workspaceOfAStep: try Data("x".utf8).write(to: URL(filePath: prepared + "/states/1/workspace/note.txt"))
        case .lostState: try files.removeItem(atPath: prepared + "/states/1")
        case .lostIndex: try files.removeItem(atPath: prepared + "/states/2/index.json")
        case .lostPin: try files.removeItem(atPath: prepared + "/home/pins/prepared")
        case .lostStamp: try files.removeItem(atPath: prepared + "/rehearsal.json")
        case .cutStamp: try Data("{".utf8).write(to: URL(filePath: prepared + "/rehearsal.json"))
        }
    }

    @Test(arguments: Change.allCases)
    func whatHasChangedOrWasLostIsRehearsedAgain(_ change: Change) throws {
        try prepareTwice()
        try make(change)
        #expect(isRehearsed(try prepare().said), "\(change)")
        #expect(try prepare().said.isEmpty, "the new rehearsal stands")
    }

    @Test func theCauseIsSaid() throws {
        try prepareTwice()
        try make(.lessonFile)
        let first = try #require(try prepare().said.first)
        #expect(first.hasPrefix("Small was rehearsed on ") && first.contains("since then the lesson has changed"))
    }

    @Test func otherLessonsWheelsChangeNothing() throws {
        try prepareTwice()
        try checkout.scratch.put("1", at: "store/wheelhouse/other-1.whl")
        #expect(try prepare().said.isEmpty)
    }

    @Test func anotherEngineIsAnotherGround() throws {
        let lesson = try checkout.lesson
        let ground = try #require(RehearsalGround(of: lesson, by: .own, in: checkout.surroundings))
        let docker = try #require(RehearsalGround(of: lesson, by: .docker, in: checkout.surroundings))
        #expect(ground.change(to: ground) == nil)
        #expect(ground.change(to: docker) == "the engine, the user or the kernel has changed")
    }

    @Test func aRehearsalThatFailsTakesTheEarlierOnesWordAway() throws {
        try prepareTwice()
        var broken = try checkout.lesson
        broken.steps[1].solution = []
        let failed = try Preparation(of: broken, in: checkout.surroundings) { _ in }.run()
        #expect(!failed.isReady && failed.rehearsed == nil, "a lesson that is not its folder's has no word either")
        #expect(isRehearsed(try prepare().said))
    }

    @Test func aPortThatIsTakenNowIsSaidAllTheSameAndNeedsNoCure() throws {
        let described = try checkout.scratch.text("Lessons/01-small/lesson.yaml")
        let listener = try LoopbackListener()
        defer { close(listener.descriptor) }
        let port = listener.port
        let needs = described.replacing("images: [\"base:1\"]", with: "images: [\"base:1\"], ports: [\(port)]")
        try checkout.scratch.put(needs, at: "Lessons/01-small/lesson.yaml")
        _ = try prepare()
        let (readiness, said) = try prepare()
        #expect(said.isEmpty && readiness.isReady)
        let line = try #require(readiness.lines.first { $0.hasPrefix("  ok       port \(port)") })
        #expect(line.contains(" is taken") && line.contains("has another one in its place"), "\(line)")
    }
}

/// What a preparation needs of the images that its steps begin with.
struct PreparedMarksTests {
    private let checkout: MiniatureCheckout
    private let prepared: PreparedLesson

    init() throws {
        checkout = try MiniatureCheckout()
        prepared = PreparedLesson(try checkout.lesson, root: checkout.scratch("prepared"), in: checkout.surroundings)
        let home = prepared.place.home
        try checkout.putImage("base:1", holding: "base", in: home)
        try prepared.capture(0)
        try checkout.putImage("small:v1", holding: "made", in: home)
        for step in 1...2 { try prepared.capture(step) }
        try prepared.finish()
    }

    private func lostLayer(_ remove: (Layer) throws -> Void) throws {
        let store = try Store.open(at: FilePath(prepared.place.home))
        try remove(try #require(try store.layers(of: store.resolve("small:v1")).first))
    }

    @Test func itStaysAsItIsWhileStepsBegin() throws {
        let marks = try prepared.marks()
        #expect(marks.layers.count == 2)
        for step in [0, 2, 1] { try prepared.restore(step) }
        #expect(try prepared.marks() == marks)
    }

    /// A lesson whose image is gone by its last step.
    private func forgetful() throws -> (lesson: PreparedLesson, layer: Layer) {
        let root = checkout.scratch("forgetful")
        let other = PreparedLesson(try checkout.lesson, root: root, in: checkout.surroundings)
        let home = other.place.home
        let layer = try checkout.putImage("gone:v1", holding: "gone", in: home)
        try other.capture(0)
        for name in ["index.json", "blobs/sha256"] { try FileManager.default.removeItem(atPath: home + "/" + name) }
        try checkout.scratch.makeFolder("forgetful/home/blobs/sha256")
        for step in 1...2 { try other.capture(step) }
        return (other, layer)
    }

    @Test func aLayerOfAnImageThatIsGoneAtTheEndIsKept() throws {
        let other = try forgetful().lesson
        #expect(try Store.open(at: FilePath(other.place.home)).images().isEmpty)
        try other.finish()
        #expect(try other.marks().layers.count == 1)
    }

    @Test func aStateWhoseLayerIsGoneIsNotFinished() throws {
        let (other, layer) = try forgetful()
        try FileManager.default.removeItem(at: URL(filePath: layer.path.string).deletingLastPathComponent())
        #expect(throws: (any Error).self) { try other.finish() }
    }

    @Test func aLayerWithoutItsRecordOrItsFilesIsNotWhole() throws {
        try lostLayer { try FileManager.default.removeItem(at: URL(filePath: $0.path.string)) }
        #expect(throws: (any Error).self) { try prepared.marks() }
    }

    @Test func aFileThatALayerHasLostIsSeen() throws {
        let marks = try prepared.marks()
        try lostLayer { try FileManager.default.removeItem(atPath: $0.path.appending("file").string) }
        #expect(try !marks.isKept(in: prepared.marks()))
    }

    @Test func aBlobThatAStateHasLostIsSeen() throws {
        let marks = try prepared.marks()
        let blobs = prepared.root + "/states/1/blobs"
        let blob = try #require(try FileManager.default.contentsOfDirectory(atPath: blobs).first)
        try FileManager.default.removeItem(atPath: blobs + "/" + blob)
        #expect(try !marks.isKept(in: prepared.marks()))
    }

    @Test func aRegistryMayHaveMoreAndNotLess() throws {
        let blob = "prepared/home/registries/01-small/data/docker/registry/v2/blobs/sha256/aa/data"
        try checkout.scratch.put("1", at: blob)
        let marks = try prepared.marks()
        #expect(marks.registries.keys.contains("01-small/sha256/aa/data"))
        try checkout.scratch.put("2", at: blob + "2")
        #expect(try marks.isKept(in: prepared.marks()))
        try FileManager.default.removeItem(atPath: checkout.scratch(blob))
        #expect(try !marks.isKept(in: prepared.marks()))
    }
}

/// What tells files apart.
struct FileMarksTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        try scratch.put("one", at: "tree/a/file")
        try FileManager.default.createSymbolicLink(atPath: scratch("tree/link"), withDestinationPath: "a/file")
    }

    @Test func bytesModesAndLinksCountAndTimesDoNot() throws {
        let first = try FileMarks.all(below: scratch("tree"))
        #expect(Set(first.keys) == ["a", "a/file", "link"] && first["link"] == "link a/file")
        try scratch.put("one", at: "tree/a/file")
        #expect(try FileMarks.all(below: scratch("tree")) == first)
        try scratch.put("two", at: "tree/a/file")
        #expect(try FileMarks.all(below: scratch("tree")) != first)
        try scratch.put("one", at: "tree/a/file", mode: 0o755)
        #expect(try FileMarks.all(below: scratch("tree")) != first)
    }

    @Test func anExtentSeesWhatComesAndGoes() throws {
        let first = FileMarks.extent(of: scratch("tree"))
        #expect(first == FileMarks.extent(of: scratch("tree")))
        try scratch.put("", at: "tree/b")
        #expect(first != FileMarks.extent(of: scratch("tree")))
    }

    @Test func aFolderThatIsNotThereHasNoneOrIsAnError() throws {
        #expect(try FileMarks.allIfPresent(below: scratch("nothing")).isEmpty)
        #expect(throws: (any Error).self) { try FileMarks.all(below: scratch("nothing")) }
    }
}
