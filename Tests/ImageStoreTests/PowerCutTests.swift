import Glibc
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// What a store makes of layers whose files were not on the disk when the machine went down. `Reliability/run power` cuts
/// the power of a real disk.
@Suite struct PowerCutTests {
    /// A layer as it is found after a restart.
    private func restarted(_ store: TemporaryStore) throws -> Layer {
        let layer = try store.layer("seq 1000 >numbers; mkdir d; echo x >d/x")
        var record = try store.store.record(of: layer.id)
        #expect(record.boot == MachineRun.id && record.boot != nil)
        record.boot = "an earlier run"
        try store.store.write(record, for: layer.id)
        return layer
    }

    @Test func aWholeLayerIsHashedOnceAndTaken() throws {
        let store = try TemporaryStore()
        let layer = try restarted(store)
        #expect(try store.store.layer(layer.id) == layer)
        #expect(try store.store.record(of: layer.id).boot == MachineRun.id)
    }

    @Test(arguments: ["numbers", "d/x"]) func aCutLayerIsGone(_ name: String) throws {
        let store = try TemporaryStore()
        let layer = try restarted(store)
        #expect(truncate(layer.path.appending(name).string, 0) == 0)
        #expect(throws: StoreError.missingLayer(layer.id)) { try store.store.layer(layer.id) }
        let diffID = try #require(layer.diff?.id)
        #expect(try store.store.layer(diffID: diffID) == nil, "and a build makes it again")
    }

    @Test func aLayerThatWasNotHashedYetIsGone() throws {
        let store = try TemporaryStore()
        let layer = try restarted(store)
        try store.store.write(LayerRecord(boot: "an earlier run"), for: layer.id)
        #expect(throws: StoreError.missingLayer(layer.id)) { try store.store.layer(layer.id) }
    }

    @Test func theLayersOfAnImageAreOnTheDisk() throws {
        let store = try TemporaryStore()
        let layer = try store.layer("echo x >x")
        try store.store.putImage(config: ImageConfig(), layers: [layer], tags: [])
        #expect(try store.store.record(of: layer.id).boot == nil)
    }
}
