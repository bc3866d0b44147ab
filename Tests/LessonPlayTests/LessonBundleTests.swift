import Faults
import Foundation
import Glibc
import ImageFormat
import ImageStore
import LessonFormat
import Processes
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import LessonPlay

/// What lessons need, in one file, from one machine to another.
struct LessonBundleTests {
    /// A program that saves and loads as far as a bundle can tell.
    private static let program = """
        case $1 in
        save) while [ $# -gt 0 ]; do [ "$1" != -o ] || echo layers >"$2"; shift; done ;;
        load) cat ${3:+"$3"} >"$SLIPWAY_HOME/loaded" ;;
        esac
        """

    private let here: MiniatureCheckout
    private let there: MiniatureCheckout
    private let bundle: String

    init() throws {
        here = try MiniatureCheckout(program: Self.program)
        there = try MiniatureCheckout(program: Self.program)
        bundle = here.scratch("lessons.bundle")
        _ = try Store.open(at: FilePath(here.scratch("store")))
    }

    private static let own = """
        id: 02-mine
        title: Mine
        summary: One step.
        workspace: mine
        steps: [01-do-it]
        """
    private static let step = "---\ntitle: Do it\ngoal: It is done.\n---\nDo it.\n"
    private static let package = "slipway_\(ProgramVersion.current)_amd64.deb"

    /// With a lesson that does not come with Slipway, and what `slipway package` has made.
    private func export() throws {
        try here.scratch.put(Self.own, at: "store/lessons/02-mine/lesson.yaml")
        try here.scratch.put(Self.step, at: "store/lessons/02-mine/steps/01-do-it.md")
        try here.scratch.put("a package", at: "dist/" + Self.package)
        try here.scratch.put("an old one", at: "dist/slipway_0.0.1_amd64.deb")
        let shelf = try #require(LessonShelf(in: here.surroundings))
        var lesson = try here.lesson
        lesson.needs.images = ["base:v1"]
        lesson.solution["requirements.txt"] = Array("left-pad==1\n".utf8)
        try here.scratch.put("wheel", at: "store/wheelhouse/left_pad-1-py3-none-any.whl")
        try LessonBundle(in: here.surroundings) { _ in }.export(
            [lesson, try shelf.lesson("02-mine")], on: shelf, to: bundle)
    }

    private func load(_ source: String? = nil) throws -> BundleReport {
        try LessonBundle(in: there.surroundings) { _ in }.load(source ?? bundle)
    }

    @Test func itCarriesImagesAndWheels() throws {
        try export()
        let report = try load()
        #expect(report.lessons == ["01-small", "02-mine"])
        #expect(report.rows.map(\.kind) == ["images", "wheels", "lesson", "package"])
        #expect(report.rows.map(\.name) == ["base:v1", "1 Python package", "02-mine: Mine", Self.package])
        #expect(report.lines.first?.hasPrefix("WHAT") == true && report.lines.count == 7, "\(report.lines)")
        #expect(report.lines.contains { $0.hasPrefix("images") && $0.hasSuffix("7B") })
        #expect(try there.scratch.text("store/loaded") == "layers\n")
        #expect(try there.scratch.text("store/wheelhouse/left_pad-1-py3-none-any.whl") == "wheel")
        let left = try FileManager.default.contentsOfDirectory(atPath: there.scratch("store"))
        #expect(!left.contains { $0.hasPrefix("bundle-") }, "\(left)")
    }

    /// Lessons of the author's own arrive with all their files, and are listed; Slipway's own stay where they are.
    @Test func itCarriesLessonsThatAreThenListed() throws {
        _ = try Store.open(at: FilePath(there.scratch("store")))
        try there.scratch.put("gone", at: "store/lessons/02-mine/steps/01-earlier.md")
        try export()
        _ = try load()
        #expect(try there.scratch.text("store/lessons/02-mine/steps/01-do-it.md") == Self.step)
        #expect(try there.scratch.text("store/packages/" + Self.package) == "a package")
        for path in ["lessons/02-mine/steps/01-earlier.md", "lessons/01-small", "packages/slipway_0.0.1_amd64.deb"] {
            #expect(!FileManager.default.fileExists(atPath: there.scratch("store/" + path)), "\(path)")
        }
        let shelf = try #require(LessonShelf(in: there.surroundings))
        #expect(shelf.folders() == ["01-small", "02-mine", "exercises/01-first"])
        let lines = LessonList(shelf, Progress()).lines
        #expect(lines.contains { $0.contains("02-mine") && $0.contains("Mine (1 step)") }, "\(lines)")
    }

    @Test(arguments: [
        ("lessons/02-mine/lesson.yaml", "02-mine"), ("lessons/exercises/01_A/lesson.yaml", "exercises/01_A"),
        ("lessons/02-mine/start/lesson.yaml", nil), ("lessons/exercises/lesson.yaml", nil),
        ("lessons/lesson.yaml", nil), ("wheels/02-mine/lesson.yaml", nil), ("lessons/02-mine/steps/a.md", nil),
    ])
    func aLessonIsKnownByItsFile(_ name: String, _ folder: String?) {
        #expect(LessonBundle.folder(ofLesson: name) == folder)
    }

    /// Otherwise a lesson that this program cannot read would be noticed only in front of the class.
    @Test func aLessonThatCannotBeReadIsRefusedBeforeAnythingIsTaken() throws {
        try export()
        let script = #"""
            mkdir "$1.d" && cd "$1.d" && tar -xf "$1" && echo 'id: other' >lessons/02-mine/lesson.yaml
            sum=$(sha256sum lessons/02-mine/lesson.yaml)
            sed -i -E "s,(02-mine/lesson.yaml\":\"sha256:)[0-9a-f]+,\1${sum%% *}," bundle.json && tar -cf "$1" *
            """#
        let status = WorkspaceShell(folder: "/", in: here.surroundings)
            .run(program: ["/bin/bash", "-c", script, "x", bundle]) { _ in }
        #expect(status == 0)
        #expect(throws: TextFault.self) { try load() }
        #expect(!FileManager.default.fileExists(atPath: there.scratch("store/loaded")))
        #expect(!FileManager.default.fileExists(atPath: there.scratch("store/lessons")))
    }

    // MARK: From a web server

    static let canFetch =
        (ProgramPaths.beside("slipway-registry") ?? ProgramPaths.find("slipway-registry")) != nil
        && access("/usr/bin/python3", X_OK) == 0

    /// Serves a folder on a port that the system chooses.
    private func server(of folder: String) throws -> (process: Process, url: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]
        let said = Pipe()
        process.standardOutput = said
        process.standardError = FileHandle.nullDevice
        try process.run()
        let words = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self).split(separator: " ")
        let port = try #require(words.firstIndex(of: "port").map { words[$0 + 1] })
        return (process, "http://127.0.0.1:\(port)")
    }

    @Test(.enabled(if: canFetch, "slipway-registry must be built, and the server needs python3"))
    func itIsFetchedFromAWebServer() throws {
        try export()
        let (process, url) = try server(of: here.scratch.path)
        defer { process.terminate() }
        var said: [String] = []
        let report = try LessonBundle(in: there.surroundings) { said.append($0) }.load(url + "/lessons.bundle")
        #expect(report.lessons == ["01-small", "02-mine"])
        #expect(said.contains { $0.hasSuffix(" fetched") }, "\(said)")
        let left = try FileManager.default.contentsOfDirectory(atPath: there.scratch("store"))
        #expect(!left.contains { $0.hasPrefix("bundle-") }, "\(left)")

        let failure = #expect(throws: LessonFailure.self) { try load(url + "/none") }
        #expect(failure?.description.contains("cannot be fetched") == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("404") == true, "\(failure?.description ?? "")")
    }

    @Test func aTransferIsToldATenthAtATime() {
        var progress = DownloadProgress()
        func words(_ completed: Int64, of total: Int64) -> String? {
            let event: [JSON.Member] = [
                .init("event", .string("progress")), .init("completed", .integer(completed)),
                .init("total", .integer(total)),
            ]
            return progress.words(for: .object(event))
        }
        #expect(words(1, of: 200) == nil)
        #expect(words(20, of: 200) == "20B of 200B fetched")
        #expect(words(21, of: 200) == nil && words(200, of: 200) == "200B of 200B fetched")
        progress = DownloadProgress()
        #expect(words(9_999_999, of: 0) == nil && words(10_000_000, of: 0) == "10MB fetched")
        #expect(progress.words(for: .object([JSON.Member("event", .string("fetched"))])) == nil)
    }

    // MARK: Prepared

    private static let key = Digest(of: Array("a step".utf8))
    private static let lost = Digest(of: Array("a step without its layer".utf8))

    /// Prepares the lesson here, as far as a bundle can tell, and writes the bundle.
    private func exportPrepared() throws {
        let lesson = try here.lesson
        let root = PreparedLesson.folder(of: lesson, below: here.scratch("store"))
        let made = PreparedLesson(lesson, root: root, in: here.surroundings)
        let store = try Store.open(at: FilePath(made.place.home))
        try store.put(CacheRecord(key: Self.key, lineage: "one", layers: [], payload: [1]))
        let layer = try #require(LayerID("abcdefgh"))
        try store.put(CacheRecord(key: Self.lost, lineage: "two", layers: [layer], payload: [2]))
        for step in 0...lesson.steps.count {
            try here.scratch.put("step \(step)", at: "store/prepared/01-small/Sandbox/small/note.txt")
            try made.capture(step)
        }
        try made.finish()
        try LessonBundle(in: here.surroundings) { _ in }.export([lesson], on: here.shelf, to: bundle)
    }

    @Test func whatIsPreparedHereIsPreparedThere() throws {
        try exportPrepared()
        let report = try load()
        #expect(report.prepared == ["01-small"] && report.notes.isEmpty, "\(report.notes)")
        #expect(report.advice == "Prepared as well: slipway present")
        let landed = try #require(
            PreparedLesson(try there.lesson, below: there.scratch("store"), in: there.surroundings))
        try landed.restore(1)
        #expect(try String(contentsOfFile: landed.place.workspace + "/note.txt", encoding: .utf8) == "step 1")
        let store = try Store.open(at: FilePath(landed.place.home))
        #expect(try store.record(Self.key)?.payload == [1])
        #expect(try store.record(Self.lost) == nil, "its layer has not come")
        let left = try FileManager.default.contentsOfDirectory(atPath: there.scratch("store/prepared"))
        #expect(left.sorted() == ["01-small", "01-small.hold"])
    }

    @Test func whatWasPreparedOfAnotherLessonIsNotTaken() throws {
        try exportPrepared()
        try there.scratch.put("hello, too\n", at: "Lessons/01-small/solution/note.txt")
        let report = try load()
        #expect(report.prepared.isEmpty && report.advice.hasPrefix("A presenter rehearses once"))
        #expect(report.notes.count == 1 && report.notes[0].contains("has other files"), "\(report.notes)")
        #expect(PreparedLesson(try there.lesson, below: there.scratch("store"), in: there.surroundings) == nil)
    }

    @Test func theAdviceTellsWhichLessonsAreToBeRehearsed() {
        var report = BundleReport(lessons: ["06-a", "07-b"])
        report.prepared = ["06-a"]
        let ready = "Prepared as well: slipway present 06-a. "
        #expect(report.advice == ready + "A presenter rehearses the others once: slipway prepare 07-b")
    }

    /// A rehearsal of this machine is as good as one that is carried.
    @Test func whatWasPreparedHereBeforeIsStillPrepared() throws {
        let lesson = try there.lesson
        let root = PreparedLesson.folder(of: lesson, below: there.scratch("store"))
        _ = try Store.open(at: FilePath(there.scratch("store")))
        let made = PreparedLesson(lesson, root: root, in: there.surroundings)
        _ = try Store.open(at: FilePath(made.place.home))
        for step in 0...lesson.steps.count { try made.capture(step) }
        try made.finish()
        try export()
        #expect(try load().prepared == ["01-small"])
    }

    /// Somebody may have made the digests anew.
    @Test func aStateThatIsNotOfFilesIsNotTaken() throws {
        try exportPrepared()
        let script = #"""
            mkdir "$1.d" "$1.s" && cd "$1.d" && tar -xf "$1" && states=prepared/01-small/states.tar.gz
            tar -C "$1.s" -xzf $states && ln -s /etc/passwd "$1.s/states/1/workspace/link"
            tar -C "$1.s" -czf $states states && sum=$(sha256sum $states)
            sed -i -E "s,(states.tar.gz\":\"sha256:)[0-9a-f]+,\1${sum%% *}," bundle.json && tar -cf "$1" *
            """#
        let status = WorkspaceShell(folder: "/", in: here.surroundings)
            .run(program: ["/bin/bash", "-c", script, "x", bundle]) { _ in }
        #expect(status == 0)
        let report = try load()
        #expect(report.prepared.isEmpty && report.notes.contains { $0.contains("which is not a file") })
        let left = try FileManager.default.contentsOfDirectory(atPath: there.scratch("store/prepared"))
        #expect(left == ["01-small.hold"], "nothing half prepared is left")
    }

    // MARK: Damaged

    /// What is done to the bundle's files after they were packed.
    @Test(arguments: [
        ("echo other >wheels/left_pad-1-py3-none-any.whl", "is not what its digest says"),
        ("echo other >images.tar", "is not what its digest says"),
        ("echo more >wheels/more.whl", "not just the files that it should have"),
        ("rm images.tar", "not just the files that it should have"),
        ("echo '{}' >bundle.json", "is not a bundle that this program knows"),
        ("printf X | dd of=lessons/02-mine/lesson.yaml conv=notrunc", "is not what its digest says"),
        ("echo x >>packages/*", "is not what its digest says"),
        ("mkdir lessons/03 && touch lessons/03/lesson.yaml", "not just the files that it should have"),
        ("ln -s /etc/passwd wheels/link.whl", "which is not a file"),
    ])
    func aDamagedOneIsRefusedAndNothingIsTaken(change: String, words: String) throws {
        try export()
        let script = #"mkdir "$1.d" && cd "$1.d" && tar -xf "$1" && "# + change + #" && tar -cf "$1" *"#
        let status = WorkspaceShell(folder: "/", in: here.surroundings)
            .run(program: ["/bin/bash", "-c", script, "x", bundle]) { _ in }
        #expect(status == 0)
        let failure = #expect(throws: LessonFailure.self) { try load() }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        #expect(!FileManager.default.fileExists(atPath: there.scratch("store/loaded")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: there.scratch("store/wheelhouse")).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: there.scratch("store/lessons")))
    }

    /// What tar says of it helps nobody.
    @Test(arguments: ["echo no archive", #"head -c 700 "$1""#])
    func aFileThatIsNoneOrWasCutOffIsRefused(_ made: String) throws {
        try export()
        let script = made + #" >"$1.part"; mv "$1.part" "$1""#
        let status = WorkspaceShell(folder: "/", in: here.surroundings)
            .run(program: ["/bin/bash", "-c", script, "x", bundle]) { _ in }
        #expect(status == 0)
        let failure = #expect(throws: LessonFailure.self) { try load() }
        let words = "\(bundle) is not a bundle, or was cut off on its way: copy it once more, whole"
        #expect(failure?.description == words)
    }

    @Test func aFileThatIsNotThereIsSaidToBeMissing() throws {
        let failure = #expect(throws: LessonFailure.self) { try load("/nonexistent") }
        #expect(failure?.description == "there is no file /nonexistent")
        let other = #expect(throws: LessonFailure.self) { try load(here.scratch.path) }
        #expect(other?.description == "\(here.scratch.path) is a folder; a bundle is one file")
    }

    // MARK: One at a time

    /// Another process has the lesson until its input ends: flock(1), with what such a process writes into the file.
    private func presenting(_ lesson: Lesson, on machine: MiniatureCheckout) throws -> (process: Process, end: Pipe) {
        let path = PreparedLesson.folder(of: lesson, below: machine.scratch("store")) + ".hold"
        _ = try Store.open(at: FilePath(machine.scratch("store")))
        try machine.scratch.makeFolder("store/prepared")
        let script = #"exec 9>"$1" && flock 9 && echo "4711 presented" >"$1" && echo held && read -r line"#
        let other = Process()
        other.executableURL = URL(filePath: "/bin/bash")
        other.arguments = ["-c", script, "x", path]
        let (said, end) = (Pipe(), Pipe())
        (other.standardOutput, other.standardInput) = (said, end)
        try other.run()
        #expect(said.fileHandleForReading.availableData == Data("held\n".utf8))
        return (other, end)
    }

    @Test func aLessonThatIsPresentedIsRefusedBeforeAnythingIsFetched() throws {
        let lesson = try here.lesson
        let root = PreparedLesson.folder(of: lesson, below: here.scratch("store"))
        let made = PreparedLesson(lesson, root: root, in: here.surroundings)
        _ = try Store.open(at: FilePath(made.place.home))
        for step in 0...lesson.steps.count { try made.capture(step) }
        try made.finish()
        var asked = lesson
        asked.needs.images = ["base:v1"]
        let (other, end) = try presenting(lesson, on: here)
        let failure = #expect(throws: LessonFailure.self) {
            try LessonBundle(in: here.surroundings) { _ in }.export([asked], on: here.shelf, to: bundle)
        }
        #expect(failure?.description.contains("is being presented") == true, "\(failure?.description ?? "")")
        #expect(try here.told.isEmpty)
        try end.fileHandleForWriting.close()
        other.waitUntilExit()
    }

    @Test func aPreparationIsHeldByOneProcess() throws {
        let lesson = try here.lesson
        let home = here.scratch("store")
        try PreparationHold.take(of: lesson, below: home, for: .presenting)
        try PreparationHold.take(of: lesson, below: home, for: .preparing)

        let (other, end) = try presenting(lesson, on: there)
        let failure = #expect(throws: LessonFailure.self) {
            try PreparationHold.take(of: lesson, below: there.scratch("store"), for: .presenting)
        }
        #expect(failure?.description.contains("is being presented in another terminal by process 4711") == true)
        try end.fileHandleForWriting.close()
        other.waitUntilExit()
        try PreparationHold.take(of: lesson, below: there.scratch("store"), for: .presenting)
    }

    // MARK: What was at fault

    @Test func wheelsAreNotBlamedForWhatIsNotTheirs() {
        var readiness = Readiness(title: "x")
        readiness.steps = [.init(title: "s", seconds: 1, failures: ["The page answers: nothing listens"])]
        #expect(!readiness.mayMiss(["flask==9"]), "the failure names none of them")
        readiness.steps = [
            .init(title: "s", seconds: 1, failures: ["The build succeeds: RUN pip install ended with 1"])
        ]
        #expect(readiness.mayMiss(["flask==9"]))
        readiness.needs = [.init(name: "port 5000", found: "taken", cure: "end it")]
        #expect(!readiness.mayMiss(["flask==9"]), "the port is a reason of its own")
    }

    @Test func aRehearsalHasTheWheelsThatWerePrepared() throws {
        try here.scratch.put("wheel", at: "store/wheelhouse/a.whl")
        let rehearsal = try Rehearsal(needing: [], in: here.surroundings)
        let home = rehearsal.place(of: try here.lesson).home
        #expect(try String(contentsOfFile: home + "/wheelhouse/a.whl", encoding: .utf8) == "wheel")
    }
}
