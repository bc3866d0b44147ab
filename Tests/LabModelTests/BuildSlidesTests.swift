import BuildPlan
import ImageFormat
@testable import LabModel
import TerminalUI
import Testing

/// The slider in the build's pane: asked for by a key, and gone with the next build.
@Suite struct BuildSlidesTests {
    private static let moments = [
        BuildMoment(text: "FROM python:3.11-alpine", beginsStage: true),
        BuildMoment(
            text: "COPY requirements.txt .", changes: [LayerChange(kind: .added, path: "/app/r.txt", bytes: 4)]),
        BuildMoment(text: "COPY app.py .", changes: [LayerChange(kind: .changed, path: "/app/app.py", bytes: 4)]),
    ]

    private func built(_ stream: BuildStream) throws -> Lab {
        var lab = try Lab()
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(stream)
        lab.press(.character("4"), .alt)
        _ = lab.take()
        return lab
    }

    private func asked(_ lab: inout Lab) -> (run: RunID, build: String)? {
        for case .readMoments(let run, let build) in lab.take() { return (run, build) }
        return nil
    }

    private func slider(_ lab: Lab) -> TimeSlider? {
        if case .on(let slider) = lab.model.panes.build.slides { slider } else { nil }
    }

    @Test func aKeyAsksForTheStepsAndArrowsGoThroughThem() throws {
        var lab = try built(.editedApp)
        lab.type("t")
        let question = try #require(asked(&lab))
        #expect(question.build.hasPrefix("sha256:"), "an image's build is remembered by the image")
        lab.send(.moments(RunID(-1), .known([])))
        #expect(slider(lab) == nil, "an answer to another question is none")
        lab.send(.moments(question.run, .known(Self.moments)))
        lab.press(.left)
        lab.press(.left)
        lab.press(.left)
        #expect(slider(lab)?.place == 0)
        lab.press(.right)
        #expect(slider(lab)?.moment?.line == 5, "the step of the build has its line")
        lab.press(.enter)
        #expect(
            lab.take().contains {
                guard case .readLayerFile(_, "/app/r.txt", let place) = $0 else { return false }
                return place == .moments(build: question.build, before: 0, after: 1)
            })
        lab.press(.escape)
        lab.type("t")
        #expect(lab.model.panes.build.slides == .off)
    }

    @Test func aBuildThatFailedIsRememberedByItsOwnName() throws {
        var lab = try built(.failed)
        lab.type("t")
        let question = try #require(asked(&lab))
        #expect(question.build == "b1")
        lab.send(.moments(question.run, .failed("it is gone")))
        #expect(lab.model.panes.build.slides == .failed("it is gone"))
    }

    @Test func theNextBuildTakesItsPlace() throws {
        var lab = try built(.editedApp)
        lab.type("t")
        let question = try #require(asked(&lab))
        lab.send(.moments(question.run, .known(Self.moments)))
        lab.press(.function(5))
        lab.acceptWrites()
        #expect(lab.model.panes.build.slides == .off)
        lab.type("t")
        #expect(lab.model.notice == .nothingToSlide, "it has not ended")
    }
}
