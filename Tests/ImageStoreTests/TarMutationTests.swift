import Seeds
import Testing

@testable import ImageStore

/// Archives that differ from right ones in a few bytes: an answer for each, and never more content than was sent.
@Suite struct TarMutationTests {
    private struct Bytes: ByteSource {
        var rest: ArraySlice<UInt8>

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let piece = rest.prefix(min(buffer.count, 700))
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }

    private static func entry(_ path: String, _ kind: TarEntry.Kind) -> TarEntry {
        TarEntry(
            path: Array(path.utf8), kind: kind, mode: 0o644, owner: 3_000_000, group: 5, modified: 1000,
            attributes: [.init(name: Array("user.a".utf8), value: [0, 1, 255])])
    }

    /// A right archive with an entry of each kind.
    private static func archive() throws -> [UInt8] {
        var writer = TarWriter(sink: CollectingSink())
        try writer.append(entry("d/", .directory))
        try writer.append(
            entry(String(repeating: "long/", count: 40) + "f", .file(size: 5)), content: Array("hello".utf8))
        try writer.append(entry("l", .symbolicLink(to: Array("d/x".utf8))))
        try writer.append(entry("h", .hardLink(to: Array("d/x".utf8))))
        try writer.append(entry("c", .characterDevice(major: 1, minor: 3)))
        try writer.append(entry("p", .pipe))
        try writer.finish()
        return writer.sink.bytes
    }

    /// Pieces that mean something in a header or in an extended one.
    private static let tokens: [[UInt8]] =
        [
            "x", "g", "L", "K", "S", "V", "0", "ustar\u{0}", "ustar  \u{0}", "77777777777", "GNU.sparse.major=1",
            "20 GNU.sparse.map=0,", "22 GNU.sparse.numbytes=9\n", "16 size=1000000\n", "11 path=a/b",
            "99999999999 a=\n",
            "SCHILY.xattr.", "mtime=-1.5", "\u{0}\u{0}\u{0}\u{0}",
        ].map { Array($0.utf8) } + [[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0xFF, 0xFF, 0xFF, 0xFF]]

    private static func mutate(_ archive: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = archive
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1:
                for (offset, byte) in tokens[Int.random(in: 0..<tokens.count, using: &random)].enumerated()
                where place + offset < bytes.count { bytes[place + offset] = byte }
            case 2: bytes.removeLast(bytes.count - max(512, place))
            default: bytes.insert(contentsOf: bytes[(place / 512 * 512)...].prefix(512), at: place / 512 * 512)
            }
        }
        // Most checksums are mended, or nothing behind them would ever be read.
        for start in stride(from: 0, to: bytes.count - 511, by: 512) where random.next() % 8 != 0 {
            mendChecksum(of: &bytes, at: start)
        }
        return bytes
    }

    private static func mendChecksum(of bytes: inout [UInt8], at start: Int) {
        guard bytes[(start + 257)..<(start + 262)].elementsEqual("ustar".utf8) else { return }
        for place in 148..<156 { bytes[start + place] = 32 }
        let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
        let digits = Array(String(sum, radix: 8).utf8)
        for (place, digit) in digits.enumerated() { bytes[start + 148 + place] = digit }
    }

    /// The entries, and how many bytes of content came.
    private static func read(_ bytes: [UInt8]) throws(StoreError) -> (entries: [TarEntry], content: Int) {
        var reader = TarReader(Bytes(rest: bytes[...]))
        var entries: [TarEntry] = []
        var content = 0
        while let entry = try reader.next() {
            entries.append(entry)
            if case .file = entry.kind {
                try reader.content { (_, piece) throws(StoreError) in content += piece.count }
            }
        }
        return (entries, content)
    }

    @Test(.timeLimit(.minutes(20))) func everyMutationHasAnAnswer() throws {
        let archive = try Self.archive()
        #expect(try Self.read(archive).entries.count == 6)
        let seed = PropertySeed.of(1)
        var random = SeededGenerator(seed)
        var (taken, refused) = (0, 0)
        for number in 0..<2000 {
            let bytes = Self.mutate(archive, &random)
            do throws(StoreError) {
                let (entries, content) = try Self.read(bytes)
                taken += 1
                #expect(content <= bytes.count, "seed \(seed), input \(number)")
                try Self.expectRoundTrip(entries, "seed \(seed), input \(number)")
            } catch {
                refused += 1
            }
        }
        #expect(taken > 100 && refused > 100, "both answers are tried: \(taken) taken, \(refused) refused")
    }

    /// What is read can be written, and reads back as the same. Contents are left out: sizes can be anything.
    private static func expectRoundTrip(_ entries: [TarEntry], _ input: String) throws(StoreError) {
        let plain = entries.map { entry in
            var entry = entry
            if case .file = entry.kind { entry.kind = .file(size: 0) }
            return entry
        }
        var writer = TarWriter(sink: CollectingSink())
        for entry in plain { try writer.append(entry) }
        try writer.finish()
        let again: [TarEntry]
        do throws(StoreError) { again = try read(writer.sink.bytes).entries } catch {
            Issue.record("\(input): \(error)")
            return
        }
        #expect(again == plain, "\(input)")
    }
}
