import Foundation
import ImageFormat
import Seeds
import SystemPackage
import Testing

@testable import ImageStore

/// Archives of many images, and of layers that another program left unpacked.
@Suite struct LoadTests {
    // MARK: Many images

    /// An image of an archive, as `manifest.json` names it.
    private struct Item {
        var name: String
        var config: [UInt8]
        var layers = ["layer.tar"]
    }

    /// An archive as `docker save` writes it, whose images share one layer.
    private func archive(_ items: [Item], layer: [UInt8], in directory: TemporaryDirectory) throws -> String {
        let path = directory("docker.tar")
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        defer { try? file.close() }
        var archive = ArchiveDestination(file.rawValue)
        try archive.write("layer.tar", content: layer)
        var list: [JSON] = []
        for item in items {
            try archive.write("\(item.name).json", content: item.config)
            list.append(
                .object([
                    "Config": .string("\(item.name).json"), "RepoTags": .strings(["\(item.name):v1"]),
                    "Layers": .strings(item.layers),
                ]))
        }
        try archive.write("manifest.json", content: JSON.array(list).encoded())
        try archive.finish()
        return path
    }

    /// Images that differ in a label.
    private func items(_ count: Int, diffID: Digest) -> [Item] {
        (0..<count).map { number in
            var config = ImageConfig(config: ContainerConfig(labels: ["number": "\(number)"]))
            config.diffIDs = [diffID]
            return Item(name: "image\(number)", config: config.encoded())
        }
    }

    @Test func imagesOfAnArchiveAreListedInOneChange() throws {
        let scratch = try TemporaryStore()
        let tar = try scratch.store.tar(of: scratch.layer("echo x >x"))
        let items = items(300, diffID: Digest(of: tar))
        let other = try TemporaryStore()
        let loaded = try other.load(archive(items, layer: tar, in: other.directory))
        #expect(loaded.map { $0.references.map(\.familiar) } == items.map { ["\($0.name):v1"] })
        #expect(loaded.map(\.image.id) == items.map { Digest(of: $0.config) })
        let again = try Store.open(at: other.store.path)
        #expect(Set(try again.images().flatMap(\.references)) == Set(loaded.flatMap(\.references)))
        // It holds the index from before the only change that was made.
        let previous = try other.store.contents(PreviousIndex.fileName, limit: Store.indexLimit)
        #expect(previous == Layout.emptyIndex.encoded())
        let layer = try #require(try again.layer(diffID: Digest(of: tar)))
        #expect(try again.record(of: layer.id).boot == nil, "its files were flushed before")
    }

    @Test func anImageThatIsRefusedLeavesTheListAsItWas() throws {
        let scratch = try TemporaryStore()
        let tar = try scratch.store.tar(of: scratch.layer("echo x >x"))
        let items = items(5, diffID: Digest(of: tar))
        var spoilt = items
        spoilt[2].layers = ["layer.tar", "layer.tar"]
        let other = try TemporaryStore()
        let kept = try other.helloImage()
        let before = try other.store.imageList()
        #expect(throws: StoreError.noImageInArchive(reason: "its config names 1 layers, its manifest 2")) {
            try other.load(archive(spoilt, layer: tar, in: other.directory))
        }
        #expect(try Store.open(at: other.store.path).imageList() == before)
        #expect(try other.store.images() == [kept])
        #expect(try other.load(archive(items, layer: tar, in: other.directory)).count == 5)
        #expect(try other.store.images().count == 6)
    }

    /// However names are given away and taken back, the list is what it would be image by image.
    @Test(arguments: 0..<40) func imagesThatAreListedTogetherAreListedAsOneByOne(_ round: Int) throws {
        var random = SeededGenerator(PropertySeed.of(round))
        let names = try (0..<5).map { try Reference("name\($0):v1") }
        var (together, singly) = (ImageList(Index(manifests: [])), ImageList(Index(manifests: [])))
        for _ in 0..<3 {
            let additions = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                let digest = Digest(of: [UInt8.random(in: 0..<4, using: &random)])
                return ImageList.Addition(
                    manifest: Descriptor(mediaType: .manifest, digest: digest, size: 1), imageID: digest,
                    references: names.filter { _ in Bool.random(using: &random) })
            }
            together.add(additions)
            for addition in additions {
                singly.add(addition.manifest, imageID: addition.imageID, references: addition.references)
            }
            #expect(together.referencesByManifest == singly.referencesByManifest)
            #expect(together.entries.count == singly.entries.count, "an image without a name is listed once")
        }
    }

    // MARK: Unpacked layers

    /// A store with an image whose layer is a tar that GNU tar made, which the store's own differs from.
    private func foreignImage() throws -> (scratch: TemporaryStore, image: StoredImage, source: Descriptor) {
        let scratch = try TemporaryStore()
        let place = scratch.directory.path
        try Command.run(
            "bash", "-ec",
            "cd '\(place)'; mkdir tree; seq 100000 >tree/numbers; tar --format=gnu -C tree -cf foreign.tar numbers")
        let tar = [UInt8](try Data(contentsOf: URL(filePath: scratch.directory("foreign.tar"))))
        let items = items(1, diffID: Digest(of: tar))
        let loaded = try scratch.load(archive(items, layer: tar, in: scratch.directory))
        let image = try #require(loaded.first?.image)
        let source = try #require(try scratch.store.layers(of: image).first?.source)
        #expect(source == Descriptor(mediaType: .layer(.none), of: tar))
        return (scratch, image, source)
    }

    private func bundle(_ image: StoredImage, _ packing: LayerPacking, present: Set<Digest> = []) -> ImageBundle {
        ImageBundle(
            images: [ImageBundle.Item(image: image, references: image.references)], packing: packing, present: present)
    }

    /// The layers that a layout names, and the names of its blobs.
    private func layout(
        of bundle: ImageBundle, from scratch: TemporaryStore
    ) throws -> (layers: [Descriptor], blobs: Set<String>) {
        let folder = scratch.directory("layout-\(UInt64.random(in: 0...UInt64.max))")
        try scratch.store.export(bundle, to: FilePath(folder), for: .momentary)
        let index = try Index(parsing: Array(try Data(contentsOf: URL(filePath: folder + "/index.json"))))
        let digest = try #require(index.manifests.first?.digest)
        let blobs = folder + "/blobs/sha256"
        let manifest = try Manifest(parsing: Array(try Data(contentsOf: URL(filePath: blobs + "/\(digest.hex)"))))
        return (manifest.layers, Set(try FileManager.default.contentsOfDirectory(atPath: blobs)))
    }

    @Test func aLayerThatCameUnpackedIsPackedAsItLeaves() throws {
        let (scratch, image, source) = try foreignImage()
        let packing = LayerPacking(.gzip)
        let sent = try layout(of: bundle(image, packing), from: scratch)
        let packed = try #require(sent.layers.first)
        #expect(packed.mediaType == .layer(.gzip))
        #expect(packed.size * 2 < source.size)
        #expect(sent.blobs.contains(packed.digest.hex) && !sent.blobs.contains(source.digest.hex))

        // The tar in it is the one that came, byte for byte: its diff ID is verified.
        let folder = scratch.directory.path.appending("whole")
        try scratch.store.export(bundle(image, packing), to: folder)
        let other = try TemporaryStore()
        #expect(try other.store.load(layout: folder).map(\.image.id) == [image.id])
        #expect(try scratch.listing(image) == other.listing(try other.store.resolve(image.id.hex)))

        // Unpacked, it leaves as it came, with its manifest.
        let archive = try scratch.save(image, as: "again.tar")
        let third = try TemporaryStore()
        #expect(try third.load(archive).map(\.image.manifestDigest) == [image.manifestDigest])
    }

    @Test func aLayerThatCameUnpackedIsNotSentToWhoHasIt() throws {
        let (scratch, image, source) = try foreignImage()
        let packing = LayerPacking(.gzip)
        #expect(try scratch.store.packedLayers(of: image, as: packing) == [source.digest])
        let packed = try #require(try layout(of: bundle(image, packing), from: scratch).layers.first)
        #expect(try scratch.store.packedLayers(of: image, as: packing) == [source.digest, packed.digest])
        for blob in [packed, source] {
            let sent = try layout(of: bundle(image, packing, present: [blob.digest]), from: scratch)
            #expect(sent.layers == [blob])
            #expect(sent.blobs.isDisjoint(with: [packed.digest.hex, source.digest.hex]))
        }
    }

    /// Docker's manifests name layers by Docker's kinds.
    @Test func aLayerOfDockersManifestIsPackedAsDockersKind() throws {
        let (scratch, image, source) = try foreignImage()
        let id = try #require(try scratch.store.layers(of: image).first?.id)
        var record = try scratch.store.record(of: id)
        record.source = Descriptor(mediaType: .dockerLayer(.none), digest: source.digest, size: source.size)
        try scratch.store.write(record, for: id)
        let sent = try layout(of: bundle(image, LayerPacking(.gzip)), from: scratch)
        #expect(sent.layers.map(\.mediaType) == [.dockerLayer(.gzip)])
    }
}
