import BuildPlan
import Glibc
import ImageStore
import SystemPackage
import Testing

@testable import Builder

/// Names that text cannot hold, and trees that are deeper than paths are long.
@Suite struct StrangeNamesTests {
    private static let names: [[UInt8]] = [
        Array("file-".utf8) + [0xE4], Array("new\nline".utf8), [1, 2, 0x1B], Array("back\\xE4".utf8),
        Array("e\u{301}".utf8), Array("\u{e9}".utf8), Array("\u{301}mark".utf8), [UInt8](repeating: 0xE4, count: 255),
    ]

    private static func open(_ path: String) -> Int32 { Glibc.open(path, O_RDONLY | O_DIRECTORY) }

    /// Makes a folder `data` with files, folders and links of all names in it.
    private static func fill(_ lab: BuildLab) throws {
        try lab.write("data/plain", "plain")
        let top = open(lab.context + "/data")
        defer { close(top) }
        for name in names {
            let path = CPath(name)
            try #require(path.call { mkdirat(top, $0, 0o755) } == 0)
            let folder = path.call { openat(top, $0, O_RDONLY | O_DIRECTORY) }
            for inner in names { close(CPath(inner).call { openat(folder, $0, O_WRONLY | O_CREAT, 0o644) }) }
            try #require(path.call { target in symlinkat(target, folder, "link") } == 0)
            close(folder)
        }
    }

    /// Every path below a folder of the image's last layer.
    private static func paths(_ lab: BuildLab, below name: String) throws -> [[UInt8]] {
        let layer = try #require(try lab.store.layers(of: try lab.image()).last)
        let top = open(layer.path.string + "/" + name)
        defer { close(top) }
        var paths: [[UInt8]] = []
        let walk = try TreeWalk(top: top)
        while let event = try walk.next() {
            guard case .found = event, let status = try walk.status() else { continue }
            paths.append(walk.path)
            if status.st_mode & S_IFMT == S_IFDIR { try walk.enter() }
        }
        return paths
    }

    @Test func namesOfAnyBytesAreCopied() throws {
        let lab = try BuildLab()
        try Self.fill(lab)
        let text = "FROM scratch AS one\nCOPY data /data\nFROM scratch\nCOPY --from=one /data /copy"
        #expect(try lab.build(text).image != nil)
        let paths = try Self.paths(lab, below: "copy")
        #expect(paths.count == 1 + Self.names.count * (2 + Self.names.count))
        for folder in Self.names {
            for name in Self.names { #expect(paths.contains(folder + [UInt8(ascii: "/")] + name)) }
        }
        #expect(try lab.build(text).letters.hasSuffix("c"))
    }

    /// Names that differ only in bytes which are not UTF-8 are different names.
    @Test func aRenameOfBytesIsAChange() throws {
        let lab = try BuildLab()
        try lab.write("data/plain", "x")
        let top = Self.open(lab.context + "/data")
        defer { close(top) }
        try #require(CPath([0xE4]).call { renameat(top, "plain", top, $0) } == 0)
        #expect(try lab.build("FROM scratch\nCOPY data /data").letters == "dd")
        #expect(try Self.paths(lab, below: "data") == [[0xE4]])
        try #require(CPath([0xE4]).call { old in CPath([0xE5]).call { renameat(top, old, top, $0) } } == 0)
        #expect(try lab.build("FROM scratch\nCOPY data /data").letters == "dd")
        #expect(try Self.paths(lab, below: "data") == [[0xE5]])
    }

    @Test func aPatternMatchesNamesThatAreNoText() throws {
        let lab = try BuildLab()
        try Self.fill(lab)
        try lab.write(".dockerignore", "data/back*\n")
        #expect(try lab.build("FROM scratch\nCOPY --exclude=*mark data/file-? data/back* /copy/").image != nil)
        let paths = try Self.paths(lab, below: "copy")
        #expect(paths.count == Self.names.count)
        #expect(paths.contains(Self.names[0]))
    }

    @Test func textsOfPathsAreTheirOwn() {
        let paths = Self.names + [Array("back\\\\xE4".utf8), [0xE4], Array("\\xE4".utf8), Array("a/b".utf8), []]
        #expect(Set(paths.map { Array(TreePath($0).text.utf8) }).count == paths.count)
        for path in paths { #expect(TreePath(recorded: TreePath(path).text).bytes == path) }
        #expect(TreePath([0x61, 0xE4, 0x0A]).text == "a\\xE4\\x0A")
        #expect(TreePath("plain/näme").text == "plain/näme")
    }

    /// A tree that is deeper than a process has descriptors, and an exception that keeps its deepest file.
    @Test(.timeLimit(.minutes(20)), arguments: [false, true])
    func aDeepContextIsCopied(_ isIgnored: Bool) throws {
        let lab = try BuildLab()
        try lab.write("data/a", "a")
        var folder = Self.open(lab.context + "/data")
        let depth = 1100
        for _ in 0..<depth {
            try #require(mkdirat(folder, "d", 0o755) == 0)
            let next = openat(folder, "d", O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        for name in ["file", "other"] { close(openat(folder, name, O_WRONLY | O_CREAT, 0o644)) }
        try #require(linkat(folder, "file", folder, "twin", 0) == 0)
        close(folder)
        if isIgnored { try lab.write(".dockerignore", "data/d\n!**/file\n!**/twin") }
        #expect(try lab.build("FROM scratch\nCOPY data /data").image != nil)
        let paths = try Self.paths(lab, below: "data")
        #expect(paths.count == depth + (isIgnored ? 3 : 4))
        #expect(paths.map(\.count).max() == 2 * depth + (isIgnored ? 4 : 5))
        #expect(try lab.build("FROM scratch\nCOPY data /data").letters == "dc")
        try TreeRemoval.remove(CPath((lab.context + "/data").utf8), from: AT_FDCWD)
    }

    /// More layers than fit into the options of one mount; and more than the kernel stacks.
    @Test(.timeLimit(.minutes(20)), .enabled(if: geteuid() == 0, "needs root"))
    func manyLayersAreStacked() throws {
        let lab = try BuildLab()
        try lab.write("a", "a")
        let lines = { (count: Int) in "FROM scratch\n" + (1...count).map { "COPY a /f\($0)\n" }.joined() }
        #expect(try lab.build(lines(300)).image != nil)
        #expect(try lab.file("f1") == "a")
        let outcome = try lab.build(lines(502))
        #expect(outcome.failure?.message == "The image has 500 layers, and this kernel stacks 499 at most.")
        #expect(outcome.failure?.advice?.contains("disk") == false)
    }
}
