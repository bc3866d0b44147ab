import BuildPlan
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

/// Files that are saved, and that others change meanwhile.
@Suite struct FileUpdateTests {
    @Test func aCleanFileFollowsTheDiskAndAChangedOneAsks() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.send(.folderChanged)
        #expect(lab.take().contains(.read(file: "Dockerfile")))
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        #expect(lab.model.panes.editor.file?.text == "FROM b\n")
        #expect(lab.model.panes.editor.unsaved.isEmpty)

        lab.press(.function(3))
        lab.type("#")
        lab.send(.fileRead("Dockerfile", Array("FROM c\n".utf8)))
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        #expect(lab.model.panes.editor.file?.text == "#FROM b\n")
        lab.send(.tick(101))
        lab.press(.left)
        lab.press(.enter)
        #expect(lab.model.panes.editor.file?.text == "FROM c\n")
    }

    /// A lab whose Dockerfile has an unsaved change, was changed on the disk as well, and whose learner has answered
    /// "Later".
    private func contested(byEscape: Bool = false) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.type("#")
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        lab.send(.tick(101))
        lab.press(byEscape ? .escape : .enter)
        #expect(lab.model.dialogue == nil && lab.model.panes.editor.file?.text == "#FROM a\n")
        _ = lab.take()
        return lab
    }

    @Test(arguments: [false, true])
    func aConflictThatWasLeftForLaterIsAskedAtTheNextSave(byEscape: Bool) throws {
        var lab = try contested(byEscape: byEscape)
        for _ in 0..<2 {
            lab.press(.character("s"), .control)
            #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
            #expect(lab.take().writes.isEmpty)
            lab.press(byEscape ? .escape : .enter)
        }
        lab.press(.character("s"), .control)
        lab.press(.right)
        lab.press(.enter)
        #expect(lab.effects.writes == ["Dockerfile"])
        lab.acceptWrites()
        lab.type("x")
        lab.press(.character("s"), .control)
        #expect(lab.model.dialogue == nil && lab.take().writes == ["Dockerfile"], "it is settled")
    }

    @Test(arguments: [(ConflictAnswer.keepMine, "#FROM a\n"), (.takeTheirs, "FROM b\n"), (.cancel, "")])
    func f5BuildsOnceAConflictIsSettled(_ answer: ConflictAnswer, _ source: String) throws {
        var lab = try contested()
        lab.press(.function(5))
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        #expect(lab.effects.build == nil && lab.effects.writes.isEmpty)
        for _ in 0...answer.rawValue { lab.press(.right) }
        lab.press(.enter)
        lab.acceptWrites()
        let isBuilt = lab.take().build != nil
        #expect(isBuilt == (answer != .cancel))
        #expect(lab.model.panes.build.run?.source ?? "" == source)
    }

    @Test func aBuildThatAConflictHeldUpIsForgottenWithIt() throws {
        var lab = try contested()
        lab.press(.function(5))
        lab.press(.escape)
        lab.press(.character("s"), .control)
        lab.press(.right)
        lab.press(.enter)
        lab.acceptWrites()
        #expect(lab.take().build == nil && lab.model.panes.editor.unsaved.isEmpty)
    }

    @Test func aForeignChangeThatIsTakenBackIsNoConflict() throws {
        var lab = try contested()
        lab.send(.fileRead("Dockerfile", Array("FROM a\n".utf8)))
        lab.press(.character("s"), .control)
        #expect(lab.model.dialogue == nil && lab.take().writes == ["Dockerfile"])
    }

    @Test func ourOwnSaveIsNoForeignChange() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.type("#")
        lab.press(.character("s"), .control)
        lab.acceptWrites()
        lab.send(.fileRead("Dockerfile", Array("#FROM a\n".utf8)))
        #expect(lab.model.dialogue == nil)
        #expect(lab.model.panes.editor.unsaved.isEmpty)
    }
}
