import ContainerRuntime
import Formats
import Foundation
import ImageFormat
import ImageStore
import Listings
import Printing
import Scratch
import SystemPackage
import Testing

/// What `system df --verbose` shows.
struct DiskUsageTablesTests {
    private let folder: ScratchFolder
    private let store: Store

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
    }

    /// A layer with one file.
    private func layer(_ name: String, bytes: Int) throws -> Layer {
        let snapshot = try store.beginSnapshot()
        try Data(count: bytes).write(to: URL(filePath: snapshot.upper.appending(name).string))
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        return try store.layer(layer.id)
    }

    private func words(_ line: Substring) -> String { line.split(separator: " ").joined(separator: " ") }

    @Test func layersThatAreSharedAreToldFromAnImagesOwn() throws {
        let (base, own) = (try layer("base", bytes: 1000), try layer("own", bytes: 20))
        let config = { (command: String) in ImageConfig(config: ContainerConfig(command: [command])) }
        let one = try store.putImage(config: config("one"), layers: [base, own], tags: [Reference("one:1")])
        let two = try store.putImage(config: config("two"), layers: [base], tags: [Reference("two:1")])
        let volumes = VolumeList(store: store.path)
        let volume = try volumes.create("data")
        try Data(count: 300).write(to: URL(filePath: volume.path.appending("f").string))
        let bytes = volumes.bytes(of: volume)

        let text = try DiskUsageTables(of: store, ContainerList(store: store.path)).text().text
        let lines = text.split(separator: "\n").map(words)
        #expect(lines.contains("REPOSITORY TAG IMAGE ID CREATED SIZE SHARED SIZE UNIQUE SIZE CONTAINERS"))
        #expect(lines.contains("one 1 \(one.id.short) N/A 1.02kB 1kB 20B 0"))
        #expect(lines.contains("two 1 \(two.id.short) N/A 1kB 1kB 0B 0"))
        #expect(lines.contains("VOLUME NAME LINKS SIZE") && lines.contains("data 0 \(ByteCount.text(bytes))"))
        #expect(lines.last == "Build cache usage: 0B")
        let share = DiskUsageLines.share(of: volumes)
        #expect(share.count == 1 && share.active == 0 && share.bytes == bytes && share.reclaimable == bytes)
    }
}
