@testable import LabModel
import TerminalUI
import TextEditing
import Testing

/// Clicks and drags in the editor's text.
@Suite struct EditorMouseTests {
    private static let text = "FROM python:3.11\nRUN pip install flask\nCMD x\n"

    /// A lab whose editor has the focus.
    private static func lab() throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": text])
        lab.press(.function(3))
        lab.draw()
        return lab
    }

    /// By columns and rows of the text: `5,1` presses there, `-9,1` drags there, `^9,1` presses there with shift, `+0.3` lets that many seconds pass.
    @Test(arguments: [
        ("5,1", ""), ("5,1 -8,1", "ip "), ("5,1 ^8,1", "ip "), ("9,1 ^5,0 ^8,1", "i"), ("5,1 +0.2 5,1", "pip"),
        ("5,1 +0.9 5,1", ""),
        ("5,1 +0.2 6,1", ""), ("5,1 5,1 5,1", "RUN pip install flask\n"), ("5,1 5,1 5,1 5,1", ""),
        ("5,1 5,1 -10,1", "pip install"), ("9,1 9,1 -5,1", "pip install"),
        ("9,1 9,1 -6,0", "python:3.11\nRUN pip install"),
        ("5,1 5,1 5,1 -2,2", "RUN pip install flask\nCMD x\n"),
        ("5,1 5,1 5,1 -2,0", "FROM python:3.11\nRUN pip install flask\n"),
    ])
    func clicksAndDragsSelectText(_ gestures: String, _ selected: String) throws {
        var lab = try Self.lab()
        var clock = 200.0
        for gesture in gestures.split(separator: " ") {
            if gesture.hasPrefix("+") {
                clock += Double(gesture) ?? 0
            } else {
                let isDrag = gesture.hasPrefix("-")
                let isExtending = gesture.hasPrefix("^")
                let numbers = gesture.drop { !$0.isNumber }.split(separator: ",").map { Int($0) ?? 0 }
                let text = try #require(lab.model.panes.editor.layout?.text)
                let point = Point(x: text.x + numbers[0], y: text.y + numbers[1])
                lab.send(.tick(clock))
                lab.send(.input(.mouse(MouseEvent(isDrag ? .drag : .press, at: point, isExtending ? .shift : []))))
                if !isDrag { lab.send(.input(.mouse(MouseEvent(.release, at: point)))) }
            }
        }
        #expect(lab.model.panes.editor.file?.editor.selectedText == selected)
    }

    @Test func matchesAreMarkedUntilEscape() throws {
        var lab = try Self.lab()
        lab.press(.character("f"), .control)
        lab.type("p\n")
        #expect(lab.model.panes.editor.showsMatches)
        lab.press(.escape)
        #expect(!lab.model.panes.editor.showsMatches)
        // The prompt comes back with what was looked for, and how.
        lab.press(.end, .control)
        lab.press(.character("f"), .control)
        lab.press(.tab)
        lab.type("+\n")
        lab.press(.end, .control)
        lab.press(.character("f"), .control)
        #expect(lab.model.dialogue == .prompt(Prompt(.find, text: "p+", isPattern: true)))
    }

    @Test func theSolutionIsShownAfterItsHintsOrAQuestion() throws {
        var lab = try Self.lab()
        lab.press(.character("v"), .alt)
        #expect(lab.model.dialogue == .solution(offset: 0, isRevealed: false))
        lab.type("n")
        #expect(lab.model.dialogue == nil)
        lab.press(.character("v"), .alt)
        lab.press(.enter)
        #expect(lab.model.dialogue == .solution(offset: 0, isRevealed: true))
        lab.press(.escape)
        for _ in 0..<lab.model.panes.lesson.hintCount { lab.press(.character("h"), .alt) }
        lab.press(.character("v"), .alt)
        #expect(lab.model.dialogue == .solution(offset: 0, isRevealed: true))
    }
}
