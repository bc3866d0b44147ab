import Foundation
import ImageFormat
import Seeds
import SystemPackage
import Testing

@testable import ImageStore

/// Layers that someone made to get out, or to break something: refused, without a trace.
@Suite struct HostileLayerTests {
    /// What an entry of a test is; content comes as zeros.
    private static func entry(_ path: String, _ kind: TarEntry.Kind, _ attributes: [String: String] = [:]) -> TarEntry {
        TarEntry(
            path: Array(path.utf8), kind: kind, mode: 0o644, owner: UInt32(getuid()), group: UInt32(getgid()),
            modified: 1,
            attributes: attributes.map { .init(name: Array($0.key.utf8), value: Array($0.value.utf8)) })
    }

    private static func file(_ path: String) -> TarEntry { entry(path, .file(size: 0)) }
    private static func link(_ path: String, _ target: String) -> TarEntry {
        entry(path, .symbolicLink(to: Array(target.utf8)))
    }
    private static func hardLink(_ path: String, _ target: String) -> TarEntry {
        entry(path, .hardLink(to: Array(target.utf8)))
    }

    private static func tar(_ entries: [TarEntry]) throws -> [UInt8] {
        var writer = TarWriter(sink: CollectingSink())
        for entry in entries { try writer.append(entry, content: [UInt8](repeating: 0, count: Int(entry.contentSize))) }
        try writer.finish()
        return writer.sink.bytes
    }

    static let refused: [(name: String, entries: [TarEntry], path: String, reason: StoreError.HostileReason)] = [
        ("up", [file("../x")], "../x", .parentPath),
        ("up in the middle", [file("a/../../x")], "a/../../x", .parentPath),
        ("absolute", [file("/etc/x")], "/etc/x", .absolutePath),
        ("no name", [file("")], "", .emptyPath),
        ("through an absolute link", [link("a", "/tmp"), file("a/x")], "a/x", .leadsOut),
        ("through a link up", [link("a", ".."), file("a/x")], "a/x", .leadsOut),
        ("through two links", [link("a", "b"), link("b", "../.."), file("a/x")], "a/x", .leadsOut),
        ("through a circle", [link("a", "a"), file("a/x")], "a/x", .leadsOut),
        ("hard link up", [hardLink("a", "../../../etc/passwd")], "../../../etc/passwd", .parentPath),
        ("hard link to an absolute path", [hardLink("a", "/etc/passwd")], "/etc/passwd", .absolutePath),
        ("hard link through a link", [link("e", "/etc"), hardLink("a", "e/passwd")], "a", .leadsOut),
        ("hard link to nothing", [hardLink("a", "b")], "a", .linkTargetMissing),
        ("hard link to a directory", [entry("d/", .directory), hardLink("a", "d")], "a", .linkToDirectory),
        ("whiteout of nothing", [file("d/.wh.")], "d/.wh.", .badWhiteout),
        ("whiteout of the directory", [file("d/.wh..")], "d/.wh..", .badWhiteout),
        ("whiteout of its parent", [file("d/.wh...")], "d/.wh...", .badWhiteout),
        ("whiteout of a whiteout", [file(".wh..wh.x")], ".wh..wh.x", .badWhiteout),
        ("a file below a whiteout", [file(".wh.a/x")], ".wh.a/x", .badWhiteout),
        ("a whiteout in disguise", [entry("a", .characterDevice(major: 0, minor: 0))], "a", .whiteoutDevice),
        ("the root a link", [link(".", "/etc")], ".", .rootReplaced),
        ("the root a file", [file("./")], "./", .rootReplaced),
        ("below a file", [file("a"), file("a/b")], "a/b", .notADirectory),
        (
            "overlayfs's redirect", [entry("d/", .directory, ["trusted.overlay.redirect": "/x"])], "d/",
            .overlayAttribute
        ),
        ("overlayfs's opaque", [entry("d/", .directory, ["user.overlay.opaque": "y"])], "d/", .overlayAttribute),
    ]

    @Test(arguments: refused)
    func aHostileEntryIsRefusedAndLeavesNothing(
        _ name: String, _ entries: [TarEntry], _ path: String, _ reason: StoreError.HostileReason
    ) throws {
        let scratch = try TemporaryStore()
        let tar = try Self.tar([Self.file("first")] + entries)
        #expect(throws: StoreError.hostileEntry(path: path, reason)) { try scratch.extract(tar) }
        #expect(try scratch.store.names(in: "layers") == [])
        #expect(try scratch.store.names(in: "diffs") == [])
        #expect(try Set(scratch.store.names(in: "tmp")) == [])
    }

    @Test func aLayerAboveALimitIsRefused() throws {
        let scratch = try TemporaryStore()
        let many = try Self.tar((0..<20).map { Self.file("f\($0)") })
        #expect(throws: StoreError.limitExceeded(.entries, limit: 10, entry: "f10")) {
            try scratch.extract(many, limits: ExtractionLimits(entries: 10))
        }
        let large = try Self.tar([Self.entry("f", .file(size: 100_000))])
        #expect(throws: StoreError.limitExceeded(.bytes, limit: 50_000)) {
            try scratch.extract(large, limits: ExtractionLimits(bytes: 50_000))
        }
        let long = try Self.tar([Self.file(String(repeating: "n", count: 300))])
        #expect(
            throws: StoreError.limitExceeded(.nameLength, limit: 255, entry: ShownPath.text(Self.repeated("n", 300)))
        ) {
            try scratch.extract(long)
        }
        let deep = Self.repeated("n/", 2_200_000)
        #expect(throws: StoreError.limitExceeded(.pathLength, limit: 4 << 20, entry: ShownPath.text(deep))) {
            try scratch.extract(try Self.tar([Self.file(String(decoding: deep, as: UTF8.self))]))
        }
        #expect(try scratch.store.names(in: "layers") == [])
    }

    private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        Array(repeatElement(Array(text.utf8), count: count).joined())
    }

    @Test func theUserSetsTheLimit() throws {
        #expect(try ExtractionLimits.chosen(nil) == ExtractionLimits())
        #expect(try ExtractionLimits.chosen("500") == ExtractionLimits(bytes: 500))
        #expect(try ExtractionLimits.chosen("2k") == ExtractionLimits(bytes: 2048))
        #expect(try ExtractionLimits.chosen("3G") == ExtractionLimits(bytes: 3 << 30))
        for text in ["many", "-1", "1.5G", "99999999T", "1KB"] {
            #expect(throws: StoreError.badLimit(text)) { try ExtractionLimits.chosen(text) }
        }
    }

    /// What was sparse stays sparse, and a file of zeros takes no space, wherever the zeros stand.
    @Test func zerosTakeNoSpace() throws {
        let scratch = try TemporaryStore()
        var content = [UInt8](repeating: 0, count: 3 << 20)
        for place in [1, 5000, 700_001, content.count - 1] { content[place] = 7 }
        var writer = TarWriter(sink: CollectingSink())
        try writer.append(Self.entry("ends", .file(size: Int64(content.count))), content: content)
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        try writer.append(Self.entry("zeros", .file(size: 1 << 20)), content: zeros)
        try writer.append(Self.entry("small", .file(size: 10)), content: Array(zeros.prefix(10)))
        try writer.finish()
        let path = try scratch.extract(writer.sink.bytes).path.string
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path + "/ends"))) == content)
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path + "/zeros"))) == zeros)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path + "/small")).count == 10)
        let blocks = try Command.run("stat", "-c", "%b", path + "/ends", path + "/zeros").split(separator: "\n")
        #expect(try #require(Int(blocks[0])) < 200 && blocks[1] == "0", "\(blocks)")
    }

    @Test func verifiesAllThatWasPromised() throws {
        let scratch = try TemporaryStore()
        let tar = try Self.tar([Self.file("a")])
        let other = Digest(of: [1])
        let writer = try scratch.store.beginBlob(Descriptor(mediaType: .layer(.none), digest: other, size: 1024))
        let tooMany = StoreError.sizeMismatch(expected: 1024, actual: Int64(tar.count), of: other)
        #expect(throws: tooMany) { try tar.withUnsafeBytes { try writer.write($0) } }
        #expect("\(tooMany)".contains("bytes came of \(other)") && "\(tooMany)".hasSuffix("try again"))
        let second = try scratch.store.beginBlob(
            Descriptor(mediaType: .layer(.none), digest: other, size: Int64(tar.count)))
        try tar.withUnsafeBytes { try second.write($0) }
        #expect(throws: StoreError.digestMismatch(expected: other, actual: Digest(of: tar))) { try second.finish() }
        let third = try scratch.store.beginBlob()
        try tar.withUnsafeBytes { try third.write($0) }
        let blob = Descriptor(mediaType: .layer(.none), digest: try third.finish(), size: Int64(tar.count))
        #expect(throws: StoreError.digestMismatch(expected: other, actual: Digest(of: tar))) {
            try scratch.store.extractLayer(blob, diffID: other)
        }
        #expect(try scratch.store.names(in: "layers") == [])
    }

    @Test func survivesAnyBytes() throws {
        let scratch = try TemporaryStore()
        let good = try Self.tar([
            Self.entry("d/", .directory), Self.link("d/l", "x"),
            Self.entry("d/" + String(repeating: "n", count: 150), .file(size: 700)),
        ])
        var generator = SeededGenerator(PropertySeed.of(1))
        for round in 0..<300 {
            var bytes = good
            for _ in 0...Int.random(in: 0...8, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            // Whatever comes of it: no trap, and nothing beside the layer itself.
            if (try? scratch.extract(bytes)) == nil { #expect(try scratch.store.names(in: "tmp") == []) }
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.directory("x")))
    }

    @Test func takesWhatIsOdd() throws {
        let scratch = try TemporaryStore()
        let tar = try Self.tar([
            Self.file("./a/b/c"), Self.file("twice"), Self.link("twice", "a"), Self.link("lib", "usr/lib"),
            Self.entry("usr/lib/", .directory), Self.file("lib/x"), Self.file("was-dir/x"), Self.file("was-dir"),
            Self.file(".wh..wh.plnk"),
            Self.hardLink("same", "a/b/c"),
        ])
        let layer = try scratch.extract(tar)
        let listing = try Command.run(
            "bash", "-c", "cd '\(layer.path)'; find . -printf '%y %p %l\\n' | LC_ALL=C sort -k2")
        #expect(
            listing == """
                d .\u{20}
                d ./a\u{20}
                d ./a/b\u{20}
                f ./a/b/c\u{20}
                l ./lib usr/lib
                f ./same\u{20}
                l ./twice a
                d ./usr\u{20}
                d ./usr/lib\u{20}
                f ./usr/lib/x\u{20}
                f ./was-dir\u{20}

                """)
    }

    @Test(.enabled(if: Command.isRoot, "needs root")) func makesWhiteoutsForOverlayfs() throws {
        let scratch = try TemporaryStore()
        let tar = try Self.tar([
            Self.file("d/.wh.gone"), Self.file(".wh.replaced"), Self.file("replaced/new"), Self.file("o/x"),
            Self.file("o/.wh..wh..opq"),
        ])
        let path = try scratch.extract(tar).path.string
        let base = scratch.directory("base")
        let merged = scratch.directory("merged")
        let shown = try Command.run(
            "bash", "-ec",
            """
            mkdir -p '\(base)'/d '\(base)'/replaced '\(base)'/o '\(merged)'
            touch '\(base)'/d/{gone,stays} '\(base)'/replaced/old '\(base)'/o/old
            unshare -m bash -ec "mount -t overlay overlay -o lowerdir='\(path)':'\(base)' '\(merged)'; \
            cd '\(merged)'; find . -type f | LC_ALL=C sort"
            """)
        #expect(shown == "./d/stays\n./o/x\n./replaced/new\n")
    }
}
