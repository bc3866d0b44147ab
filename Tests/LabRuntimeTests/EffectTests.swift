import BuildPlan
import CommandLines
import Foundation
import ImageStore
import LabModel
import Scratch
import SelfChecks
import Surroundings
import SystemPackage
import Testing

@testable import LabRuntime

/// What the model asks of the world, and the events that come of it.
@Suite(.timeLimit(.minutes(20)))
struct EffectTests {
    // MARK: Files

    @Test func aFileIsWrittenAndReadAgain() async throws {
        let shop = try Workshop()
        shop.performer.perform(.read(file: "note.txt"))
        shop.performer.perform(.write(file: "note.txt", bytes: Array("hello".utf8)))
        shop.performer.perform(.read(file: "note.txt"))
        let read = try await shop.gather {
            if case .fileRead("note.txt", let bytes) = $0 {
                bytes.map { String(decoding: $0, as: UTF8.self) } ?? "none"
            } else {
                nil
            }
        } until: {
            if case .fileRead(_, .some) = $0 { true } else { false }
        }
        #expect(read == ["none", "hello"])
    }

    @Test func aFileThatCannotBeWrittenSaysWhy() async throws {
        let shop = try Workshop()
        try shop.scratch.makeFolder("app/note.txt")
        shop.performer.perform(.write(file: "note.txt", bytes: []))
        let reason = try await shop.wait { if case .fileNotSaved("note.txt", let reason) = $0 { reason } else { nil } }
        #expect(!reason.isEmpty)
    }

    @Test func anUnsavedTextOfAnEarlierLabIsFound() async throws {
        let shop = try Workshop()
        shop.performer.perform(.keepRecovery(file: "note.txt", text: Array("unsaved".utf8)))
        shop.performer.perform(.read(file: "note.txt"))
        let text = try await shop.wait { if case .recoveryFound("note.txt", let text) = $0 { text } else { nil } }
        #expect(text == Array("unsaved".utf8))
        shop.performer.perform(.keepRecovery(file: "note.txt", text: nil))
        shop.performer.finishFiles()
        #expect(RecoveryFiles(shop.place).text(of: "note.txt") == nil)
    }

    @Test func aStepBeginsAgain() async throws {
        let shop = try Workshop()
        try shop.scratch.put("mine", at: "app/note.txt")
        shop.performer.perform(.resetStep(RunID(1), 0))
        let backup = try await shop.wait { if case .stepReset(RunID(1), let backup?) = $0 { backup } else { nil } }
        #expect(try String(contentsOfFile: backup + "/note.txt", encoding: .utf8) == "mine")
    }

    @Test func theContextIsListedWithoutWhatIsHidden() async throws {
        let shop = try Workshop()
        for name in ["a.txt", "deep/er/b.txt", ".git/config"] { try shop.scratch.put("", at: "app/" + name) }
        shop.performer.perform(.listContext(RunID(1)))
        let files = try await shop.wait { if case .contextFiles(_, let files) = $0 { files } else { nil } }
        #expect(files == ["a.txt", "deep/", "deep/er/", "deep/er/b.txt"])
    }

    // MARK: Builds

    private static let event = TimedBuildEvent(time: 1, event: .stepStarted(StepID(0)))

    @Test func theEventsOfABuildComeInOrderAndThenItsEnd() async throws {
        let line = String(decoding: Self.event.line, as: UTF8.self)
        let shop = try Workshop(program: "echo '\(line)'; echo 'no event'; echo \"asked: $*\" >&2; exit 3")
        shop.performer.perform(.startBuild(RunID(7), BuildCommandLine(["-t", "app:v1", "."])))
        let events = try await shop.gather {
            if case .build(RunID(7), let event) = $0 { event } else { nil }
        } until: {
            guard case .buildEnded(RunID(7), let status, let errors) = $0 else { return false }
            return status == 3 && errors == "asked: build --progress rawjson -t app:v1 .\n"
        }
        #expect(events == [Self.event])
    }

    @Test func aBuildWithoutAWorkspaceSaysWhatToDo() async throws {
        let shop = try Workshop()
        try FileManager.default.removeItem(atPath: shop.place.workspace)
        shop.performer.perform(.startBuild(RunID(1), BuildCommandLine(["."])))
        let errors = try await shop.wait { if case .buildEnded(_, 1, let errors) = $0 { errors } else { nil } }
        #expect(errors.contains("mkdir " + shop.place.workspace))
    }

    @Test func aBuildThatIsCancelledIsInterrupted() async throws {
        let line = String(decoding: Self.event.line, as: UTF8.self)
        let shop = try Workshop(program: "trap 'exit 9' INT; echo '\(line)'; while :; do sleep 0.05; done")
        shop.performer.perform(.startBuild(RunID(1), BuildCommandLine(["."])))
        _ = try await shop.wait { if case .build = $0 { true } else { nil } }
        shop.performer.perform(.cancelBuild(RunID(1)))
        #expect(try await shop.wait { if case .buildEnded(_, let status, _) = $0 { status } else { nil } } == 9)
    }

    @Test func noChildOutlivesTheLab() async throws {
        let line = String(decoding: Self.event.line, as: UTF8.self)
        let shop = try Workshop(program: "trap '' INT; echo '\(line)'; while :; do sleep 0.05; done")
        shop.performer.perform(.startBuild(RunID(1), BuildCommandLine(["."])))
        _ = try await shop.wait { if case .build = $0 { true } else { nil } }
        shop.performer.children.endAll(within: 0.2)
        #expect(try await shop.wait { if case .buildEnded(_, let status, _) = $0 { status } else { nil } } == 128 + 9)
        shop.performer.perform(.startBuild(RunID(2), BuildCommandLine(["."])))
        _ = try await shop.wait { if case .buildEnded(RunID(2), _, _) = $0 { true } else { nil } }
        #expect(shop.performer.children.isEmpty)
    }

    // MARK: Containers and commands

    @Test func aContainerHasANameALogAndAnEnd() async throws {
        let shop = try Workshop(
            program: """
                while [ $# -gt 0 ]; do [ "$1" = --cidfile ] && file=$2; shift; done
                echo started; printf abc >"$file.new"; mv "$file.new" "$file"
                until [ -e '\("DONE")' ]; do sleep 0.05; done; echo failed >&2; exit 4
                """)
        shop.performer.perform(.startContainer(RunID(1), RunCommandLine(["app:v1"])))
        #expect(try await shop.wait { if case .containerLog(_, let text) = $0 { text } else { nil } } == "started\n")
        #expect(try await shop.wait { if case .containerNamed(RunID(1), let id) = $0 { id } else { nil } } == "abc")
        try shop.scratch.put("", at: "app/DONE")
        #expect(try await shop.wait { if case .containerLog(_, let text) = $0 { text } else { nil } } == "failed\n")
        #expect(try await shop.wait { if case .containerEnded(_, let status) = $0 { status } else { nil } } == 4)
        #expect(try !shop.scratch.names.contains { $0.hasSuffix(".cid") })
    }

    @Test func aCommandsTwoOutputsKeepTheirOrder() async throws {
        let shop = try Workshop(program: "echo \"$*\"; echo two >&2; echo three; exit 5")
        shop.performer.perform(.runCommand(RunID(3), .tag(image: "a", name: "b")))
        let lines = try await shop.gather {
            if case .commandOutput(RunID(3), let text) = $0 { text } else { nil }
        } until: {
            if case .commandEnded(RunID(3), 5) = $0 { true } else { false }
        }
        #expect(lines == ["tag a b\n", "two\n", "three\n"])
    }

    @Test func aProgramThatIsNotThereIsSaid() async throws {
        let shop = try Workshop()
        try FileManager.default.removeItem(atPath: shop.place.program)
        shop.performer.perform(.runCommand(RunID(3), .removeImage("a")))
        let text = try await shop.wait { if case .commandOutput(_, let text) = $0 { text } else { nil } }
        #expect(text.contains("slipway"))
    }

    // MARK: The store

    @Test func aNewStoreHasNoImagesAndNoLayers() async throws {
        let shop = try Workshop()
        shop.performer.perform(.listImages(RunID(1)))
        let images = try await shop.wait { if case .images(_, let answer) = $0 { answer } else { nil } }
        #expect(images == .known([]))
        shop.performer.perform(.inspectLayers(RunID(2), .image("app:v1")))
        let layers = try await shop.wait { if case .layers(_, let answer) = $0 { answer } else { nil } }
        #expect(layers == .failed("no image has that name yet; build it first"))
    }

    @Test func evidenceIsWhatWasAskedFor() async throws {
        let shop = try Workshop()
        try shop.scratch.put("hello", at: "app/note.txt")
        var needs = EvidenceNeeds()
        needs.files = ["note.txt"]
        needs.commands = ["docker; echo $?"]
        shop.performer.perform(.gatherEvidence(RunID(1), needs))
        let evidence = try await shop.wait { if case .evidence(_, let evidence) = $0 { evidence } else { nil } }
        #expect(evidence.files == ["note.txt": .file(Array("hello".utf8))])
        #expect(evidence.commands.values.first?.status == 0 && evidence.containers == nil)
    }
}
