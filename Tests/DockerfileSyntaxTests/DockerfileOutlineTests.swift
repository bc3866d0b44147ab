import Testing

@testable import DockerfileSyntax

/// What can be built of a Dockerfile, and what that takes.
struct DockerfileOutlineTests {
    private static let dockerfile = Dockerfile.parse(
        """
        # TAG is the release
        ARG TAG=3.11
        ARG UNUSED=1
        # base has what all need
        FROM python:${TAG} AS base
        # PORT is where it answers
        ARG PORT=5000
        RUN --mount=type=secret,id=token,required=true true

        FROM alpine AS tools
        ARG TOOL
        RUN --mount=type=ssh --mount=type=secret,target=/run/secrets/other true

        # another comment
        FROM base
        ARG TAG
        RUN --mount=type=bind,from=tools,target=/t --mount=type=secret,id=token true
        """)

    @Test func targetsAreStages() {
        let outline = DockerfileOutline(Self.dockerfile)
        #expect(outline.targets.map(\.name) == ["base", "tools", ""])
        #expect(outline.targets.map(\.description) == ["has what all need", "", ""])
        #expect(outline.targets.map(\.isDefault) == [false, false, true])
    }

    @Test func aTargetTakesWhatItsStagesTake() throws {
        let outline = DockerfileOutline(Self.dockerfile, given: ["PORT": "80"])
        let whole = try #require(outline.details(of: nil))
        #expect(whole.arguments.map { "\($0.name)=\($0.value)" } == ["TAG=3.11", "PORT=80", "TOOL="])
        #expect(whole.arguments.map(\.description) == ["is the release", "is where it answers", ""])
        #expect(whole.secrets == [.init(name: "token", isRequired: true), .init(name: "other", isRequired: false)])
        #expect(whole.agents == [.init(name: "default", isRequired: false)])
        let tools = try #require(outline.details(of: "tools"))
        #expect(tools.arguments.map(\.name) == ["TOOL"] && tools.secrets.map(\.name) == ["other"])
        #expect(outline.details(of: "0")?.target.name == "base")
        #expect(outline.details(of: "nosuch") == nil && outline.details(of: "7") == nil)
    }

    @Test func anEmptyFileHasNoTargets() {
        let outline = DockerfileOutline(Dockerfile.parse(""))
        #expect(outline.targets.isEmpty && outline.details(of: nil) == nil)
    }
}
