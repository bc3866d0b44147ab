import BuildJournal
import BuildPlan
import Clocks
import ContainerRuntime
import Foundation
import ImageFormat
import ImageStore
import Scratch
import SelfChecks
import Surroundings
import SystemPackage
import Testing

@testable import Evidence

/// What checks ask for, looked up in a workspace and a store of the test's own.
struct EvidenceGathererTests {
    private let scratch: ScratchFolder
    private let place: Workplace
    private let gatherer: EvidenceGatherer

    init() throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("app")
        let around = Surroundings(
            variables: ["PATH": "/usr/bin:/bin", "GREETING": "hello"], folder: scratch.path,
            program: "/nowhere/slipway")
        place = Workplace(workspace: scratch("app"), home: scratch("store"), in: around)
        gatherer = EvidenceGatherer(at: place, references: ["docker.io/library/app:v1"])
    }

    private func gather(_ change: (inout EvidenceNeeds) -> Void) -> Evidence {
        var needs = EvidenceNeeds()
        change(&needs)
        return gatherer.gather(needs)
    }

    @Test(
        .enabled(
            if: geteuid() == 0 && access("/usr/bin/python3", X_OK) == 0 && access("/usr/bin/setpriv", X_OK) == 0,
            "only root can be another user"))
    func aPageOfAnotherUserIsNotTheLearners() throws {
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/setpriv")
        other.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-u", "-m", "http.server", "0",
            "--bind", "127.0.0.1", "--directory", "/usr/share",
        ]
        let said = Pipe()
        other.standardOutput = said
        other.standardError = FileHandle.nullDevice
        try other.run()
        defer { other.terminate() }
        let words = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self).split(separator: " ")
        let port = try #require(words.firstIndex(of: "port").map { words[$0 + 1] })
        let url = "http://localhost:\(port)/"
        guard case .silent(let cause, _)? = gather({ $0.pages = [url] }).pages[url] else {
            Issue.record("the page of another user counts")
            return
        }
        #expect(cause == "Port \(port) of this machine is used by nobody, so the page there is not yours.")
    }

    /// If a container of ours is meant, the page of another program on its port does not count.
    @Test(.enabled(if: access("/usr/bin/python3", X_OK) == 0))
    func aPageOfAForeignProgramIsNotTheContainers() throws {
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/python3")
        other.arguments = ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", scratch("app")]
        let said = Pipe()
        other.standardOutput = said
        other.standardError = FileHandle.nullDevice
        try other.run()
        defer { other.terminate() }
        let words = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self).split(separator: " ")
        let port = try #require(words.firstIndex(of: "port").flatMap { UInt16(words[$0 + 1]) })
        let url = "http://localhost:\(port)/"
        var needs = EvidenceNeeds()
        needs.pages = [url]
        let meant = EvidenceGatherer(at: place, references: [], containersPort: port)
        guard case .silent(let cause, _)? = meant.gather(needs).pages[url] else {
            Issue.record("the page of a foreign program counts")
            return
        }
        #expect(cause.contains("(process \(other.processIdentifier)), which is not a container of yours"), "\(cause)")
        guard case .answered(200, _)? = gatherer.gather(needs).pages[url] else {
            Issue.record("any program may be meant at a port that is not the lesson's")
            return
        }
        let running = try container("1", image: "app:v1", ports: ["127.0.0.1:\(port)->80/tcp"])
        guard case .answered(200, _)? = meant.gather(needs).pages[url] else {
            Issue.record("a container of ours publishes the port")
            return
        }
        try running.close()
    }

    @Test func nothingIsLookedUpThatNobodyAskedFor() {
        #expect(gatherer.gather(EvidenceNeeds()) == Evidence())
    }

    @Test func aFileIsWhatLiesThere() throws {
        try scratch.put("text", at: "app/file")
        try scratch.makeFolder("app/folder")
        try scratch.put(String(repeating: "x", count: 1 << 20 + 1), at: "app/large")
        try #require(mkfifo(scratch("app/pipe"), 0o600) == 0)
        let files = gather { $0.files = ["file", "folder", "large", "pipe", "other", "."] }.files
        #expect(files["file"] == .file(Array("text".utf8)))
        #expect(files["folder"] == .folder && files["."] == .folder && files["other"] == .missing)
        #expect(files["large"] == .large(limit: 1 << 20))
        guard case .unreadable(let words)? = files["pipe"] else {
            Issue.record("\(String(describing: files["pipe"]))")
            return
        }
        #expect(words.contains("pipe"))
    }

    // MARK: Images

    @Test func anImageIsFoundInTheStoreOfThePlace() throws {
        let store = try Store.open(at: FilePath(place.home))
        let snapshot = try store.beginSnapshot()
        try Data("1234".utf8).write(to: URL(fileURLWithPath: snapshot.upper.string + "/main.py"))
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        let hashed = try store.layer(layer.id)
        let config = ImageConfig(created: "2026-01-01T00:00:00Z")
        _ = try store.putImage(config: config, layers: [hashed], tags: [try Reference("app:v1")])
        let images = gather {
            $0.images = ["app:v1", "other:v1"]
            $0.imageFiles = ["app:v1"]
        }.images
        let image = try #require(images["app:v1"] ?? nil)
        #expect(image.config.created == "2026-01-01T00:00:00Z" && image.files == ["main.py"] && image.size == 4)
        #expect(images.keys.contains("other:v1") && images["other:v1"] == .some(nil))
        #expect((gather { $0.images = ["app:v1"] }.images["app:v1"] ?? nil)?.files == nil)
    }

    // MARK: Builds

    private func build(_ id: String, context: String, tags: [String] = []) {
        let writer = JournalWriter(JournalFolder(ofStoreAt: place.home))
        let events: [BuildEvent] = [
            .started(BuildStart(buildID: id, dockerfile: "Dockerfile", context: context, tags: tags, wallClock: 1)),
            .finished(.cancelled),
        ]
        for event in events {
            let timed = TimedBuildEvent(time: 0, event: event)
            writer.add(timed.line, of: timed)
        }
        writer.close()
    }

    /// The context and the names of the last build, and whether it counts.
    @Test(
        arguments: [
            ("WORKSPACE", [], true), ("/elsewhere", [], false), (".", [], true),
            (".", ["docker.io/library/app:v1"], true), (".", ["docker.io/library/other:v1"], false),
        ] as [(String, [String], Bool)])
    func aBuildCountsWhereItMayBeTheLearners(_ context: String, _ tags: [String], _ counts: Bool) throws {
        _ = try Store.open(at: FilePath(place.home))
        build("1", context: context == "WORKSPACE" ? place.workspace : context, tags: tags)
        #expect((gather { $0.lastBuild = true }.build != nil) == counts)
    }

    /// What the lab's shell follows is judged by the same rule.
    @Test(
        arguments: [
            (".", "/home/ada/app", true), (".", "/home/ada/other", false), ("-", nil, false),
            ("https://example.org/a.git", nil, false), (".", nil, true), ("/home/ada/app", nil, true),
            ("/x", nil, false),
        ] as [(String, String?, Bool)])
    func aBuildIsOfTheFolderThatItsEventNames(_ context: String, _ folder: String?, _ isIts: Bool) {
        let start = BuildStart(
            buildID: "1", dockerfile: "Dockerfile", context: context, folder: folder, tags: [], wallClock: 1)
        #expect(start.isBuild(of: "/home/ada/app", naming: ["docker.io/library/app:v1"]) == isIts)
    }

    @Test func aForeignBuildDoesNotHideTheLearners() throws {
        _ = try Store.open(at: FilePath(place.home))
        let before = MonotonicClock.now
        build("1", context: place.workspace)
        build("2", context: "/elsewhere")
        let evidence = try #require(gather { $0.lastBuild = true }.build)
        #expect(evidence.result == .cancelled && evidence.id == "1")
        let endedAt = try #require(evidence.endedAt)
        #expect(before <= endedAt && endedAt <= MonotonicClock.now + 0.02)
    }

    // MARK: What runs

    /// A container as its owner leaves it on the disk. It lives as long as the handle, whose lock says so.
    private func container(_ id: String, image: String, ports: [String]) throws -> FileHandle {
        let folder = "store/containers/\(id)"
        let record: [String: Any] = [
            "id": id, "name": id, "image": image, "imageID": "sha256:1", "created": "2026-01-01T00:00:00Z",
            "ports": ports,
        ]
        let json = try JSONSerialization.data(withJSONObject: record)
        try scratch.put(String(decoding: json, as: UTF8.self), at: folder + "/record.json")
        let state = #"{"status":"running","process":4000000,"started":"2026-01-01T00:00:00Z"}"#
        try scratch.put(state, at: folder + "/state.json")
        try scratch.put("", at: folder + "/lock")
        let lock = try #require(FileHandle(forUpdatingAtPath: scratch(folder + "/lock")))
        try #require(flock(lock.fileDescriptor, LOCK_EX) == 0)
        return lock
    }

    @Test func containersAreThoseThatRunWithTheirPorts() throws {
        #expect(gather { $0.containers = true }.containers == [])
        let ports = ["127.0.0.1:5000->80/tcp", "0.0.0.0:5001->81/tcp", "nonsense"]
        let running = try container("1", image: "app:v1", ports: ports)
        try container("2", image: "ended:v1", ports: []).close()
        #expect(
            gather { $0.containers = true }.containers == [
                ContainerEvidence(image: "app:v1", hostPorts: [5000, 5001])
            ])
        try running.close()
        #expect(gather { $0.containers = true }.containers == [])
    }

    @Test func aCommandRunsInTheWorkspaceWithThePlacesVariables() {
        let line = #"pwd; echo "$GREETING $SLIPWAY_HOME"; echo "${PATH%%:*}"; exit 3"#
        let result = gather { $0.commands = [line] }.commands[line]
        #expect(result?.status == 3)
        #expect(
            result?.output.split(separator: "\n").map(String.init) == [
                place.workspace, "hello \(place.home)", "\(place.home)/bin",
            ])
    }

    /// What `run` says of a machine where containers have no way out is not what the learner's program has written.
    @Test func theNoteAboutTheNetworkIsNotTheCommandsOutput() {
        let line = "echo '\(ContainerSession.cutOffNote)' >&2; echo Hello"
        #expect(gather { $0.commands = [line] }.commands[line]?.output == "Hello\n")
    }

    @Test func onlyPagesOfThisMachineAreAsked() {
        let pages = gather { $0.pages = ["http://example.org/", "http://localhost:1/"] }.pages
        #expect(pages["http://example.org/"] == .unreachable("it is not an address of this machine"))
        #expect(pages["http://localhost:1/"] == .unreachable("nothing answers"))
    }
}
