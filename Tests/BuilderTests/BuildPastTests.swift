import BuildPlan
import Builder
import ImageFormat
import Testing

/// What was there after each step of a build.
@Suite struct BuildPastTests {
    @Test func everyStepHasItsLayersAndItsSettings() throws {
        let lab = try BuildLab()
        try lab.write("app.py", "print()\n")
        let text = """
            FROM scratch AS build
            ARG VERSION=1
            ENV A=$VERSION B=2
            COPY app.py /app.py
            WORKDIR /srv
            USER 1000
            FROM build
            COPY app.py /other.py
            """
        let image = try #require(try lab.build(text) { $0.arguments = ["VERSION": "7"] }.image)
        let past = try #require(BuildPast(of: image.imageID, in: lab.store))
        #expect(
            past.moments.map { "\($0.newLayers.count) \($0.layers.count) \($0.text)" } == [
                "0 0 FROM scratch AS build", "0 0 ARG VERSION=1", "0 0 ENV A=$VERSION B=2", "1 1 COPY app.py /app.py",
                "1 2 WORKDIR /srv", "0 2 USER 1000", "2 2 FROM build", "1 3 COPY app.py /other.py",
            ])
        #expect(past.moments.map(\.beginsStage) == [true] + Array(repeating: false, count: 5) + [true, false])
        #expect(past.moments[1].state.config.environment.count == 1)
        #expect(past.moments[2].state.config.environment.contains("B=2"))
        #expect(past.moments[3].state.workingDirectory == "/" && past.moments[4].state.workingDirectory == "/srv")
        #expect(past.moments[3].settings.contains { $0 == ("ENV A", "7") }, "as --build-arg gave it")
        #expect(past.moments[3].settings.contains { $0 == ("ARG VERSION", "7") })
        #expect(past.moments[7].state.config.user == "1000", "a stage on a stage has its settings")
    }

    @Test func aBuildThatFailedEndsAboveTheStepThatDid() throws {
        let lab = try BuildLab()
        try lab.write("app.py", "print()\n")
        let outcome = try lab.build("FROM scratch\nCOPY app.py /\nCOPY nothing /\nCOPY app.py /x")
        var id = ""
        for case .started(let start) in outcome.events { id = start.buildID }
        let past = try #require(BuildPast(of: id, in: lab.store))
        #expect(past.moments.map(\.text) == ["FROM scratch", "COPY app.py /"])
    }

    @Test func whatIsNotRememberedIsNotMadeUp() throws {
        #expect(BuildPast(of: "sha256:00", in: try BuildLab().store) == nil)
    }
}
