import Builder
import Dispatch
import Foundation
import ImageFormat
import ImageStore
import LabModel
import LayerContents
import Scratch
import SystemPackage
import Testing

@testable import BuildPasts

/// What the lab's slider shows of a build that is over.
struct BuildMomentsTests {
    /// Builds on a thread of its own, because a step that mounts keeps its thread for itself.
    private func build(_ dockerfile: String, in folder: ScratchFolder, _ store: Store) throws -> String {
        try folder.put(dockerfile, at: "context/Dockerfile")
        let request = BuildRequest(
            dockerfile: .file(path: folder("context/Dockerfile"), shown: "Dockerfile"), context: folder("context"),
            tags: [try Reference("past:1")])
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            // The image is looked up by its name below.
            _ = Build(request, store: store, checkout: nil) { _ in }.run()
            done.signal()
        }
        done.wait()
        return try store.resolve("past:1").id.description
    }

    @Test func everyStepHasItsChangesSettingsAndFiles() throws {
        let folder = try ScratchFolder()
        let store = try Store.open(at: FilePath(folder("store")))
        try folder.put("one\n", at: "context/a")
        let image = try build("FROM scratch\nENV A=7\nCOPY a /srv/a\nUSER 1000\n", in: folder, store)
        let moments = try #require(BuildMoments(ofBuild: image, in: store))
        let all = moments.all
        #expect(all.map(\.text) == ["FROM scratch", "ENV A=7", "COPY a /srv/a", "USER 1000"])
        #expect(all.map(\.beginsStage) == [true, false, false, false])
        #expect(all[1].settings.contains(BuildMoment.Setting(name: "ENV A", value: "7")))
        #expect(!all[0].settings.contains(BuildMoment.Setting(name: "ENV A", value: "7")))
        #expect(all[2].changes.contains { $0.path.hasSuffix("srv/a") && $0.bytes == 4 })
        #expect(all[3].changes.isEmpty)
        #expect(try #require(moments.files(after: 1)).version(of: "/srv/a") == nil)
        #expect(try #require(moments.files(after: 3)).version(of: "/srv/a")?.size == 4)
        #expect(moments.files(after: 4) == nil && moments.files(after: -1) == nil)
    }

    @Test func nothingIsMadeUpOfABuildThatIsNotKept() throws {
        let folder = try ScratchFolder()
        let store = try Store.open(at: FilePath(folder("store")))
        #expect(BuildMoments(ofBuild: "sha256:00", in: store) == nil)
    }
}
