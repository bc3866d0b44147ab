import BuildPlan
import DockerfileSyntax
import Files
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

@testable import Builder
@testable import ContainerRuntime

/// The surroundings of a step without a build: a context, and the stages and images that a test provides.
private struct LoneOrigins: Origins {
    let context: BuildContext
    var stages: [StageResult] = []

    init(_ lab: BuildLab) throws { context = try BuildContext(Self.request(lab), ignored: nil) }

    static func request(_ lab: BuildLab) -> BuildRequest {
        BuildRequest(
            dockerfile: .file(path: lab.context + "/Dockerfile", shown: "Dockerfile"), context: lab.context)
    }

    func stage(_ index: Int) throws(StepError) -> StageResult {
        guard stages.indices.contains(index) else { throw .instruction(.unknownStage("\(index)")) }
        return stages[index]
    }

    func image(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        throw .base(.pull(name, reason: "this test has no images"))
    }
}

extension BuildLab {
    fileprivate func services(_ request: BuildRequest? = nil) -> BuildServices {
        BuildServices(
            request: request ?? LoneOrigins.request(self), store: store, checkout: nil, cancellation: Cancellation(),
            emit: { _ in }, onTick: nil)
    }

    /// What an instruction comes to in an empty stage.
    fileprivate func effect(_ instruction: String) throws -> StepEffect {
        let dockerfile = Dockerfile.parse("FROM scratch\n" + instruction)
        try #require(!dockerfile.hasErrors)
        let plan = try Planner(arguments: [:], platform: .host, target: nil).plan(dockerfile)
        var state = StageState(
            base: StageState.scratch(platform: .host), scope: plan.globals.stage)
        return try state.apply(plan.stages[0].steps[0].instruction, escape: plan.escape) { name in
            Int(name).map { .stage($0) } ?? .image(name)
        }
    }

    fileprivate func files(_ instruction: String) throws -> FilesAction {
        guard case .files(let files) = try effect(instruction).action else {
            throw StepError.host("\(instruction) takes no files")
        }
        return files
    }

    fileprivate func root() throws -> RootWriter {
        mkdir(folder + "/root", 0o755)
        return try RootWriter(at: folder + "/root")
    }

    fileprivate func text(_ path: String) -> String? {
        (try? WholeFile.read(folder + "/root/" + path)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Each step by itself, without a plan, a schedule or a mount.
@Suite struct StepTests {
    let lab: BuildLab

    init() throws {
        lab = try BuildLab()
        try lab.write("app/main.py", "print(1)\n")
        try lab.write("app/data.txt", "data\n", mode: 0o600)
        try lab.write("notes.txt", "notes\n")
    }

    private func inputs(_ files: FilesAction) throws -> StepInputs {
        try CopyInputs(files, services: lab.services(), origins: LoneOrigins(lab)).read()
    }

    private func write(_ instruction: String) throws -> StepWork.Done {
        let files = try lab.files(instruction)
        return try CopyStep(files, inputs(files), store: lab.store, sourceDate: nil).write(to: lab.root())
    }

    @Test func copyReadsWhatItNames() throws {
        let read = try inputs(lab.files("COPY app notes.txt /srv/"))
        #expect(read.files.map(\.path) == ["app", "app/data.txt", "app/main.py", "notes.txt"])
        #expect(try inputs(lab.files("COPY *.nothing notes.txt /srv/")).unmatched == ["*.nothing"])
    }

    @Test func copyRefusesWhatIsNotThere() throws {
        let unbuilt = FilesAction(.copy(from: .stage(3), keepsParents: false), sources: ["a"], destination: "/")
        #expect(throws: StepError.tree(.missing(path: "nope"))) { try inputs(lab.files("COPY nope /")) }
        #expect(throws: StepError.instruction(.unknownStage("3"))) { try inputs(unbuilt) }
        #expect(throws: StepError.base(.pull("busybox", reason: "this test has no images"))) {
            try inputs(lab.files("COPY --from=busybox /a /"))
        }
    }

    @Test func copyWritesIntoARoot() throws {
        let done = try write("COPY --chmod=640 app notes.txt /srv/")
        #expect(lab.text("srv/main.py") == "print(1)\n" && lab.text("srv/notes.txt") == "notes\n")
        var status = stat()
        #expect(stat(lab.folder + "/root/srv/main.py", &status) == 0 && status.st_mode & 0o7777 == 0o640)
        #expect(done.fileBytes == 20 && done.note == nil)
        #expect(done.placements.map(\.destination) == ["srv", "srv/notes.txt"])
    }

    @Test func copyWritesHeredocsAndTellsWhatMatchedNothing() throws {
        #expect(try write("COPY <<one <<two /etc/\n1\none\n2\ntwo").fileBytes == 0)
        #expect(lab.text("etc/one") == "1\n" && lab.text("etc/two") == "2\n")
        #expect(try write("COPY notes.txt *.lock /etc/").note == "`*.lock` matches no file, so nothing came from there")
    }

    @Test(arguments: [
        ("COPY --chmod=rwx notes.txt /", "`--chmod=rwx` is not a valid mode."),
        ("COPY --link --chown=app notes.txt /", "With --link, --chown takes numbers only"),
    ])
    func copyRefusesFlags(instruction: String, message: String) throws {
        let error = #expect(throws: StepError.self) { try write(instruction) }
        #expect(error?.words.hasPrefix(message) == true, "\(error?.words ?? "")")
    }

    @Test func addTakesAChecksumForURLsOnly() throws {
        let sum = "sha256:" + String(repeating: "0", count: 64)
        #expect(throws: StepError.self) { try inputs(lab.files("ADD --checksum=\(sum) notes.txt /")) }
        let error = #expect(throws: StepError.self) {
            try inputs(lab.files("ADD --checksum=md5:1 https://example.org/a /"))
        }
        #expect(error?.words == "`--checksum=md5:1` is not a valid checksum.")
        // With a checksum nothing is fetched for the key.
        let known = try inputs(lab.files("ADD --checksum=\(sum) https://example.org/a /"))
        #expect(known.files.map(\.path) == ["https://example.org/a"])
    }

    // MARK: Keys

    private func key(_ instruction: String, _ change: (inout BuildRequest) -> Void = { _ in }) throws -> Digest {
        var request = LoneOrigins.request(lab)
        change(&request)
        let effect = try lab.effect(instruction)
        let inputs: StepInputs =
            if case .files(let files) = effect.action { try inputs(files) } else { StepInputs() }
        return StepKey.digest(of: effect, on: Digest(of: Array("parent".utf8)), inputs, for: request)
    }

    @Test func aKeyIsThatOfTheFiles() throws {
        let first = try key("COPY app /srv/")
        utimes(lab.context + "/app/main.py", [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)])
        #expect(try key("COPY app /srv/") == first, "times do not count")
        chmod(lab.context + "/app/data.txt", 0o644)
        #expect(try key("COPY app /srv/") != first, "modes count")
        chmod(lab.context + "/app/data.txt", 0o600)
        try lab.write("app/main.py", "print(2)\n")
        #expect(try key("COPY app /srv/") != first, "bytes count")
    }

    @Test func aKeyIsThatOfTheInstruction() throws {
        let same = try [
            key("COPY notes.txt /a"), key("COPY notes.txt /b"), key("ADD notes.txt /a"),
            key("COPY --link notes.txt /a"),
            key("COPY --chmod=600 notes.txt /a"), key("COPY --parents notes.txt /a"),
            key("COPY --exclude=x notes.txt /a"), key("ADD --unpack=false notes.txt /a"),
        ]
        #expect(Set(same).count == same.count)
    }

    @Test func aKeyIsThatOfTheRequest() throws {
        #expect(try key("RUN true") != key("RUN true") { $0.hasNetwork = false })
        #expect(try key("RUN true") != key("RUN true") { $0.sourceDate = 0 })
        #expect(try key("ENV A=1") == key("ENV A=1") { $0.sourceDate = 0 }, "no layer has no times")
    }

    // MARK: RUN and FROM

    @Test func runGetsTheHomeOfItsUser() throws {
        guard case .run(let command) = try lab.effect("RUN true").action else { return #expect(Bool(false)) }
        let user = UserIdentity(uid: 5, gid: 5, home: "/home/ada")
        #expect(command.process(as: user, adding: ["A=1"]).environment.suffix(2) == ["A=1", "HOME=/home/ada"])
        #expect(command.process(as: user, adding: ["HOME=/x"]).environment.last == "HOME=/x")
    }

    @Test func runNeedsItsSecretsAndHasItsContext() throws {
        let origins = try LoneOrigins(lab)
        func mounts(_ instruction: String) throws -> RunMounts {
            guard case .run(let command) = try lab.effect(instruction).action else { throw StepError.cancelled }
            return try RunMounts(command, services: lab.services(), origins: origins)
        }
        #expect(throws: StepError.self) { try mounts("RUN --mount=type=secret,id=key,required=true true") }
        let without = try mounts("RUN --mount=type=secret,id=key true")
        #expect(without.list.isEmpty)
        without.remove()
        let bound = try mounts("RUN --mount=type=bind,source=app,target=/src true")
        #expect(bound.list.map(\.target) == ["/src"])
        bound.remove()
    }

    private func start(_ dockerfile: String) throws -> StageResult {
        let plan = try Planner(arguments: [:], platform: .host, target: nil).plan(Dockerfile.parse(dockerfile))
        var origins = try LoneOrigins(lab)
        for stage in plan.stages {
            let start = StageStart(stage: stage, plan: plan, services: lab.services(), origins: origins)
            origins.stages.append(try start.result().0)
        }
        return try #require(origins.stages.last)
    }

    @Test func aStageStandsOnItsBase() throws {
        let scratch = try start("FROM scratch")
        #expect(scratch.layers.isEmpty && scratch.history.isEmpty)
        let second = try start("FROM scratch AS a\nFROM a")
        #expect(second.memory.baseReference == "a" && second.key != scratch.key)
        #expect(throws: StepError.base(.pull("busybox", reason: "this test has no images"))) {
            try start("FROM busybox")
        }
        let error = #expect(throws: StepError.self) { try start("FROM --platform=linux/s390x busybox") }
        #expect(error?.words.contains("builds for this machine only") == true)
    }
}

/// A build that is cancelled cancels its parts; a part that is cancelled leaves the build alone.
@Test func aPartIsCancelledWithTheWhole() {
    let whole = Cancellation()
    let (first, second) = (Cancellation(within: whole), Cancellation(within: whole))
    first.cancel()
    #expect(first.isCancelled && !whole.isCancelled && !second.isCancelled)
    whole.cancel()
    #expect(second.isCancelled)
}
