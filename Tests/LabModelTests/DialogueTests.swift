import BuildPlan
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

/// The palette, the help and the prompts, by keys.
@Suite struct DialogueTests {
    /// Words before letters: "go" is no reason to show "toggle".
    @Test(arguments: [
        ("build", "Save and build the image"), ("hint", "Show one more hint"), ("editor", "Go to the editor"),
        ("step 1", "Go to step 1: Write it"), ("go to step 1", "Go to step 1: Write it"),
        ("1", "Go to step 1: Write it"), ("write", "Go to step 1: Write it"), ("step wri", "Go to step 1: Write it"),
        ("go to the editor", "Go to the editor"),
    ])
    func thePaletteRanksWordsFirst(query: String, title: String) throws {
        var palette = Palette()
        palette.query = query
        let model = try Lab().model
        #expect(model.matches(of: palette).first.map(model.title) == title)
    }

    /// Words that every step has bring no step, and no step is there twice.
    @Test(arguments: [("go", 0), ("go to", 0), ("step 1", 1), ("write", 1), ("write zebra", 0)])
    func aStepIsFoundByItsOwnWords(query: String, count: Int) throws {
        var palette = Palette()
        palette.query = query
        let found = try Lab().model.matches(of: palette)
        #expect(found.count { if case .lab(.goToStep) = $0 { true } else { false } } == count, "\(found)")
    }

    /// Letters that are scattered over a title never come before a title that has the word, and many of them are no match.
    @Test(arguments: [
        ("mend", "Recommended order", "Go to step 1"), ("mend", "Mend it", "Go to step 1"), ("mend", "Start", ""),
        ("race", "Let two race", "Race two Dockerfiles or folders after the same edit"),
        ("race", "Trace it", "Race two Dockerfiles or folders after the same edit"),
        ("place", "Start", "Find and replace"),
    ])
    func aTypedWordIsFoundBeforeItsLetters(query: String, step: String, title: String) {
        var palette = Palette()
        palette.query = query
        let found = palette.matches(in: KeyTable.actions, steps: [step])
        #expect((found.first.map { KeyTable.title($0) } ?? "") == title, "\(found)")
    }

    @Test func aStepThatIsNotThereIsNotOffered() throws {
        var palette = Palette()
        palette.query = "step 99"
        #expect(try !Lab().model.matches(of: palette).contains(.lab(.goToStep(99))))
    }

    @Test func thePaletteFindsAndPerforms() throws {
        var lab = try Lab()
        lab.press(.function(10))
        lab.type("bld\n")
        #expect(lab.effects.build != nil)
        #expect(lab.model.dialogue == nil)
    }

    @Test func questionMarkIsHelpWhereLettersAreNotText() throws {
        var lab = try Lab()
        lab.type("?")
        #expect(lab.model.dialogue == .help(offset: 0))
        lab.press(.escape)
        lab.press(.function(3))
        lab.type("?")
        #expect(lab.model.dialogue == nil)
        #expect(lab.model.panes.editor.file?.text == "?")
    }

    @Test func findsGoesToALineAndReplaces() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\nRUN a\n"])
        lab.press(.function(3))
        lab.press(.character("g"), .control)
        lab.type("2\n")
        #expect(lab.model.panes.editor.file?.caretLine == 2)
        lab.press(.character("r"), .control)
        lab.type("a\nb\n")
        #expect(lab.model.panes.editor.file?.text == "FROM b\nRUN b\n")
    }
}
