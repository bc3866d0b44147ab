import Foundation
import Glibc
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// Archives of a few bytes that ask for much: time and memory are linear in what was sent, or a limit says where.
@Suite struct TarBombTests {
    /// A header of any type with its content.
    private static func block(_ type: Character, _ content: [UInt8] = [], name: String = "x") -> [UInt8] {
        var bytes: [UInt8] = []
        var entry = TarEntry(
            path: Array(name.utf8), kind: .file(size: Int64(content.count)), mode: 0o644, owner: UInt32(getuid()),
            group: UInt32(getgid()), modified: 0)
        if type == "5" { entry.kind = .directory }
        TarHeader.append(entry, to: &bytes)
        let letter = type.asciiValue ?? 0
        let sum = bytes.indices.reduce(0) { sum, place in
            let byte = (148..<156).contains(place) ? 32 : place == 156 ? letter : bytes[place]
            return sum + Int(byte)
        }
        bytes[156] = letter
        let digits = Array((String(repeating: "0", count: 6) + String(sum, radix: 8)).utf8.suffix(6))
        bytes.replaceSubrange(148..<156, with: digits + [0, 32])
        return bytes + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    private static func record(_ name: String, _ value: [UInt8]) -> [UInt8] {
        let rest = 3 + name.utf8.count + value.count
        var length = rest + String(rest).utf8.count
        while String(length).utf8.count + rest != length { length += 1 }
        return Array("\(length) \(name)=".utf8) + value + [UInt8(ascii: "\n")]
    }

    private static let end = [UInt8](repeating: 0, count: 1024)

    @Test(.timeLimit(.minutes(20))) func manyAttributesAreRefusedAtOnce() throws {
        let records = (0..<60_000).flatMap { Self.record("SCHILY.xattr.user.\($0)", []) }
        let tar = Self.block("x", records) + Self.block("0", name: "f") + Self.end
        let scratch = try TemporaryStore()
        #expect(throws: StoreError.limitExceeded(.attributes, limit: 65_536)) { try scratch.extract(tar) }
    }

    @Test(.timeLimit(.minutes(20))) func theLastOfManyEqualRecordsCounts() throws {
        var records = (0..<20_000).flatMap { Self.record("mtime", Array("\($0)".utf8)) }
        records += (0..<20_000).flatMap { Self.record("SCHILY.xattr.user.a", Array("\($0)".utf8)) }
        var reader = PAXRecords()
        try reader.parse(records, offset: 0)
        #expect(reader.modified == 19_999)
        #expect(reader.attributes == [.init(name: Array("user.a".utf8), value: Array("19999".utf8))])
    }

    /// Times at the ends of what a number holds, rounded down.
    @Test(arguments: [
        ("-9223372036854775808.9", nil), ("-9223372036854775808", Int64.min), ("-9223372036854775807.9", .min),
        ("9223372036854775807.9", .max), ("9223372036854775808", nil), ("-0.5", -1), ("-0", 0), ("1.", 1),
    ])
    func timesAreRoundedDown(_ text: String, _ seconds: Int64?) throws {
        var records = PAXRecords()
        let record = Self.record("mtime", Array(text.utf8))
        if let seconds {
            try records.parse(record, offset: 7)
            #expect(records.modified == seconds)
        } else {
            #expect(throws: StoreError.badArchive(offset: 7, reason: "an extended header makes no sense")) {
                try records.parse(record, offset: 7)
            }
        }
    }

    @Test(.timeLimit(.minutes(20))) func manyHeadersInFrontOfOneEntryAreRefused() throws {
        let path = Self.record("path", [UInt8](repeating: UInt8(ascii: "p"), count: 1 << 20))
        let tar = (0..<9).flatMap { _ in Self.block("x", path) } + Self.block("0") + Self.end
        let scratch = try TemporaryStore()
        #expect(throws: StoreError.limitExceeded(.headers, limit: 8 << 20)) { try scratch.extract(tar) }
    }

    /// Global headers do not count, as with Docker: otherwise a few bytes would add to each of many entries.
    @Test(.timeLimit(.minutes(20))) func aGlobalHeaderCountsForNothing() throws {
        let records = Self.record("SCHILY.xattr.user.a", [1]) + Self.record("path", Array("else".utf8))
        let tar = Self.block("g", records) + Self.block("0", name: "f") + Self.end
        let scratch = try TemporaryStore()
        let layer = try scratch.extract(tar)
        #expect(try FileManager.default.contentsOfDirectory(atPath: layer.path.string) == ["f"])
        let file = try Handle(AT_FDCWD, layer.path.appending("f").string, O_RDONLY)
        #expect(try ExtendedAttributes.read(of: file.descriptor).attributes == [])
        let broken = Self.block("g", Array("nonsense".utf8)) + Self.block("0", name: "f") + Self.end
        #expect(throws: StoreError.badArchive(offset: 1024, reason: "an extended header makes no sense")) {
            try scratch.extract(broken)
        }
    }

    /// A file of 60 GiB in three kilobytes: its holes stay holes, and nobody reads them.
    @Test(.timeLimit(.minutes(20)), arguments: ["posix", "gnu"])
    func holesCostNothing(_ format: String) throws {
        let scratch = try TemporaryStore()
        let tar = try Self.holes("60G", format, scratch.directory)
        let layer = try scratch.extract(tar)
        let sizes = try Command.run("stat", "-c", "%s %b", layer.path.appending("holes").string)
        #expect(sizes == "64424509440 0\n")
        #expect(layer.source != nil, "the blob stays: it is not the store's own tar")
        #expect(throws: StoreError.limitExceeded(.bytes, limit: 1 << 30, entry: "./holes")) {
            try TemporaryStore().extract(tar, limits: ExtractionLimits(bytes: 1 << 30))
        }
    }

    private static func holes(_ size: String, _ format: String, _ directory: TemporaryDirectory) throws -> [UInt8] {
        let folder = directory("holes")
        try Command.run(
            "bash", "-ec",
            """
            mkdir '\(folder)'; truncate -s \(size) '\(folder)/holes'
            tar --sparse --format=\(format) -cf '\(folder).tar' -C '\(folder)' ./holes
            """)
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + ".tar")))
    }

    /// Each layer is small enough; together they are not.
    @Test func theLimitHoldsForAllLayersTogether() throws {
        let scratch = try TemporaryStore()
        let layers = try ["a", "b"].map { try scratch.layer("truncate -s 400k \($0)") }
        let image = try scratch.store.putImage(
            config: ImageConfig(history: layers.map { _ in HistoryEntry(createdBy: "COPY") }), layers: layers,
            tags: [try Reference("two:1")])
        let path = try scratch.save(image, .gzip, as: "two.tar")
        let load = { (limit: Int64) in
            let other = try TemporaryStore()
            let file = try FileDescriptor.open(path, .readOnly)
            defer { try? file.close() }
            _ = try other.store.load(archive: file.rawValue, limits: ExtractionLimits(bytes: limit))
        }
        #expect(throws: StoreError.limitExceeded(.bytes, limit: 700_000, entry: "b")) { try load(700_000) }
        try load(1_000_000)
    }

    /// A path with thousands of folders that no entry names costs as many entries, and time linear in its bytes.
    @Test(.timeLimit(.minutes(20))) func foldersThatNoEntryNamesCount() throws {
        let scratch = try TemporaryStore()
        let path = Array(repeating: "n", count: 4000).joined(separator: "/")
        let tar = Self.block("x", Self.record("path", Array(path.utf8))) + Self.block("0") + Self.end
        #expect(throws: StoreError.limitExceeded(.entries, limit: 3000, entry: ShownPath.text(Array(path.utf8)))) {
            try scratch.extract(tar, limits: ExtractionLimits(entries: 3000))
        }
        _ = try scratch.extract(tar)
    }

    @Test func aRefusalNamesTheEntryAndTheLimit() {
        let error = StoreError.limitExceeded(.bytes, limit: 1000, entry: "etc/x")
        #expect(error.description.hasPrefix("the archive is refused at its entry etc/x: more than 1000 bytes come out"))
        let attributes = StoreError.limitExceeded(.attributes, limit: 65_536)
        #expect(
            attributes.description
                == "the archive is refused: it has more than 65536 bytes in the names of one entry's extended attributes"
        )
    }
}
