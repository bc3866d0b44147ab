@testable import LabModel
import TerminalUI
import Testing

struct RecoveryTests {
    @Test func whatIsTakenBackIsTheSameBytes() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        let bytes: [UInt8] = Array("# caf".utf8) + [0xE9, 0xC3, 0x28, 0xF0, 0x9F, 10]
        lab.send(.recoveryFound("Dockerfile", text: bytes))
        lab.press(.enter)
        #expect(lab.model.panes.editor.files.first { $0.path == "Dockerfile" }?.bytes == bytes)
        #expect(lab.model.panes.editor.unsaved == ["Dockerfile"])
        lab.press(.function(3))
        lab.press(.character("z"), .control)
        #expect(lab.model.panes.editor.unsaved.isEmpty, "what is on disk is not unsaved")
    }

    private func copies(_ effects: [WorldEffect]) -> [String?] {
        effects.compactMap { effect -> String?? in
            guard case .keepRecovery("Dockerfile", let text) = effect else { return nil }
            return .some(text.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    @Test func anUnsavedTextIsKeptOnceASecondAndThrownAwayWhenItIsSaved() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("a")
        #expect(lab.model.isAnimated, "the clock has to tick until the copy is kept")
        lab.send(.tick(102))
        #expect(copies(lab.take()) == ["aFROM alpine\n"])
        lab.type("b")
        lab.send(.tick(102.5))
        #expect(copies(lab.take()).isEmpty)
        lab.send(.tick(103.1))
        #expect(copies(lab.take()) == ["abFROM alpine\n"] && !lab.model.isAnimated)
        lab.press(.character("s"), .control)
        lab.acceptWrites()
        lab.send(.tick(105))
        #expect(copies(lab.take()) == [nil])
        lab.send(.tick(107))
        #expect(copies(lab.take()).isEmpty)
    }

    @Test func whoDiscardsChangesIsNotAskedAgain() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("a")
        lab.send(.tick(102))
        lab.press(.character("q"), .control)
        lab.press(.right)
        lab.press(.enter)
        let effects = lab.take()
        #expect(copies(effects) == ["aFROM alpine\n", nil] && lab.quits)
    }

    @Test func whatAnEarlierLabLeftIsOfferedAndCanBeUndone() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.send(.recoveryFound("Dockerfile", text: Array("FROM alpine\nRUN x\n".utf8)))
        #expect(lab.model.dialogue == .recovery(file: "Dockerfile", .takeBack))
        lab.press(.enter)
        #expect(
            lab.model.panes.editor.file?.text == "FROM alpine\nRUN x\n" && lab.model.panes.editor.file?.isDirty == true)
        lab.press(.character("z"), .control)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\n")
    }

    @Test func itIsThrownAwayOnRequestAndKeptForLaterOtherwise() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.send(.recoveryFound("Dockerfile", text: Array("x".utf8)))
        lab.press(.escape)
        #expect(lab.model.dialogue == nil && copies(lab.take()).isEmpty)
        lab.send(.recoveryFound("Dockerfile", text: Array("x".utf8)))
        lab.press(.right)
        lab.press(.enter)
        #expect(copies(lab.take()) == [nil] && lab.model.panes.editor.file?.text == "FROM alpine\n")
    }

    @Test func aCopyOfWhatIsOnTheDiskIsNoQuestion() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.send(.recoveryFound("Dockerfile", text: Array("FROM alpine\n".utf8)))
        #expect(lab.model.dialogue == nil && copies(lab.take()) == [nil])
    }
}
