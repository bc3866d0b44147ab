import BuildPlan
import DebugAdapter
import ImageFormat
import ImageStore
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import DebugServing

/// How a debugger's build is called, what its console says, and what is seen where it stands.
struct DebugBuildTests {
    @Test func aLaunchIsACommandLine() throws {
        let launch = DebugLaunch(
            try JSON(
                parsing: Array(
                    #"{"context":"-odd","dockerfile":"a/Dockerfile","target":"app","args":{"B":"2","A":"1=x"}}"#.utf8)))
        #expect(
            DebugBuild.words(of: launch, stopBefore: 7) == [
                "build", "--progress", "rawjson", "--stop-before", "7", "--file", "a/Dockerfile", "--target", "app",
                "--build-arg", "A=1=x", "--build-arg", "B=2", "--", "-odd",
            ])
        let plain = DebugLaunch(.object([JSON.Member]()))
        #expect(DebugBuild.words(of: plain, stopBefore: nil) == ["build", "--progress", "rawjson", "--", "."])
    }

    private static let steps = [
        StepOutline(
            id: StepID(1), stage: 0, keyword: "RUN", text: "RUN make", firstLine: 2, lastLine: 2, ordinal: 2,
            stageStepCount: 3)
    ]

    @Test(
        arguments: [
            (.cached(saved: 1), "[2/3] RUN make: CACHED\n"), (.skipped, nil), (.cancelled, nil),
            (
                .failed(StepFailure(message: "exit status 2", location: "Dockerfile:2", exitStatus: 2)),
                "[2/3] RUN make: exit status 2\n"
            ),
        ] as [(StepOutcome, String?)])
    func aStepThatWasTriedIsTold(_ outcome: StepOutcome, _ line: String?) {
        let finish = StepFinish(step: StepID(1), outcome: outcome, duration: 0)
        #expect(DebugBuild.line(of: finish, among: Self.steps) == line)
        #expect(DebugBuild.line(of: finish, among: []) == nil)
    }

    @Test func aStepThatWasDoneHasItsTime() {
        let finish = StepFinish(step: StepID(1), outcome: .done, duration: 1.5)
        let line = DebugBuild.line(of: finish, among: Self.steps)
        #expect(line == "[2/3] RUN make: done in \(Quantity.seconds(1.5))\n")
    }

    @Test func theImageAtAPointHasVariablesAndSettings() throws {
        let folder = try ScratchFolder()
        let store = try Store.open(at: FilePath(folder("store")))
        let image = try store.putImage(
            config: ImageConfig(
                config: ContainerConfig(user: "app", environment: ["A=1", "B=2=3"], workingDirectory: "/srv")),
            layers: [], tags: [try Reference("app:1")])
        let around = Surroundings(variables: ["SLIPWAY_HOME": folder("store")], folder: "/", program: "slipway")
        var point = DebugPoint(DebugLaunch(.object(["context": .string(folder.path)])))
        point.image = image.id.description
        func shown(_ scope: DebugScope) -> [String] {
            point.variables(in: scope, before: nil, around).map { "\($0.name)=\($0.value)" }
        }
        #expect(shown(.environment) == ["A=1", "B=2=3"])
        #expect(shown(.settings) == ["WORKDIR=/srv", "USER=app", "SHELL=/bin/sh -c"])
        #expect(shown(.files).isEmpty && shown(.folder(9)).isEmpty)
        point.image = "sha256:00"
        #expect(shown(.environment).isEmpty && shown(.settings).isEmpty)
    }
}
