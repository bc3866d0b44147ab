import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// Files of the store that are gone or spoilt: each is named, what can be made again is, and the rest can be removed.
@Suite struct DamageTests {
    private static func write(_ text: String, to name: String, of store: Store) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: store.path.appending(name).string))
    }

    private static func blob(_ digest: Digest) -> String { "blobs/sha256/\(digest.hex)" }

    /// A store with two images; the first has two names.
    private static func twoImages() throws -> (TemporaryStore, first: StoredImage, second: StoredImage) {
        let scratch = try TemporaryStore()
        let first = try scratch.helloImage(["first:v1", "first:v2"])
        let layer = try scratch.layer("echo second >s")
        let second = try scratch.store.putImage(
            config: ImageConfig(created: "2025-01-01T00:00:00Z"), layers: [layer], tags: [try Reference("second:v1")])
        return (scratch, first, second)
    }

    enum Harm: CaseIterable {
        case missing, empty, garbage, cutShort, oneBadEntry

        func apply(to store: Store) throws {
            let path = store.path.appending("index.json").string
            let text = try String(contentsOfFile: path, encoding: .utf8)
            switch self {
            case .missing: try Command.run("rm", path)
            case .empty: try DamageTests.write("", to: "index.json", of: store)
            case .garbage: try DamageTests.write("{\u{1}\"x", to: "index.json", of: store)
            case .cutShort: try DamageTests.write(String(text.dropLast(40)), to: "index.json", of: store)
            case .oneBadEntry:
                let spoilt = text.replacingOccurrences(of: "\"size\"", with: "\"s\"")
                try DamageTests.write(spoilt, to: "index.json", of: store)
            }
        }
    }

    @Test(arguments: Harm.allCases) func aDamagedIndexIsRebuilt(_ harm: Harm) throws {
        let (scratch, first, second) = try Self.twoImages()
        // One more change, so that the index before it knows both images.
        try scratch.store.tag(second, as: try Reference("last:v1"))
        try harm.apply(to: scratch.store)
        let store = try Store.open(at: scratch.store.path)
        #expect(Set(try store.images().map(\.id)) == [first.id, second.id])
        #expect(try store.resolve("first:v2").id == first.id, "names come from the index before the last change")
        #expect(try store.resolve("second:v1").id == second.id)
        let words = store.takeRepairs().joined()
        #expect(words.contains(store.path.appending("index.json").string), "it says where: \(words)")
        #expect(words.contains("slipway tag"), "and what to do: \(words)")
        let isKept = FileManager.default.fileExists(atPath: store.path.appending("index.json.damaged").string)
        #expect(isKept == (harm != .missing))
        #expect(try Store.open(at: store.path).images().count == 2, "and it is rebuilt once")
    }

    @Test func anIndexWithoutAnyTraceIsRebuiltFromTheBlobs() throws {
        let (scratch, first, second) = try Self.twoImages()
        try Command.run("rm", scratch.store.path.appending("index.previous").string)
        try Self.write("?", to: "index.json", of: scratch.store)
        let store = try Store.open(at: scratch.store.path)
        #expect(Set(try store.images().map(\.id)) == [first.id, second.id])
        #expect(try store.images().allSatisfy(\.references.isEmpty))
        try store.tag(try store.resolve(first.id.short), as: try Reference("again:v1"))
        #expect(try store.resolve("again:v1").size == first.size)
    }

    @Test func aManifestThatWasMadeHereIsMadeAgain() throws {
        let (scratch, first, _) = try Self.twoImages()
        let store = scratch.store
        let before = try store.document(first.manifestDigest)
        for harm in ["rm", "truncate -s 10"] {
            try Command.run("bash", "-ec", "\(harm) '\(store.path)/\(Self.blob(first.manifestDigest))'")
            #expect(try store.resolve("first:v1") == first)
            #expect(try store.document(first.manifestDigest) == before)
            #expect(store.takeRepairs().joined().contains(first.manifestDigest.hex))
        }
    }

    /// A config cannot be made again: the image is listed, named in each error, kept by a prune and removed when asked.
    @Test(arguments: ["rm", "truncate -s 10", "echo x >"])
    func anImageWithoutItsConfigCanBeListedAndRemoved(_ harm: String) throws {
        let (scratch, first, second) = try Self.twoImages()
        let store = scratch.store
        try Command.run("bash", "-ec", "\(harm) '\(store.path)/\(Self.blob(first.id))'")
        let inventory = try store.inventory()
        #expect(inventory.images == [second])
        let damaged = try #require(inventory.damaged.first)
        #expect(damaged.listed.references.map(\.familiar) == ["first:v1", "first:v2"])
        #expect(damaged.listed.id == first.id)
        let error = #expect(throws: StoreError.self) { try store.resolve("first:v1") }
        let words = try #require(error).description
        #expect(words.contains(Self.blob(first.id)) && words.contains("slipway rmi first:v1"), "\(words)")

        let pruned = try store.pruneWhenFree(PruneScope(images: .dangling, cache: .unused))
        #expect(pruned.damaged.isEmpty && pruned.layers.isEmpty, "its layers are kept: a build may make it whole")
        try store.untag(try Reference("first:v2"))
        #expect(try store.remove(try store.listed("first:v1")).layers.count == 2)
        #expect(try store.inventory().damaged.isEmpty)
        #expect(try store.images() == [second])
    }

    @Test func aForeignManifestThatIsGoneGoesFromTheListWithItsName() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let own = try scratch.helloImage(["own:v1"])
        // Another program's manifest of the same image: with white space.
        let bytes = Array(String(decoding: try store.document(own.manifestDigest), as: UTF8.self).utf8) + [10]
        let config = try store.document(own.id)
        let foreign = try store.putImage(manifest: bytes, config: config, tags: [try Reference("foreign:v1")])
        try store.remove("blobs/sha256/\(foreign.manifestDigest.hex)")
        #expect(try store.inventory().damaged.map(\.listed.manifestDigest) == [foreign.manifestDigest])
        #expect(try store.pruneWhenFree(PruneScope(images: .dangling, cache: .unused)).damaged.isEmpty)
        try store.untag(try Reference("foreign:v1"))
        #expect(try store.inventory().images == [own])
        #expect(try store.inventory().damaged.isEmpty)
    }

    @Test(arguments: ["rm", "truncate -s 10", "echo x >"]) func makingAnImageAgainMakesItWhole(_ harm: String) throws {
        let (scratch, first, _) = try Self.twoImages()
        let store = scratch.store
        let layers = try store.layers(of: first)
        for digest in [first.id, first.manifestDigest] {
            try Command.run("bash", "-ec", "\(harm) '\(store.path)/\(Self.blob(digest))'")
        }
        #expect(try store.putImage(config: first.config, layers: layers, tags: [try Reference("first:v1")]) == first)
        #expect(try store.inventory().damaged.isEmpty)
    }

    @Test(arguments: ["rm", "truncate -s 5", "echo x >"]) func aLayersRecordIsMadeAgain(_ harm: String) throws {
        let (scratch, first, _) = try Self.twoImages()
        let store = scratch.store
        let layers = try store.layers(of: first)
        let record = "layers/\(layers[0].id)/layer"
        try Command.run("bash", "-ec", "\(harm) '\(store.path)/\(record)'")
        #expect(try store.layers(of: first) == layers)
        #expect(store.takeRepairs().joined().contains(store.path.appending(record).string))
        #expect(try Store.open(at: store.path).layer(layers[0].id) == layers[0])
    }

    @Test func aLayerWhoseFilesAreGoneTooIsNotBelieved() throws {
        let (scratch, first, _) = try Self.twoImages()
        let store = scratch.store
        let layer = try store.layers(of: first)[0]
        let place = store.path.appending("layers/\(layer.id)").string
        try Command.run("bash", "-ec", "cd '\(place)'; rm layer; rm -rf diff/*")
        let diffID = try #require(layer.diff?.id)
        let error = #expect(throws: StoreError.missingDiff(diffID)) { try store.layers(of: first) }
        #expect(try #require(error).description.contains("build or pull"))
    }
}
