import DockerfileSyntax
@testable import LabModel
import TerminalUI
import Testing
import TextEditing

struct CompletionTests {
    private static let completer = DockerfileCompletion(
        stages: ["build"], images: ["python:3.11-alpine"], files: ["app.py", "src/", "src/a.py"])

    @Test(
        arguments: [
            ("", nil, "", "FROM"), ("co", nil, "co", "COPY"), ("COPY --fr", nil, "--fr", "--from"),
            ("COPY --from=bu", nil, "bu", "build"), ("COPY --from=", nil, "", "python:3.11-alpine"),
            ("COPY sr", nil, "sr", "src/a.py"), ("FROM py", nil, "py", "python:3.11-alpine"),
            ("  --mo", Keyword.run, "--mo", "--mount"), ("HEALTHCHECK --in", nil, "--in", "--interval"),
        ] as [(String, Keyword?, String, String)])
    func whatCanStandHere(head: String, keyword: Keyword?, prefix: String, label: String) throws {
        let choice = try #require(Self.completer.choice(head, continuing: keyword))
        #expect(choice.prefix == prefix)
        #expect(choice.candidates.contains { $0.label == label })
        #expect(choice.candidates.allSatisfy { !$0.label.isEmpty && !$0.insertion.isEmpty })
    }

    @Test(arguments: ["RUN pip", "WORKDIR /a", "NONSENSE x"])
    func whereNothingIsKnownThereIsNoList(head: String) {
        #expect(Self.completer.choice(head, continuing: nil) == nil)
    }

    private func open(_ text: String) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": text])
        lab.press(.function(3))
        lab.press(.end, .control)
        lab.press(.character(" "), .control)
        for case .listContext(let run) in lab.take() { lab.send(.contextFiles(run, ["app.py", "apt.txt"])) }
        return lab
    }

    @Test func theListNarrowsAndIsTakenByEnter() throws {
        var lab = try open("FROM alpine\nC")
        #expect(lab.model.panes.editor.completion?.candidates.map(\.label) == ["CMD", "COPY"])
        lab.type("o")
        #expect(lab.model.panes.editor.completion?.candidates.map(\.label) == ["COPY"])
        lab.press(.enter)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nCOPY " && lab.model.panes.editor.completion == nil)
        lab.press(.character("z"), .control)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nCo", "one step to undo")
    }

    @Test func filesOfTheContextAreOffered() throws {
        var lab = try open("FROM alpine\nCOPY ap")
        #expect(lab.model.panes.editor.completion?.candidates.map(\.label) == ["app.py", "apt.txt"])
        lab.press(.down)
        lab.press(.tab)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nCOPY apt.txt")
    }

    @Test(arguments: [Key.escape, .left, .character(" "), .function(2)])
    func escapeAndLeavingTheWordCloseTheList(key: Key) throws {
        var lab = try open("FROM alpine\nC")
        #expect(lab.model.panes.editor.completion != nil)
        lab.press(key)
        if key == .left { lab.press(.left) }
        #expect(lab.model.panes.editor.completion == nil)
    }

    @Test func nothingKnownIsSaid() throws {
        let lab = try open("FROM alpine\nRUN pip")
        #expect(lab.model.panes.editor.completion == nil && lab.model.notice == .nothingToComplete)
    }

    @Test func theOwnEditorOpensInTheShellOnceTheFileIsSaved() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("x")
        lab.press(.character("o"), .alt)
        lab.acceptWrites()
        let run = try #require(lab.effects.shell)
        let line = "${VISUAL:-${EDITOR:-vi}} \"$SLIPWAY_WORKSPACE\"/'Dockerfile'"
        #expect(lab.take().contains(.shellInput(run, .line(line))))
        #expect(lab.model.layout.focus == .shell)
    }
}
