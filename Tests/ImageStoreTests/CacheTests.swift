import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

@Suite struct CacheTests {
    private static func key(_ number: Int) -> Digest { Digest(of: Array("\(number)".utf8)) }

    @Test func aCacheRecordIsReadBackAsItWasWritten() throws {
        let scratch = try TemporaryStore()
        let layer = try #require(LayerID("abcd0123"))
        let record = CacheRecord(key: Self.key(1), lineage: "RUN\nx\u{0}é", layers: [layer], payload: [0, 10, 255])
        #expect(try scratch.store.record(record.key) == nil)
        try scratch.store.put(record)
        #expect(try scratch.store.record(record.key) == record)
        var newer = record
        newer.payload = []
        try scratch.store.put(newer)
        #expect(try scratch.store.record(record.key) == newer)
        #expect(try scratch.store.records(lineage: record.lineage) == [newer])
    }

    /// In another store the same layers have other IDs.
    @Test func aRecordGoesToAnotherStoreWithItsLayers() throws {
        let (old, new) = (try #require(LayerID("abcd0123")), try #require(LayerID("wxyz0123")))
        var record = CacheRecord(key: Self.key(1), lineage: "RUN\nx", layers: [old, old], payload: [0, 10, 255])
        let moved = try #require(CacheRecord.moved(record.encoded(), layers: [old: new]))
        record.layers = [new, new]
        #expect(CacheRecord(parsing: moved) == record)
        #expect(CacheRecord.moved(moved, layers: [old: new]) == nil, "a layer that has not come")
        #expect(CacheRecord.moved(Array(moved.dropLast()), layers: [new: old]) == nil, "a torn record")
    }

    @Test func aTornRecordIsNone() throws {
        let record = CacheRecord(key: Self.key(1), lineage: "l", layers: [], payload: Array(repeating: 7, count: 100))
        let bytes = record.encoded()
        #expect(CacheRecord(parsing: bytes) == record)
        for size in 0..<bytes.count { #expect(CacheRecord(parsing: Array(bytes.prefix(size))) == nil) }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(CacheRecord(parsing: damaged) == nil)
        }
    }

    @Test func findsTheLatestOfALineage() throws {
        let scratch = try TemporaryStore()
        for number in 0..<300 {
            try scratch.store.put(
                CacheRecord(key: Self.key(number), lineage: number % 2 == 0 ? "even" : "odd", layers: [], payload: []))
        }
        #expect(try scratch.store.records(lineage: "even", limit: 3).map(\.key) == [298, 296, 294].map(Self.key))
        #expect(try scratch.store.records(lineage: "none") == [])
        // A writer that was killed half way through a key.
        let name = "lineage/" + Digest(of: Array("even".utf8)).hex
        let torn = try #require(try scratch.store.contents(name, limit: 1 << 20)).dropLast(7)
        try scratch.store.replace(name, with: Array(torn), .repeatable)
        #expect(try scratch.store.records(lineage: "even", limit: 1).map(\.key) == [Self.key(296)])
        try scratch.store.put(CacheRecord(key: Self.key(400), lineage: "even", layers: [], payload: []))
        #expect(try scratch.store.records(lineage: "even", limit: 2).map(\.key) == [400, 296].map(Self.key))
    }

    @Test func keepsSmallInputs() throws {
        let scratch = try TemporaryStore()
        let text = Array("flask==2.3.2\n".utf8)
        let digest = try scratch.store.keepInput(text)
        #expect(try scratch.store.input(digest) == text)
        #expect(try scratch.store.input(Self.key(1)) == nil)
        #expect(throws: StoreError.tooLarge(limit: Store.inputLimit)) {
            try scratch.store.keepInput([UInt8](repeating: 0, count: Store.inputLimit + 1))
        }
    }

    private static func file(_ number: Int, size: Int64 = 1, modified: Int64 = 5, changed: Int64 = 6) -> FileIdentity {
        FileIdentity(device: 1, inode: UInt64(number), size: size, modified: modified, changed: changed, mode: 0o644)
    }

    @Test func remembersDigestsOfFiles() throws {
        let scratch = try TemporaryStore()
        let cache = scratch.store.statCache()
        let count = 5000
        for number in 1...count { cache.record(Self.key(number), of: Self.file(number), startedAt: 10) }
        #expect(cache.digest(of: Self.file(7)) == Self.key(7))
        try cache.save()
        let again = scratch.store.statCache()
        for number in 1...count { #expect(again.digest(of: Self.file(number)) == Self.key(number)) }
        #expect(again.digest(of: Self.file(count + 1)) == nil)
        for other in [
            Self.file(7, size: 2), Self.file(7, modified: 4), Self.file(7, changed: 7),
        ] { #expect(again.digest(of: other) == nil) }
        // A changed file takes its old entry's place; another process's entries stay.
        scratch.store.statCache().record(Self.key(1), of: Self.file(7, size: 2), startedAt: 10)
        let third = scratch.store.statCache()
        third.record(Self.key(8), of: Self.file(7, size: 2), startedAt: 10)
        try third.save()
        let fourth = scratch.store.statCache()
        #expect(fourth.digest(of: Self.file(7, size: 2)) == Self.key(8))
        #expect(fourth.digest(of: Self.file(7)) == nil)
        #expect(fourth.digest(of: Self.file(8)) == Self.key(8))
    }

    @Test func doesNotTrustAFileOfTheSameTick() throws {
        let scratch = try TemporaryStore()
        let cache = scratch.store.statCache()
        cache.record(Self.key(1), of: Self.file(1, changed: 10), startedAt: 10)
        cache.record(Self.key(1), of: Self.file(2, modified: 11), startedAt: 10)
        #expect(cache.digest(of: Self.file(1, changed: 10)) == nil)
        #expect(cache.digest(of: Self.file(2, modified: 11)) == nil)
    }

    /// A change during the hashing is never mistaken for the old content.
    @Test func neverTakesAnOldDigestForANewContent() throws {
        let scratch = try TemporaryStore()
        let path = scratch.directory("file")
        let cache = scratch.store.statCache()
        for round in 0..<2000 {
            let write = { (text: String) in
                let file = try FileDescriptor.open(path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
                _ = try file.closeAfter { try file.writeAll(Array(text.utf8)) }
            }
            try write("old \(round % 10)")
            let start = StatCache.now()
            let old = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            var status = stat()
            stat(path, &status)
            cache.record(Digest(of: old), of: FileIdentity(status), startedAt: start)
            try write("new \(round % 10)")
            stat(path, &status)
            let found = cache.digest(of: FileIdentity(status))
            #expect(found == nil || found == Digest(of: Array("new \(round % 10)".utf8)))
        }
    }

    @Test func survivesADamagedStatCache() throws {
        let scratch = try TemporaryStore()
        let cache = scratch.store.statCache()
        for number in 1...20 { cache.record(Self.key(number), of: Self.file(number), startedAt: 10) }
        try cache.save()
        let bytes = try #require(try scratch.store.contents("stat-cache", limit: 1 << 24))
        for size in stride(from: 0, to: bytes.count, by: 97) {
            try scratch.store.replace("stat-cache", with: Array(bytes.prefix(size)), .repeatable)
            #expect(scratch.store.statCache().digest(of: Self.file(1)) == nil)
        }
        for place in stride(from: 64, to: bytes.count, by: 3) {
            var damaged = bytes
            damaged[place] ^= 0x10
            try scratch.store.replace("stat-cache", with: damaged, .repeatable)
            let cache = scratch.store.statCache()
            for number in 1...20 {
                let found = cache.digest(of: Self.file(number))
                #expect(found == nil || found == Self.key(number))
            }
        }
    }
}
