import BuildPlan
import ImageFormat
import ImageStore
import Scratch
import SystemPackage
import Testing

@testable import BuildRuns

/// What scripts read of a build that has ended.
struct ResultFilesTests {
    @Test func theMetadataHasTheDigestByWhichTheImageIsNamed() throws {
        let folder = try ScratchFolder()
        let digest = Digest(of: [1])
        let image = BuiltImage(imageID: "sha256:id", tags: ["a:1"], size: 0, hits: 0, executed: 0, secondsSaved: 0)
        try ResultFiles(iidfile: nil, metadataFile: folder("m.json")).write(image) { digest }
        #expect(try folder.text("m.json").contains("\"containerimage.digest\": \"\(digest)\""))
        try ResultFiles(iidfile: nil, metadataFile: folder("none.json")).write(image) { nil }
        #expect(try !folder.text("none.json").contains("containerimage.digest"))
    }

    /// Of an image that was pushed it is the registry's.
    @Test func theDigestIsThatOfThePlace() throws {
        let folder = try ScratchFolder()
        let store = try Store.open(at: FilePath(folder("store")))
        let name = try Reference("host:5/app:1")
        let image = try store.putImage(config: ImageConfig(), layers: [], tags: [name])
        try store.note(Digest(of: [1]), in: name, of: image)
        let stored = try store.resolve("host:5/app:1")
        #expect(BuildWork.digest(of: stored, pushedAs: name) == Digest(of: [1]))
        #expect(BuildWork.digest(of: stored, pushedAs: nil) == image.manifestDigest)
        try store.note(Digest(of: [2]), in: name, of: image)
        #expect(BuildWork.digest(of: try store.resolve("host:5/app:1"), pushedAs: name) == nil, "it may be either")
    }
}
