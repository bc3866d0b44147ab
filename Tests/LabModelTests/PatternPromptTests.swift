@testable import LabModel
import TerminalUI
import TextEditing
import RegularExpressions
import Testing

/// Find and replace as the learner reaches them: by keys, through the prompt.
@Suite struct PatternPromptTests {
    static let packages = "flask==3.0\nredis==5.1\n"

    /// A lab with the caret at the start of that Dockerfile, in the find or replace prompt.
    private static func asking(_ key: Character, _ text: String) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": text])
        lab.press(.function(3))
        lab.press(.character(key), .control)
        return lab
    }

    @Test func tabMakesTheFoundTextARegularExpression() throws {
        var lab = try Self.asking("f", Self.packages)
        lab.press(.tab)
        lab.type("[0-9]+$\n")
        #expect(lab.model.panes.editor.file?.editor.selectedText == "0")
        lab.press(.character("n"), .control)
        #expect(lab.model.panes.editor.file?.editor.selectedText == "1")
    }

    @Test func withoutTabOrWithItTwiceTheTextIsItself() throws {
        for times in [0, 2] {
            var lab = try Self.asking("f", "a+ [0-9]+\n")
            for _ in 0..<times { lab.press(.tab) }
            lab.type("[0-9]+\n")
            #expect(lab.model.panes.editor.file?.editor.selectedText == "[0-9]+")
        }
    }

    @Test func replacesWithTheGroupsOfARegularExpression() throws {
        var lab = try Self.asking("r", Self.packages)
        lab.press(.tab)
        lab.type("([a-z]+)==([0-9.]+)\n")
        lab.type("$1>=$2\n")
        #expect(lab.model.panes.editor.file?.text == "flask>=3.0\nredis>=5.1\n")
        lab.press(.character("z"), .control)
        #expect(lab.model.panes.editor.file?.text == Self.packages)
    }

    @Test func aBrokenRegularExpressionIsSaidAndChangesNothing() throws {
        var lab = try Self.asking("r", Self.packages)
        lab.press(.tab)
        lab.type("(flask\n")
        lab.type("x\n")
        #expect(lab.model.notice == .edit(.badPattern(.unclosedGroup(at: 0))))
        #expect(lab.model.panes.editor.file?.text == Self.packages)
    }

    /// The text of the last search is there to be taken, to be gone on with, or to be typed over.
    @Test func theLastTextIsOffered() throws {
        var lab = try Self.asking("f", Self.packages)
        lab.type("fla\n")
        func asked(_ key: Key?, _ more: String) -> String? {
            lab.press(.character("f"), .control)
            if let key { lab.press(key) }
            lab.type(more)
            defer { lab.press(.escape) }
            guard case .prompt(let prompt)? = lab.model.dialogue else { return nil }
            return prompt.text
        }
        #expect(asked(nil, "") == "fla")
        #expect(asked(nil, "red") == "red")
        #expect(asked(.right, "sk") == "flask")
        #expect(asked(.backspace, "") == "fl")
        lab.press(.character("f"), .control)
        lab.send(.input(.paste("redis\n")))
        lab.press(.enter)
        #expect(lab.model.panes.editor.file?.editor.selectedText == "redis")
    }

    @Test func onlyWhatLooksInAFileTurnsIntoAPattern() throws {
        var lab = try Self.asking("g", Self.packages)
        lab.press(.tab)
        #expect(lab.model.dialogue == .prompt(Prompt(.goToLine)))
    }
}
