import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// The digests under which registries have an image: what finds it by them, and when they go.
@Suite struct RepositoryDigestTests {
    private let pushed = Digest(of: [1])

    private func reference(_ text: String) throws -> Reference { try Reference(text) }

    private func pushedImage(_ tags: [String] = ["host:5/app:v1"]) throws -> (TemporaryStore, StoredImage) {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage(tags)
        try scratch.store.note(pushed, in: try reference("host:5/app:v1"), of: image)
        return (scratch, image)
    }

    @Test func whatWasPushedIsFoundByItsDigestThereAndNowhereElse() throws {
        let (scratch, image) = try pushedImage()
        let name = "host:5/app@\(pushed)"
        let again = try Store.open(at: scratch.store.path)
        _ = try again.pruneWhenFree(PruneScope(images: .dangling, cache: .all))
        #expect(try again.resolve(name).id == image.id)
        #expect(try again.resolve("host:5/app:other@\(pushed)").id == image.id, "with a digest the tag does not count")
        #expect(try again.resolve(name).repositoryDigests == [reference(name)])
        #expect(try again.images().map(\.references) == [[reference("host:5/app:v1")]], "a digest is not one more tag")
        #expect(throws: StoreError.noSuchImage("other@\(pushed)")) { try again.resolve("other@\(pushed)") }
    }

    /// As docker has it: with the last tag in a repository go the digests there.
    @Test func digestsGoWithTheLastTagOfTheirRepository() throws {
        let (scratch, _) = try pushedImage(["host:5/app:v1", "host:5/app:v2", "local:v1"])
        let digest = try reference("host:5/app@\(pushed)")
        #expect(try scratch.store.untag(reference("host:5/app:v1")) == [reference("host:5/app:v1")])
        #expect(try scratch.store.resolve("local:v1").repositoryDigests == [digest])
        #expect(try scratch.store.untag(reference("host:5/app:v2")) == [reference("host:5/app:v2"), digest])
        #expect(try scratch.store.resolve("local:v1").repositoryDigests == [])
    }

    @Test func aDigestGoesAlone() throws {
        let (scratch, image) = try pushedImage()
        let digest = try reference("host:5/app@\(pushed)")
        #expect(try scratch.store.untag(digest) == [digest])
        #expect(try scratch.store.resolve("host:5/app:v1").id == image.id)
        #expect(throws: StoreError.noSuchImage(digest.familiar)) { try scratch.store.untag(digest) }
    }

    /// A tag that moves leaves the image the digest by which it can still be had.
    @Test func aTagThatMovesLeavesTheDigest() throws {
        let (scratch, image) = try pushedImage()
        let other = try scratch.store.putImage(
            config: ImageConfig(config: ContainerConfig(command: ["other"])), layers: [],
            tags: [try reference("host:5/app:v1")])
        #expect(try scratch.store.resolve("host:5/app:v1").id == other.id)
        #expect(try scratch.store.resolve("host:5/app@\(pushed)").id == image.id)
        try scratch.store.note(pushed, in: try reference("host:5/app"), of: other)
        #expect(try scratch.store.resolve("host:5/app@\(pushed)").id == other.id, "one image has a digest")
        #expect(try scratch.store.resolve(image.id.hex).repositoryDigests == [])
    }

    /// Of an image for several platforms the digest is the list's, which no manifest here has.
    @Test func whatWasFetchedIsFoundByTheDigestThatItWasFetchedAs() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let layout = scratch.directory.path.appending("layout")
        try scratch.store.export(ImageBundle(images: [.init(image: image, references: [])]), to: layout)
        let other = try TemporaryStore()
        _ = try other.store.load(layout: layout, as: [reference("app:v1")], fetchedAs: pushed)
        #expect(try other.store.image(reference("app@\(pushed)"))?.id == image.id)
        #expect(try other.store.load(layout: layout, as: [reference("app:v1")]).count == 1)
        #expect(try other.store.resolve("app:v1").repositoryDigests == [reference("app@\(pushed)")], "it is kept")

        let third = try TemporaryStore()
        let pinned = try reference("app:v1@\(pushed)")
        _ = try third.store.load(layout: layout, as: [pinned], fetchedAs: pushed)
        let found = try #require(try third.store.image(pinned))
        #expect(found.references == [try reference("app@\(pushed)")] && found.references == found.repositoryDigests)
        #expect(try third.store.untag(pinned) == found.references)
    }

    /// An image that was built and pushed comes back with the registry's manifest: it is one image all the same.
    @Test func anImageThatComesBackWithAnotherManifestIsListedOnce() throws {
        let (scratch, image) = try pushedImage()
        let store = scratch.store
        let manifest = try store.document(image.manifestDigest) + [UInt8(ascii: "\n")]
        let again = try store.putImage(
            manifest: manifest, config: try store.document(image.id), tags: [try reference("host:5/app:v1")])
        #expect(again.id == image.id && again.manifestDigest != image.manifestDigest)
        #expect(try store.images().map(\.manifestDigest) == [again.manifestDigest])
        #expect(try store.resolve("host:5/app@\(pushed)").manifestDigest == again.manifestDigest)
    }

    /// An image that was pushed, and then pulled by its digest: two manifests, and still one image with all its names.
    @Test func anImageHasTheNamesOfAllItsManifests() throws {
        let (scratch, image) = try pushedImage(["host:5/app:v1", "local:v1"])
        let store = scratch.store
        let pulled = try reference("host:5/app@\(pushed)")
        let manifest = try store.document(image.manifestDigest) + [UInt8(ascii: "\n")]
        try store.putImage(manifest: manifest, config: try store.document(image.id), tags: [pulled])

        let all = [try reference("local:v1"), try reference("host:5/app:v1"), pulled]
        for name in all {
            #expect(try store.resolve(name.familiar).allReferences == all)
            #expect(try store.listed(name.familiar).allReferences == all)
        }
        #expect(try store.images().map(\.allReferences) == [all])
        #expect(try store.diskUsage().images.count == 1)
        #expect(try store.untag(pulled) == [pulled])
        #expect(try store.images().map(\.manifestDigest) == [image.manifestDigest])
        #expect(try store.resolve("local:v1").repositoryDigests == [])
    }

    /// Earlier versions kept the tag of a name with a digest.
    @Test func aNameWithTagAndDigestOfAnEarlierVersionIsFoundAndGoes() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage([])
        try scratch.store.changeImageList { list in
            var entry = list.entries[0]
            entry.annotations[ImageList.nameAnnotation] = "docker.io/library/app:v1@\(pushed)"
            list = ImageList(Index(manifests: [entry]))
        }
        let name = try reference("app@\(pushed)")
        #expect(try scratch.store.resolve(name.familiar).repositoryDigests == [name])
        #expect(try scratch.store.untag(name) == [name])
        #expect(try scratch.store.resolve(image.id.hex).references == [])
    }
}
