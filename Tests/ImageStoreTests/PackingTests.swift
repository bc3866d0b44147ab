import Foundation
import ImageFormat
import Seeds
import SystemPackage
import Testing

@testable import ImageStore

@Suite struct PackingTests {
    /// A size around that of a member, of bytes that can be packed and of bytes that cannot.
    static let contents: [[UInt8]] = {
        var random = SeededGenerator(PropertySeed.of(1))
        return [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 9 << 20].map { count in
            let line = "the same line again and again\n"
            let text = Array(String(repeating: line, count: count / line.utf8.count + 1).utf8)[..<(count / 2)]
            // Eight bytes at a time: a debug build takes seconds for millions of single ones.
            let words = (0...(count - count / 2) / 8).map { _ in random.next() }
            let noise = words.withUnsafeBytes { Array($0)[..<(count - count / 2)] }
            return Array(text) + noise
        }
    }()

    /// Packs, in pieces of odd sizes, and gives the packed bytes with what the packer says of them.
    private func packed(_ content: [UInt8], _ packing: LayerPacking) throws -> (bytes: [UInt8], digest: Digest) {
        let path = NSTemporaryDirectory() + "slipway-packing-\(UUID().uuidString)"
        let file = try FileDescriptor.open(
            FilePath(path), .readWrite, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        defer {
            try? file.close()
            unlink(path)
        }
        let packer = try #require(try packing.packer(to: file.rawValue))
        var rest = content[...]
        while !rest.isEmpty {
            try rest.prefix(300_007).withUnsafeBytes { try packer.write($0) }
            rest = rest.dropFirst(300_007)
        }
        let (digest, size) = try packer.finish()
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.count == size)
        return (Array(bytes), digest)
    }

    private func unpacked(_ bytes: [UInt8], by program: String) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "slipway-packed-\(UUID().uuidString)"
        defer { unlink(path) }
        try Data(bytes).write(to: URL(filePath: path))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, "-dc"]
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: path))
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let content = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(content)
    }

    @Test(arguments: contents.indices, ["gzip", "gzip:0", "gzip:9"]) func gzipReadsIt(_ index: Int, text: String) throws
    {
        let content = Self.contents[index]
        let (bytes, digest) = try packed(content, try #require(LayerPacking(text)))
        #expect(digest == Digest(of: bytes))
        #expect(try unpacked(bytes, by: "gzip") == content)
    }

    @Test(arguments: contents.indices, ["zstd", "zstd:9"]) func zstdReadsIt(_ index: Int, text: String) throws {
        let content = Self.contents[index]
        let (bytes, digest) = try packed(content, try #require(LayerPacking(text)))
        #expect(digest == Digest(of: bytes))
        #expect(try unpacked(bytes, by: "zstd") == content)
    }

    /// Noise is stored as it is; what only begins and ends like noise is packed.
    @Test func whatIsNotNoiseIsPacked() throws {
        var random = SeededGenerator(PropertySeed.of(2))
        let noise = (0..<1 << 18).map { _ in UInt8.random(in: 0...255, using: &random) }
        let stored = try packed(noise + noise + noise + noise, LayerPacking(.gzip)).bytes
        #expect((1 << 20...1 << 20 + 200).contains(stored.count))
        let text = [UInt8](repeating: 0x61, count: 1 << 19)
        let mixed = try packed(Array(noise[..<(1 << 18)]) + text + noise, LayerPacking(.gzip)).bytes
        #expect((1 << 19...1 << 19 + 10_000).contains(mixed.count))
    }

    @Test(arguments: ["gzip", "zstd"]) func aHigherLevelPacksCloser(_ format: String) throws {
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 / 700) }
        let low = try packed(content, try #require(LayerPacking("\(format):1"))).bytes.count
        let high = try packed(content, try #require(LayerPacking("\(format):9"))).bytes.count
        #expect(high < low)
    }

    @Test(arguments: ["gzip", "zstd", "none", "gzip:1", "zstd:22", "gzip:0"]) func aPackingIsReadAndWritten(
        _ text: String
    ) {
        #expect(LayerPacking(text)?.description == text)
    }

    @Test(arguments: ["", "gz", "gzip:", "gzip:10", "gzip:-1", "zstd:0", "zstd:23", "none:1", "gzip:1:2", "GZIP"])
    func whatIsNotAPackingIsRefused(_ text: String) {
        #expect(LayerPacking(text) == nil)
    }
}
