import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// A disk that is full at any write: an error, and a store that opens and goes on when there is room again.
@Suite struct FullDiskTests {
    @Test(.enabled(if: Command.isRoot, "needs root"), arguments: [64, 96, 128, 192, 256, 400])
    func aFullDiskLosesNothing(_ kibibytes: Int) throws {
        let scratch = try TemporaryStore()
        let big = try scratch.layer("for i in $(seq 20); do head -c 8000 /dev/urandom >$i; done")
        let image = try scratch.store.putImage(config: ImageConfig(), layers: [big], tags: [try Reference("big:v1")])
        let archive = try scratch.save(image, as: "big.tar")

        let disk = scratch.directory("disk")
        try Command.run("bash", "-ec", "mkdir '\(disk)'; mount -t tmpfs -o size=\(kibibytes)k tmpfs '\(disk)'")
        defer { _ = try? Command.run("umount", "-l", disk) }
        let path = FilePath(disk).appending("store")
        do {
            _ = try Self.load(archive, into: try Store.open(at: path))
        } catch StoreError.system(_, let error) {
            #expect(error == .noSpace)
        }
        try Command.run("mount", "-o", "remount,size=4m", disk)
        let store = try Store.open(at: path)
        for directory in ["layers", "tmp"] where try store.images().isEmpty {
            #expect(try store.names(in: directory) == [])
        }
        #expect(try Self.load(archive, into: store).map(\.image.id) == [image.id])
        #expect(try store.resolve("big:v1").size == 160_000)
    }

    // MARK: Freeing without a free byte

    enum Freeing: CaseIterable {
        case remove, prune, pruneAll, untag
    }

    enum Filling: CaseIterable {
        case bytes, inodes
    }

    /// Stores of earlier versions have no space set aside.
    enum Reserve: CaseIterable {
        case previousIndex, statCacheOnly, none
    }

    static let cases = Freeing.allCases.flatMap { freeing in
        Filling.allCases.flatMap { filling in Reserve.allCases.map { (freeing, filling, $0) } }
    }

    @Test(.enabled(if: Command.isRoot, "needs root"), arguments: cases)
    func freesWithoutAFreeByte(_ freeing: Freeing, _ filling: Filling, _ reserve: Reserve) throws {
        let disk = try SmallDisk()
        let store = try Store.open(at: disk.path.appending("store"))
        let kept = try disk.image("kept:v1", in: store)
        let doomed = try disk.image("doomed:v1", in: store)
        try store.tag(doomed, as: try Reference("doomed:v2"))
        if freeing == .prune {
            for name in ["doomed:v1", "doomed:v2"] { try store.untag(try Reference(name)) }
        }
        try store.pin(Pin(name: "c", image: kept.id, layers: []))
        try disk.prepare(reserve, in: store)
        try disk.fill(filling)

        let again = try Store.open(at: store.path)
        switch freeing {
        case .remove: _ = try again.remove(doomed)
        case .prune: _ = try again.pruneWhenFree(PruneScope(images: .dangling, cache: .unused))
        case .pruneAll:
            _ = try again.pruneWhenFree(PruneScope(images: .unused, cache: .all))
        case .untag where reserve == .none:
            // Nothing can be freed here, so there is no room to write the shorter list of names; the error says what to
            // do.
            let error = #expect(throws: StoreError.self) { try again.untag(try Reference("doomed:v2")) }
            #expect(try #require(error).description.contains("slipway system prune"))
            #expect(try again.resolve("doomed:v2") == (try again.resolve("doomed:v1")))
            return
        case .untag:
            try again.untag(try Reference("doomed:v2"))
            #expect(try again.resolve("doomed:v1").references.count == 1)
            return
        }
        let after = try Store.open(at: store.path)
        #expect(try after.images().map(\.id) == [kept.id])
        #expect(try after.inventory().damaged.isEmpty)
        #expect(try after.names(in: "layers").count == 1)
        #expect(try disk.isRoomy(), "there is room again")
        let more = try disk.image("more:v1", files: 1, in: after)
        #expect(try after.images().map(\.id).contains(more.id))
    }

    /// A process that dies in the middle of freeing: the image that was being removed is damaged at worst, and goes.
    @Test func whatWasBeingRemovedCanBeRemoved() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let image = try scratch.helloImage()
        try store.remove("blobs/sha256/\(image.manifestDigest.hex)")
        try store.removeTree("layers/\(try store.layers(of: image)[0].id)")
        let again = try Store.open(at: store.path)
        #expect(try again.inventory().damaged.count == 1)
        _ = try again.remove(try again.listed("hello:v1"))
        #expect(try again.names(in: "layers") == [])
        #expect(try again.names(in: "blobs/sha256") == [])
    }

    private static func load(_ path: String, into store: Store) throws -> [LoadedImage] {
        let file = try FileDescriptor.open(path, .readOnly)
        defer { try? file.close() }
        return try store.load(archive: file.rawValue)
    }
}

/// A file system in memory that is soon full.
private final class SmallDisk {
    let path: FilePath
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path.appending("disk")
        try Command.run(
            "bash", "-ec", "mkdir '\(path)'; mount -t tmpfs -o size=2m,nr_inodes=400 tmpfs '\(path)'")
    }

    deinit { _ = try? Command.run("umount", "-l", path.string) }

    /// An image whose layer has a few files of noise.
    func image(_ name: String, files: Int = 5, in store: Store) throws -> StoredImage {
        let snapshot = try store.beginSnapshot()
        try Command.run(
            "bash", "-ec", "cd '\(snapshot.upper)'; for i in $(seq \(files)); do head -c 30000 /dev/urandom >$i; done")
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        return try store.putImage(
            config: ImageConfig(), layers: [try store.layer(layer.id)], tags: [try Reference(name)])
    }

    func prepare(_ reserve: FullDiskTests.Reserve, in store: Store) throws {
        if reserve != .previousIndex { try store.remove("index.previous") }
        guard reserve == .statCacheOnly else { return }
        let cache = store.statCache()
        let file = FileIdentity(device: 1, inode: 1, size: 1, modified: 1, changed: 1, mode: 1)
        cache.record(Digest(of: [1]), of: file, startedAt: 2)
        try cache.save()
    }

    /// Until nothing more can be written, or no file more be made.
    func fill(_ filling: FullDiskTests.Filling) throws {
        let script =
            switch filling {
            case .bytes: "cat /dev/zero >filler 2>/dev/null || true; ! echo x >>filler 2>/dev/null"
            case .inodes: "mkdir i; n=0; while touch i/$n 2>/dev/null; do n=$((n + 1)); done"
            }
        try Command.run("bash", "-ec", "cd '\(path)'; \(script)")
    }

    func isRoomy() throws -> Bool {
        let counts = try Command.run("stat", "-f", "-c", "%a %d", path.string).split(separator: " ")
        return counts.count == 2 && !counts.contains { $0.trimmingCharacters(in: .whitespacesAndNewlines) == "0" }
    }
}
