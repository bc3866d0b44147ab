import Foundation
import Glibc
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// Trees that are deeper, wider and more oddly named than any that is made by hand.
@Suite struct StrangeTreeTests {
    /// Makes folders in one another below an open folder, and a file in the last one.
    private static func makeChain(_ depth: Int, name: String = "d", in top: Int32) throws {
        var folder = dup(top)
        defer { close(folder) }
        for _ in 0..<depth {
            try #require(mkdirat(folder, name, 0o755) == 0)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
            try #require(next >= 0)
            close(folder)
            folder = next
        }
        let file = openat(folder, "file", O_WRONLY | O_CREAT, 0o644)
        try #require(write(file, "bottom", 6) == 6)
        close(file)
    }

    /// A layer that is not hashed yet, filled by a function that gets its open folder.
    private static func layer(_ scratch: TemporaryStore, _ fill: (Int32) throws -> Void) throws -> Layer {
        let snapshot = try scratch.store.beginSnapshot()
        let folder = open(snapshot.upper.string, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        try fill(folder)
        return try scratch.store.commit(snapshot)
    }

    /// More folders than a process has descriptors, and paths longer than the kernel takes.
    @Test(.timeLimit(.minutes(20))) func aTreeOfFifteenThousandFoldersIsWalkedAndRemoved() throws {
        let scratch = try TemporaryStore()
        let layer = try Self.layer(scratch) { try Self.makeChain(15_000, in: $0) }
        let folder = open(layer.path.string, O_RDONLY | O_DIRECTORY)
        let walk = try TreeWalk(top: folder)
        var (folders, left, deepest) = (0, 0, 0)
        while let event = try walk.next() {
            if case .left = event { left += 1 } else { deepest = max(deepest, walk.path.count) }
            guard case .found = event, walk.isKnownFolder else { continue }
            folders += 1
            try walk.enter()
        }
        close(folder)
        #expect((folders, left, deepest) == (15_000, 15_000, 15_000 * 2 + 4))
        #expect(try scratch.store.spaceTaken(by: layer.id) > 0)
        try LayerTimes.clamp(scratch.store.diffDirectory(of: layer.id), to: 1000)
        let report = try scratch.store.pruneWhenFree(PruneScope(images: .none, cache: .all))
        #expect(report.layers == [layer.id])
        #expect(try scratch.store.names(in: "layers") == [])
    }

    @Test(.timeLimit(.minutes(20)), arguments: [(2100, "d"), (60, String(repeating: "n", count: 255))])
    func aDeepLayerIsSavedAndLoaded(_ depth: Int, _ name: String) throws {
        let scratch = try TemporaryStore()
        let layer = try Self.layer(scratch) { try Self.makeChain(depth, name: name, in: $0) }
        let diff = try scratch.store.computeDiff(of: layer.id)
        let other = try TemporaryStore()
        let copy = try other.extract(try scratch.store.tar(of: layer))
        #expect(copy.diff == diff)
        #expect(copy.source == nil, "it is the tar that the store makes")
        let path = String(repeating: name + "/", count: depth) + "file"
        let file = slipwayOpen(path, in: copy.path.string)
        defer { close(file) }
        var status = stat()
        #expect(fstat(file, &status) == 0 && status.st_size == 6)
    }

    /// Opens a path of any length.
    private func slipwayOpen(_ path: String, in folder: String) -> Int32 {
        let top = open(folder, O_RDONLY | O_DIRECTORY)
        defer { close(top) }
        guard let trail = Optional(PathTrail(top: top)),
            let parent = try? trail.folder(at: Array(path.utf8)[..<(path.utf8.count - 5)])
        else { return -1 }
        return openat(parent, "file", O_RDONLY)
    }

    @Test(.timeLimit(.minutes(20))) func aWideFolderComesInOrder() throws {
        let scratch = try TemporaryStore()
        let count = 30_000
        let layer = try Self.layer(scratch) { folder in
            for number in 0..<count { close(openat(folder, "file \(number)", O_WRONLY | O_CREAT, 0o644)) }
        }
        let directory = try scratch.store.diffDirectory(of: layer.id)
        let names = try FolderNames(of: directory.descriptor)
        let found = (0..<names.count).map { String(decoding: names.name(at: $0), as: UTF8.self) }
        #expect(found == (0..<count).map { "file \($0)" }.sorted())
        try scratch.store.removeTree("layers/\(layer.id)")
        #expect(try scratch.store.names(in: "layers") == [])
    }

    /// Names that text cannot hold, that look alike, and that are as long as they get.
    static let names: [[UInt8]] = [
        Array("file-".utf8) + [0xE4], [0xFF, 0xFE], Array("new\nline".utf8), [1, 2, 0x1B, 0x7F],
        Array("back\\slash".utf8),
        Array("e\u{301}".utf8), Array("\u{e9}".utf8), Array("\u{301}mark".utf8), Array(" ".utf8),
        [UInt8](repeating: UInt8(ascii: "l"), count: 255), [UInt8](repeating: 0xE4, count: 255), Array("-rf".utf8),
        Array(".wh".utf8), Array("a=b".utf8),
    ]

    @Test func namesOfAnyBytesAreKept() throws {
        let scratch = try TemporaryStore()
        let layer = try Self.layer(scratch) { folder in
            for name in Self.names {
                let path = CPath(name)
                try #require(path.call { mkdirat(folder, $0, 0o755) } == 0)
                let inner = path.call { openat(folder, $0, O_RDONLY | O_DIRECTORY) }
                for name in Self.names {
                    try #require(CPath(name).call { link in path.call { symlinkat($0, inner, link) } } == 0)
                }
                close(inner)
            }
        }
        let diff = try scratch.store.computeDiff(of: layer.id)
        let other = try TemporaryStore()
        let copy = try other.extract(try scratch.store.tar(of: layer))
        #expect(copy.diff == diff)
        let directory = try other.store.diffDirectory(of: copy.id)
        let found = try FolderNames(of: directory.descriptor)
        let sorted = Self.names.sorted { $0.lexicographicallyPrecedes($1) }
        #expect((0..<found.count).map { Array(found.name(at: $0)) } == sorted)
        let inner = try Handle(AT_FDCWD, copy.path.appending("back\\slash").string, O_RDONLY | O_DIRECTORY)
        for name in Self.names {
            #expect(CPath(name).call { SymbolicLink.target(of: $0, in: inner.descriptor) } == Array("back\\slash".utf8))
        }
        try other.store.removeTree("layers/\(copy.id)")
    }

    /// A folder that somebody moves while a walk is in it leads nowhere else.
    @Test func aFolderThatIsMovedMeanwhileEndsTheWalk() throws {
        let scratch = try TemporaryDirectory()
        let top = try Handle(AT_FDCWD, scratch.path.string, O_RDONLY | O_DIRECTORY)
        try Self.makeChain(50, in: top.descriptor)
        let walk = try TreeWalk(top: top.descriptor)
        while let event = try walk.next(), case .found = event, walk.isKnownFolder { try walk.enter() }
        try #require(walk.depth == 50)
        try #require(mkdirat(top.descriptor, "elsewhere", 0o755) == 0)
        let moved = Array(repeating: "d", count: 10).joined(separator: "/")
        try #require(renameat(top.descriptor, moved, top.descriptor, "elsewhere/d") == 0)
        #expect(throws: StoreError.self) { while try walk.next() != nil {} }
        #expect(walk.depth >= 9)
    }

    @Test func aPathInAMessageIsShort() {
        #expect(ShownPath.text(Array("a/b".utf8)) == "a/b")
        let long = ShownPath.text([UInt8](repeating: UInt8(ascii: "x"), count: 100_000))
        #expect(long.utf8.count < 300)
    }
}
