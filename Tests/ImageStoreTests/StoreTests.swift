import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

@Suite struct StoreTests {
    @Test func aStoreOpensAgainWithItsImages() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let again = try Store.open(at: scratch.store.path)
        #expect(try again.images() == [image])
        #expect(try again.resolve("hello:v1") == image)
    }

    @Test func refusesAnotherDirectory() throws {
        let directory = try TemporaryDirectory()
        try Data().write(to: URL(fileURLWithPath: directory("holiday.jpg")))
        #expect(throws: StoreError.notAStore(directory.path, found: "holiday.jpg")) {
            try Store.open(at: directory.path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.string) == ["holiday.jpg"])
    }

    @Test(arguments: [nil, "", "{\"imageLay", "\u{0}\u{1}"]) func aDamagedMarkerIsWrittenAnew(_ marker: String?) throws
    {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let store = scratch.store.path
        for folder in ["builds", "containers"] {
            try FileManager.default.createDirectory(
                atPath: store.appending(folder).string, withIntermediateDirectories: true)
        }
        let path = store.appending("oci-layout").string
        try FileManager.default.removeItem(atPath: path)
        try marker.map { try Data($0.utf8).write(to: URL(fileURLWithPath: path)) }
        #expect(try Store.open(at: store).images() == [image])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == #"{"imageLayoutVersion":"1.0.0"}"#)
    }

    @Test func aStoreWithoutMarkerAndIndexIsMadeOfItsBlobs() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        for name in ["oci-layout", "index.json"] {
            try FileManager.default.removeItem(atPath: scratch.store.path.appending(name).string)
        }
        #expect(try Store.open(at: scratch.store.path).images().map(\.id) == [image.id])
    }

    @Test func whatNoReaderWouldTakeDoesNotLand() throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer("echo x >x")
        let labels = ["big": String(repeating: "x", count: JSONLimits().bytes)]
        #expect(throws: StoreError.imageTooLarge(limit: JSONLimits().bytes)) {
            try scratch.store.putImage(
                config: ImageConfig(config: ContainerConfig(labels: labels)), layers: [layer],
                tags: [try Reference("big:v1")])
        }
        #expect(try scratch.store.images().isEmpty)
    }

    @Test func refusesALaterFormat() throws {
        let directory = try TemporaryDirectory()
        try Data(#"{"imageLayoutVersion":"2.0.0"}"#.utf8).write(to: URL(fileURLWithPath: directory("oci-layout")))
        #expect(throws: StoreError.notAStore(directory.path, found: "2.0.0")) { try Store.open(at: directory.path) }
    }

    @Test func namesMoveAndGo() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let first = try scratch.helloImage(["app:v1", "app:v2"])
        let second = try store.putImage(
            config: ImageConfig(created: "2026-02-02T00:00:00Z"), layers: [], tags: [try Reference("app:v2")])
        #expect(try store.resolve("app:v2").id == second.id)
        #expect(try store.resolve("app:v1").references.map(\.familiar) == ["app:v1"])
        try store.untag(try Reference("app:v1"))
        #expect(throws: StoreError.noSuchImage("app:v1")) { try store.untag(try Reference("app:v1")) }
        #expect(try store.resolve(first.id.short).references == [], "the image stays, without a name")
        #expect(try store.resolve(first.id.description).id == first.id)
        try store.tag(first, as: try Reference("again"))
        #expect(try store.images().map(\.id) == [second.id, first.id])
        #expect(try store.resolve("again:latest").id == first.id)
        #expect(throws: StoreError.noSuchImage("none")) { try store.resolve("none") }
        #expect(throws: StoreError.noSuchImage("")) { try store.resolve("") }
    }

    @Test func anImageThatIsThereCostsNoWrite() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let before = try Command.run("stat", "-c", "%i %y", scratch.store.path.appending("index.json").string)
        let again = try scratch.store.putImage(
            config: image.config, layers: try scratch.store.layers(of: image), tags: image.references)
        #expect(again == image)
        #expect(try Command.run("stat", "-c", "%i %y", scratch.store.path.appending("index.json").string) == before)
    }

    /// A process that was killed between a layer's record and the link from its diff ID.
    @Test func aLayerThatLostItsDiffIDsLinkIsFound() throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer("echo x >x")
        let diffID = try #require(layer.diff?.id)
        try scratch.store.remove("diffs/\(diffID.hex)")
        #expect(try scratch.store.layer(diffID: diffID) == nil)
        let image = try scratch.store.putImage(config: ImageConfig(), layers: [layer], tags: [])
        #expect(try scratch.store.layers(of: image) == [layer])
        try scratch.store.remove("diffs/\(diffID.hex)")
        #expect(try scratch.store.computeDiff(of: layer.id).id == diffID)
        #expect(try scratch.store.layer(diffID: diffID) == layer)
    }

    /// More names than the index of an earlier version could hold: what is written can be read again.
    @Test(.timeLimit(.minutes(20))) func holdsMoreNamesThanFourMebibytes() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage(["one:v1"])
        let entry = try #require(try scratch.store.imageList().entries.first)
        let entries = (0..<12_000).map { number in
            var named = entry
            named.annotations[ImageList.nameAnnotation] = "example.com/name\(number):v1"
            return named
        }
        try scratch.store.changeImageList { list in list = ImageList(Index(manifests: entries)) }
        let size = try FileManager.default.attributesOfItem(
            atPath: scratch.store.path.appending("index.json").string)[.size]
        #expect(try #require(size as? Int) > 4 << 20)
        let again = try Store.open(at: scratch.store.path)
        #expect(try again.imageList().entries == entries)
        try again.untag(try Reference("example.com/name5:v1"))
        #expect(try again.imageID(try Reference("example.com/name5:v1")) == nil)
        #expect(try again.imageID(try Reference("example.com/name11999:v1")) == image.id)
    }

    /// One pass over the list, however many names an image gets at once.
    @Test func namesThatMoveTogetherMoveOnce() throws {
        let (old, new) = (Digest(of: [1]), Digest(of: [2]))
        let manifest = { (digest: Digest) in Descriptor(mediaType: .manifest, digest: digest, size: 1) }
        let names = try ["a:v1", "b:v1", "c:v1"].map { try Reference($0) }
        var list = ImageList(Index(manifests: []))
        list.add(manifest(old), imageID: old, references: names)
        list.add(manifest(new), imageID: new, references: [names[1], names[0], names[1]])
        #expect(list.references(of: new) == [names[0], names[1]])
        #expect(list.references(of: old) == [names[2]])
        list.add(manifest(new), imageID: new, references: names)
        #expect(list.references(of: new) == names)
        #expect(list.has(old), "the image stays, without a name")
        #expect(list.entries.count == 4)
        list.add(manifest(old), imageID: old, references: [names[0]])
        #expect(list.entries.count == 3, "and is listed once when it has one again")
        #expect(list.manifests.map(\.digest) == [old, new])
    }

    /// Annotations of a foreign manifest go into the record of a layer, and its reader takes them.
    @Test func aLayerWithLongAnnotationsCanBeReadAgain() throws {
        let scratch = try TemporaryStore()
        let tar = try scratch.store.tar(of: scratch.layer("echo x >x")) + [UInt8](repeating: 0, count: 512)
        let writer = try scratch.store.beginBlob()
        try tar.withUnsafeBytes { try writer.write($0) }
        let digest = try writer.finish()
        let blob = Descriptor(
            mediaType: .layer(.none), digest: digest, size: Int64(tar.count),
            annotations: ["note": String(repeating: "x", count: 100_000)])
        let layer = try scratch.store.extractLayer(blob, diffID: digest)
        #expect(layer.source == blob)
        #expect(try Store.open(at: scratch.store.path).layer(diffID: digest) == layer)
    }

    /// An image that another process removes while this one names it is gone, and not half there.
    @Test func whatIsRemovedMeanwhileGetsNoName() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        _ = try Store.open(at: scratch.store.path).remove(image)
        #expect(throws: StoreError.noSuchImage(image.id.short)) {
            try scratch.store.tag(image, as: try Reference("late:v1"))
        }
        #expect(try scratch.store.inventory().damaged.isEmpty)
        #expect(throws: StoreError.noSuchImage("late:v1")) { try scratch.store.resolve("late:v1") }
    }

    @Test func aPinThatItsReaderWouldRefuseIsRefused() throws {
        let scratch = try TemporaryStore()
        let id = try scratch.layer(":").id
        let layers = Array(repeating: id, count: 120_000)
        #expect(throws: StoreError.tooLarge(limit: 1 << 20)) {
            try scratch.store.pin(Pin(name: "c", image: Digest(of: [1]), layers: layers))
        }
        #expect(try scratch.store.pins() == [])
    }

    @Test func countsItsSpace() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let cached = try scratch.layer("head -c 1000 /dev/zero >c")
        try scratch.store.put(CacheRecord(key: Digest(of: [1]), lineage: "l", layers: [cached.id], payload: []))
        let usage = try scratch.store.diskUsage()
        #expect(usage.images.bytes == image.size)
        #expect(image.size == 8)
        #expect(usage.cache.bytes == 1000)
    }

    @Test(arguments: ["../x", "", ".", "a/b", ".hidden"]) func pinsHavePlainNames(_ name: String) throws {
        let scratch = try TemporaryStore()
        #expect(throws: StoreError.self) { try scratch.store.pin(Pin(name: name, image: Digest(of: [1]), layers: [])) }
    }

    @Test func aDiscardedSnapshotLeavesNothing() throws {
        let scratch = try TemporaryStore()
        let snapshot = try scratch.store.beginSnapshot()
        try Command.run(
            "bash", "-ec", "cd '\(snapshot.upper)'; mkdir -p a/b; echo >a/b/c; chmod 0 a/b; printf x >$'bad\\xff'")
        try scratch.store.discard(snapshot)
        #expect(try scratch.store.names(in: "layers") == [])
        #expect(throws: StoreError.missingLayer(snapshot.id)) { try scratch.store.layer(snapshot.id) }
    }

    /// 120 layers must fit in the page that mount(2) takes.
    @Test func keepsMountOptionsShort() throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer(":")
        #expect(Array(repeating: layer.shortPath, count: 120).joined(separator: ":").utf8.count < 2048)
    }
}
