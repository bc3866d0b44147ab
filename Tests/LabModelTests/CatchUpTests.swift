import BuildPlan
import LabModel
import SelfChecks
import TerminalUI
import Testing

/// What Slipway builds and writes on the way to the beginning of a step is not the learner's work.
struct CatchUpTests {
    /// The second step, whose check is a build, with a command that goes to its beginning in the shell.
    private func catchingUp(files: [String: String] = [:]) throws -> (lab: Lab, shell: RunID) {
        var lab = try Lab(files: files)
        lab.press(.function(8))
        lab.press(.function(10))
        lab.type("catch up")
        lab.press(.enter)
        for case .shellInput(let run, .line(_)) in lab.take() { return (lab, run) }
        throw Missing.commandLine
    }

    private enum Missing: Error { case commandLine }

    private func build(_ id: String, in lab: inout Lab) {
        for event in BuildStream.editedApp.events { lab.send(.outsideBuild(id, event)) }
    }

    /// Whether the step passes, once its checks have been looked at again.
    private func passes(_ lab: inout Lab) throws -> Bool {
        let asked = try #require(lab.take().evidence)
        lab.send(.evidence(asked.run, Evidence()))
        return lab.model.panes.lesson.isPassed
    }

    @Test func itsBuildsDoNotCountAndTheLearnersNextOneDoes() throws {
        var (lab, shell) = try catchingUp()
        build("made-by-catching-up", in: &lab)
        let passesMeanwhile = try passes(&lab)
        #expect(!passesMeanwhile)
        lab.send(.shellCommandEnded(shell))
        #expect(lab.model.panes.build.run != nil, "the build is shown")
        let passesAfterwards = try passes(&lab)
        #expect(!passesAfterwards)
        build("made-by-the-learner", in: &lab)
        let passesByItself = try passes(&lab)
        #expect(passesByItself)
    }

    @Test func aShellThatDidNotTakeTheLineHasNotCaughtUp() throws {
        var (lab, shell) = try catchingUp()
        lab.send(.shellBusy(shell))
        build("made-by-the-learner", in: &lab)
        let passesByItself = try passes(&lab)
        #expect(passesByItself)
    }

    @Test func aFileThatItWritesIsNoNews() throws {
        var (lab, shell) = try catchingUp(files: ["Dockerfile": "FROM a\n"])
        let news = Notice.reloaded("Dockerfile")
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        #expect(lab.model.panes.editor.files.contains { $0.text == "FROM b\n" } && lab.model.notice != news)
        lab.send(.shellCommandEnded(shell))
        lab.send(.fileRead("Dockerfile", Array("FROM c\n".utf8)))
        #expect(lab.model.notice != news, "what it wrote last is read a moment later")
        lab.send(.tick(lab.model.now + 10))
        lab.send(.fileRead("Dockerfile", Array("FROM d\n".utf8)))
        #expect(lab.model.notice == news)
    }
}
