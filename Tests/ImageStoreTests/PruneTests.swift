import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// What pruning frees, and what it leaves because somebody has it.
@Suite struct PruneTests {
    @Test func whatInterruptedPullsLeftIsPrunedUnlessSomebodyGoesOnWithIt() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let name = try Reference("127.0.0.1:5000/app:v1")
        let folder = try store.pullFolder(for: name)
        try Data(count: 9000).write(to: URL(fileURLWithPath: folder.path.appending("part").string))
        let none = PruneScope(images: .none, cache: .none)
        #expect(try store.pruneWhenFree(none).bytes == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path.appending("part").string))
        do {
            let left = try store.pullFolder(for: try Reference("127.0.0.1:5000/left:v1"))
            try Data(count: 9000).write(to: URL(fileURLWithPath: left.path.appending("part").string))
        }
        #expect(try store.pruneWhenFree(none).bytes > 9000)
        #expect(try store.names(in: "pulls").filter { !$0.hasSuffix(".lock") } == [folder.path.lastComponent?.string])
        try folder.remove()
        #expect(try store.names(in: "pulls").allSatisfy { $0.hasSuffix(".lock") })
    }

    /// What ADD fetched, whole or in part, and not what a build is fetching now.
    @Test func whatWasFetchedForAddIsPruned() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let (held, left) = (Downloads.folder(of: "http://h/held"), Downloads.folder(of: "http://h/left"))
        for folder in [held, left] {
            let path = store.path.appending(folder).string
            try Command.run(
                "bash", "-ec", "mkdir -p '\(path)'; cd '\(path)'; touch lock etag; head -c 9000 /dev/zero >file.part")
        }
        let lock = open(store.path.appending(held).appending(Downloads.lock).string, O_RDWR)
        #expect(flock(lock, LOCK_EX) == 0)
        #expect(try store.pruneWhenFree(PruneScope(images: .none, cache: .none)).bytes > 9000)
        #expect(try store.names(in: "downloads").map { "downloads/" + $0 } == [held])
        close(lock)
        _ = try store.pruneWhenFree(PruneScope(images: .none, cache: .none))
        #expect(try store.names(in: "downloads") == [])
    }

    @Test func prunesTheFolderOfATaskThatIsGone() throws {
        let scratch = try TemporaryStore()
        let (held, left) = (scratch.store.path.appending("tmp-heldhe"), scratch.store.path.appending("tmp-leftle"))
        for folder in [held, left] { try Command.run("mkdir", "-p", folder.appending("a/b").string) }
        let lock = open(held.string, O_RDONLY | O_DIRECTORY)
        #expect(flock(lock, LOCK_EX) == 0)
        _ = try scratch.store.pruneWhenFree(PruneScope(images: .none, cache: .none))
        #expect(access(held.string, F_OK) == 0)
        #expect(access(left.string, F_OK) != 0)
        close(lock)
        _ = try scratch.store.pruneWhenFree(PruneScope(images: .none, cache: .none))
        #expect(access(held.string, F_OK) != 0)
    }

    @Test func prunesWhatNothingNeeds() throws {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let image = try scratch.helloImage()
        let cached = try scratch.layer("echo cached >c")
        let pinned = try store.beginSnapshot()
        let orphan = try scratch.layer("echo orphan >o")
        let key = Digest(of: [1])
        try store.put(CacheRecord(key: key, lineage: "l", layers: [cached.id], payload: [1]))
        try store.pin(Pin(name: "c1", image: image.id, layers: [pinned.id]))
        try Data().write(to: URL(fileURLWithPath: store.path.appending("tmp/left-over").string))

        #expect(throws: StoreError.busy) {
            let use = try store.beginUse()
            defer { withExtendedLifetime(use) {} }
            _ = try store.prune(PruneScope(images: .none, cache: .none))
        }
        #expect(try store.pruneWhenFree(PruneScope(images: .none, cache: .none)).layers == [orphan.id])
        #expect(try store.names(in: "tmp") == [])
        #expect(try store.pruneWhenFree(PruneScope(images: .unused, cache: .unused)).layers == [cached.id])
        #expect(try store.record(key) == nil)
        #expect(try store.images().map(\.id) == [image.id], "a container uses it")
        #expect(throws: StoreError.imageInUse(image.id, by: ["c1"])) { try store.remove(image) }
        try store.unpin("c1")
        #expect(try store.remove(image).layers.count == 2)
        #expect(try store.names(in: "layers") == [pinned.id.name], "its snapshot is still held")
        for directory in ["blobs/sha256", "diffs", "cache"] { #expect(try store.names(in: directory) == []) }
        withExtendedLifetime(pinned) {}
    }

    /// What a build has used lately stays, with its layers, also where no image needs them.
    @Test(arguments: [PruneScope.Cache.unused, .all]) func aRecordThatWasUsedLatelyStays(_ cache: PruneScope.Cache)
        throws
    {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let layers = [try scratch.layer("echo old >o"), try scratch.layer("echo used >u")]
        let keys = [Digest(of: [1]), Digest(of: [2])]
        for (key, layer) in zip(keys, layers) {
            try store.put(CacheRecord(key: key, lineage: "l", layers: [layer.id], payload: []))
            try Command.run("touch", "-d", "@1000", store.path.appending("cache/\(key.hex)").string)
        }
        let early = PruneScope(images: .none, cache: cache, unusedSince: 1000)
        #expect(try store.pruneWhenFree(early).records == 0)
        store.noteUse(ofRecord: keys[1])
        store.noteUse(ofRecord: Digest(of: [3]))
        let late = PruneScope(images: .none, cache: cache, unusedSince: 2000)
        #expect(try store.pruneWhenFree(late).layers == [layers[0].id])
        #expect(try store.record(keys[0]) == nil && store.record(keys[1]) != nil)
        #expect(try store.pruneWhenFree(PruneScope(images: .none, cache: cache)).layers == [layers[1].id])
    }
}
