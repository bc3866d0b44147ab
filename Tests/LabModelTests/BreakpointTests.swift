import BuildPlan
import CommandLines
@testable import LabModel
import TerminalUI
import Testing

/// Breakpoints in the gutter, building on from one, and a shell at an instruction.
@Suite struct BreakpointTests {
    static let text = "ARG X=1\nFROM a\nWORKDIR /app\nCOPY one \\\n    two ./\n# words\nRUN make\nCMD x\n"

    private static func lab() throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": text])
        lab.press(.function(3))
        return lab
    }

    private static func put(_ lab: inout Lab, line: Int) {
        lab.press(.character("g"), .control)
        lab.type("\(line)\n")
    }

    /// Arguments of the build that was started, which then stops before a line, or goes on to its end.
    private static func builds(_ lab: inout Lab, stopsBefore line: Int?) -> [String] {
        lab.acceptWrites()
        for case .startBuild(let run, let build) in lab.take() {
            let steps = [3, 4, 7, 8].enumerated().map { index, first in
                StepOutline(
                    id: StepID(index), stage: 0, keyword: "RUN", text: "step \(index)", firstLine: first,
                    lastLine: first, ordinal: index + 1, stageStepCount: 4)
            }
            lab.send(.build(run, TimedBuildEvent(time: 0, event: .planned(BuildOutline(stages: [], steps: steps)))))
            let step = steps.first { $0.firstLine == line }?.id
            let result: BuildResult = step.map { .stopped(before: $0, image: "sha256:1") } ?? .cancelled
            lab.send(.build(run, TimedBuildEvent(time: 1, event: .finished(result))))
            lab.send(.buildEnded(run, status: 0, errors: ""))
            return build.words
        }
        return []
    }

    @Test func buildsStopAtEachBreakpointAndThenGoOn() throws {
        var lab = try Self.lab()
        for line in [5, 7] {
            Self.put(&lab, line: line)
            lab.press(.character("x"), .alt)
        }
        #expect((1...9).filter { lab.model.panes.editor.hasBreakpoint(line: $0) } == [4, 7])
        lab.press(.function(5))
        #expect(Self.builds(&lab, stopsBefore: 4) == ["--stop-before", "4", "."], "a part of an image gets no name")
        #expect(lab.model.panes.build.selected == 1)
        lab.press(.function(5))
        #expect(Self.builds(&lab, stopsBefore: 7) == ["--stop-before", "7", "."])
        lab.press(.function(5))
        #expect(Self.builds(&lab, stopsBefore: nil) == ["-t", "hello:v1", "."])
        lab.press(.function(5))
        #expect(Self.builds(&lab, stopsBefore: 4) == ["--stop-before", "4", "."], "the next build begins anew")
    }

    @Test func aBreakpointStaysWithItsInstruction() throws {
        var lab = try Self.lab()
        Self.put(&lab, line: 7)
        lab.press(.character("x"), .alt)
        Self.put(&lab, line: 3)
        lab.type("# more\n")
        #expect((1...10).filter { lab.model.panes.editor.hasBreakpoint(line: $0) } == [8])
        Self.put(&lab, line: 8)
        lab.press(.character("x"), .alt)
        #expect(!lab.model.panes.editor.hasBreakpoint(line: 8))
    }

    @Test(arguments: [1, 2, 6]) func nothingStopsWhereNothingIsBuilt(_ line: Int) throws {
        var lab = try Self.lab()
        Self.put(&lab, line: line)
        lab.press(.character("x"), .alt)
        #expect(lab.model.notice == .noBreakpoint)
    }

    @Test func oneInstructionMoreAtATime() throws {
        var lab = try Self.lab()
        for line in [4, 7, 8] {
            lab.press(.character("j"), .alt)
            #expect(Self.builds(&lab, stopsBefore: line) == ["--stop-before", "\(line)", "."])
        }
        lab.press(.character("j"), .alt)
        #expect(Self.builds(&lab, stopsBefore: nil) == ["-t", "hello:v1", "."])
    }

    @Test func oneInstructionLessAtATime() throws {
        var lab = try Self.lab()
        lab.press(.character("u"), .alt)
        #expect(lab.model.notice == .nothingToStepBack)
        for line in [4, 7] {
            lab.press(.character("j"), .alt)
            #expect(Self.builds(&lab, stopsBefore: line) == ["--stop-before", "\(line)", "."])
        }
        for (place, line) in [4, 3].enumerated() {
            lab.press(.character("u"), .alt)
            #expect(Self.builds(&lab, stopsBefore: line) == ["--stop-before", "\(line)", "."])
            #expect(lab.model.panes.build.selected == 1 - place, "a shell of the pane follows")
            #expect(lab.model.panes.editor.file?.caretLine == line, "and one from the editor")
        }
        lab.press(.character("u"), .alt)
        #expect(lab.model.notice == .firstInstruction && lab.take().build == nil)
        lab.press(.character("j"), .alt)
        #expect(Self.builds(&lab, stopsBefore: 4) == ["--stop-before", "4", "."], "and forwards again")
    }

    /// From where a build ended: before its last instruction, or before the one that failed.
    @Test(arguments: [(BuildStream.editedApp, 12), (BuildStream.failed, 7)])
    func aBuildThatEndedIsGoneBackInToo(_ stream: BuildStream, _ line: Int) throws {
        var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile])
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(stream)
        _ = lab.take()
        lab.press(.character("u"), .alt)
        lab.acceptWrites()
        #expect(lab.take().build?.arguments == ["--stop-before", "\(line)", "."])
    }

    @Test func anotherEngineDoesNotGoBack() throws {
        var lab = try Self.lab()
        lab.model.engine = "docker"
        lab.press(.character("u"), .alt)
        #expect(lab.model.notice == .engineCannotStop)
    }

    /// However the block of a lesson spells the name: a stopped build must not become `hello:v2`.
    @Test(arguments: ["-t hello:v2", "--tag hello:v2", "--tag=hello:v2", "-t hello:v2 --tag hello:v3"])
    func aBuildOfTheLessonThatStopsHasNoName(_ spelling: String) throws {
        let block = Lab.write.replacing("-t hello:v2", with: spelling)
        let lesson = "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-write]\n"
        var lab = try Lab(lesson: ["lesson.yaml": lesson, "steps/01-write.md": block])
        lab.send(.fileRead("Dockerfile", Array(Self.text.utf8)))
        lab.press(.function(3))
        Self.put(&lab, line: 7)
        lab.press(.character("x"), .alt)
        lab.press(.function(2))
        lab.press(.right)
        lab.press(.right)
        lab.press(.enter)
        #expect(Self.builds(&lab, stopsBefore: nil) == ["--stop-before", "7", "."])
    }

    @Test func aShellIsTypedForTheInstructionAtTheCaret() throws {
        var lab = try Self.lab()
        Self.put(&lab, line: 5)
        lab.press(.character("g"), .alt)
        #expect(lab.model.layout.focus == .shell)
        #expect(lab.take().contains { "\($0)".contains("slipway shell --before 4") })
    }
}
