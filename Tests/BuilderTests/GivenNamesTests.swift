import BuildPlan
import Builder
import ImageFormat
import ImageStore
import Testing

private let leaveOut = "There is `fr/Dockerfile`: leave -f out, and the build takes it."

/// What is given to a build and leads nowhere: arguments that no ARG takes, a Dockerfile that is elsewhere, an image's ID.
@Suite struct GivenNamesTests {
    private func warnings(_ dockerfile: String, _ arguments: [String: String]) throws -> [String] {
        let outcome = try BuildLab().build(dockerfile) { $0.arguments = arguments }
        return outcome.events.compactMap { if case .warning(let warning) = $0 { warning.message } else { nil } }
    }

    @Test func anArgumentThatNoARGTakesIsTold() throws {
        let dockerfile = "ARG BASE=scratch\nFROM $BASE\nARG VERSION=1\nLABEL v=$VERSION"
        let told = try warnings(dockerfile, ["NOPE": "1", "BASE": "scratch", "VERSION": "2", "VERSON": "2"])
        let words = "No ARG in the Dockerfile takes the build argument "
        #expect(told == [words + "`NOPE`.", words + "`VERSON`. Did you mean `VERSION`?"])
    }

    @Test(arguments: ["HTTP_PROXY", "no_proxy", "TARGETARCH", "SOURCE_DATE_EPOCH", "BUILDKIT_INLINE_CACHE"])
    func anArgumentThatNeedsNoARGIsNotTold(_ name: String) throws {
        #expect(try warnings("FROM scratch\nLABEL a=1", [name: "1"]) == [])
    }

    @Test func aForecastHasTheSameArguments() throws {
        let lab = try BuildLab()
        try lab.write("Dockerfile", "FROM scratch\nARG VERSION")
        let request = BuildRequest(
            dockerfile: .file(path: lab.context + "/Dockerfile", shown: "Dockerfile"), context: lab.context,
            arguments: ["NOPE": "1", "VERSION": "1"])
        #expect(
            DockerfileCheck.unusedArguments(request) == ["No ARG in the Dockerfile takes the build argument `NOPE`."])
    }

    /// -f counts from the current folder, and the build context may be another one.
    @Test(arguments: [
        ("nosuch", leaveOut), ("Dockerfile", leaveOut),
        (
            "dev.file",
            "There is `fr/dev.file`: name it with -f fr/dev.file, because -f counts from the folder that you are in."
        ),
    ])
    func aDockerfileIsLookedForInTheContext(_ name: String, _ advice: String) throws {
        let lab = try BuildLab()
        try lab.write("dev.file", "FROM scratch")
        let outcome = try lab.build("FROM scratch") { request in
            request.dockerfile = .file(path: lab.folder + "/" + name, shown: name)
            request.shownContext = "fr"
        }
        guard case .refused(let refusals) = outcome.result else {
            Issue.record("it was built")
            return
        }
        #expect(refusals.map(\.advice) == [advice])
    }

    /// As in BuildKit, FROM takes no ID; the name that the image has is told.
    @Test func anIDInFromIsAnsweredWithTheName() throws {
        let lab = try BuildLab()
        _ = try lab.build("FROM scratch\nLABEL a=1", tags: ["own:1"])
        let id = try lab.image("own:1").id
        for text in [id.short, id.description, "sha256:" + id.short] {
            let failure = try lab.build("FROM \(text)") { $0.mayFetch = false }.failure
            #expect(failure?.message == "FROM and --from take the name of an image, and `\(text)` is the ID of one.")
            #expect(failure?.advice?.contains("Write `own:1`") == true, "\(failure?.advice ?? "no advice")")
        }
        let other = try lab.build("FROM 0123456789ab") { $0.mayFetch = false }.failure
        #expect(other?.message.contains("is not in the store") == true, "another name may be a registry's")
    }
}
