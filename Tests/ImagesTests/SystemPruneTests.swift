import ContainerRuntime
import Formats
import Foundation
import ImageFormat
import ImageStore
import Scratch
import SystemPackage
import Testing

@testable import Images

/// What `system prune` warns of, and what it takes away.
struct SystemPruneTests {
    private let folder: ScratchFolder
    private let store: Store

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
    }

    /// A volume without a name, one with a name and a network, each with the label `keep` where it is asked for.
    private func fill(keep: Bool = false) throws {
        let labels = keep ? ["keep": ""] : [:]
        let volumes = VolumeList(store: store.path)
        _ = try volumes.create("0123", labels: labels, isAnonymous: true)
        _ = try volumes.create("data", labels: labels)
        _ = try NetworkList(store: store.path).create("net", labels: labels)
    }

    private var left: [String] {
        VolumeList(store: store.path).all().map(\.name) + NetworkList(store: store.path).all().map(\.name)
    }

    @Test(arguments: [(false, ["0123", "data"]), (true, ["data"])])
    func volumesWithoutANameGoWhereThatIsSaid(_ withVolumes: Bool, _ left: [String]) throws {
        try fill()
        let extent = SystemPrune.Extent(isAll: false, withVolumes: withVolumes, filters: [])
        try SystemPrune(of: store, extent) { _, _ in true }.run()
        #expect(self.left == left, "the network goes in any case")
    }

    @Test func whatDoesNotPassTheFiltersStays() throws {
        try fill(keep: true)
        let image = try store.putImage(
            config: ImageConfig(config: ContainerConfig(labels: ["keep": ""])), layers: [], tags: [])
        let extent = SystemPrune.Extent(isAll: true, withVolumes: true, filters: ["label!=keep"])
        try SystemPrune(of: store, extent) { labels, _ in labels["keep"] == nil }.run()
        #expect(left == ["0123", "data", "net"])
        #expect(try store.images().map(\.id) == [image.id])
    }

    @Test func theWarningNamesWhatGoes() {
        #expect(
            SystemPrune.Extent(isAll: false, withVolumes: false, filters: []).warning == """
                This will remove:
                  - all stopped containers
                  - all networks not used by at least one container
                  - all dangling images
                  - unused build cache

                """)
        #expect(
            SystemPrune.Extent(isAll: true, withVolumes: true, filters: ["label=a"]).warning == """
                This will remove:
                  - all stopped containers
                  - all networks not used by at least one container
                  - all anonymous volumes not used by at least one container
                  - all images without at least one container associated to them

                  Items to be pruned will be filtered with:
                  - label=a

                """)
    }

    @Test(arguments: ["label=a", "until=soon", "until"]) func theCacheHasNoOtherFilters(_ filter: String) {
        #expect(throws: FilterError.self) { try CachePrune(of: store, isAll: true, filters: [filter]) }
    }

    /// A filter by time spares what was used since; one by label says nothing of the cache.
    @Test(arguments: [("until=1h", true), ("label!=keep", true), ("until=2100-01-01T00:00:00Z", false)])
    func theCacheGoesByItsAge(_ filter: String, _ stays: Bool) throws {
        let key = Digest(of: [1])
        try store.put(CacheRecord(key: key, lineage: "l", layers: [], payload: []))
        let extent = SystemPrune.Extent(isAll: true, withVolumes: false, filters: [filter])
        try SystemPrune(of: store, extent) { _, _ in true }.run()
        #expect(try (store.record(key) != nil) == stays)
    }
}
