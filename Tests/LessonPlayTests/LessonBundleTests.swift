import Faults
import Foundation
import Glibc
import ImageStore
import LessonFormat
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

    private func export() throws {
        var lesson = try here.lesson
        lesson.needs.images = ["base:v1"]
        lesson.solution["requirements.txt"] = Array("left-pad==1\n".utf8)
        try here.scratch.put("wheel", at: "store/wheelhouse/left_pad-1-py3-none-any.whl")
        try LessonBundle(in: here.surroundings) { _ in }.export([lesson], to: bundle)
    }

    private func load() throws -> [String] { try LessonBundle(in: there.surroundings) { _ in }.load(bundle) }

    @Test func itCarriesImagesAndWheels() throws {
        try export()
        #expect(try load() == ["01-small"])
        #expect(try there.scratch.text("store/loaded") == "layers\n")
        #expect(try there.scratch.text("store/wheelhouse/left_pad-1-py3-none-any.whl") == "wheel")
        let left = try FileManager.default.contentsOfDirectory(atPath: there.scratch("store"))
        #expect(!left.contains { $0.hasPrefix("bundle-") }, "\(left)")
    }

    /// What is done to the bundle's files after they were packed.
    @Test(arguments: [
        ("echo other >wheels/left_pad-1-py3-none-any.whl", "is not what its digest says"),
        ("echo other >images.tar", "is not what its digest says"),
        ("echo more >wheels/more.whl", "not just the files that it should have"),
        ("rm images.tar", "not just the files that it should have"),
        ("echo '{}' >bundle.json", "is no bundle that this program knows"),
    ])
    func aDamagedOneIsRefusedAndNothingIsTaken(change: String, words: String) throws {
        try export()
        let script = #"mkdir "$1.d" && cd "$1.d" && tar -xf "$1" && "# + change + #" && tar -cf "$1" *"#
        let status = WorkspaceShell(folder: "/", in: here.surroundings)
            .run(program: ["/bin/bash", "-c", script, "x", bundle]) { _ in }
        #expect(status == 0)
        let failure = #expect(throws: LessonPlayer.Failure.self) { try load() }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        #expect(!FileManager.default.fileExists(atPath: there.scratch("store/loaded")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: there.scratch("store/wheelhouse")).isEmpty)
    }

    @Test func aFileThatIsNoneIsRefused() throws {
        try here.scratch.put("no archive", at: "lessons.bundle")
        #expect(throws: LessonPlayer.Failure.self) { try load() }
    }

    // MARK: One at a time

    @Test func aPreparationIsHeldByOneProcess() throws {
        let lesson = try here.lesson
        let home = here.scratch("store")
        try PreparationHold.take(of: lesson, below: home, for: .presenting)
        try PreparationHold.take(of: lesson, below: home, for: .preparing)

        // Another process has it: flock(1), with what such a process writes into the file.
        let path = PreparedLesson.folder(of: lesson, below: there.scratch("store")) + ".hold"
        _ = try Store.open(at: FilePath(there.scratch("store")))
        try there.scratch.makeFolder("store/prepared")
        let script = #"exec 9>"$1" && flock 9 && echo "4711 presented" >"$1" && echo held && read -r line"#
        let other = Process()
        other.executableURL = URL(filePath: "/bin/bash")
        other.arguments = ["-c", script, "x", path]
        let (said, end) = (Pipe(), Pipe())
        (other.standardOutput, other.standardInput) = (said, end)
        try other.run()
        #expect(said.fileHandleForReading.availableData == Data("held\n".utf8))
        let failure = #expect(throws: LessonPlayer.Failure.self) {
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
