import CLinux
import Foundation
import Testing

@testable import ImageStore

@Suite struct EntryPathTests {
    @Test(arguments: [
        ("a", "a"), ("a/", "a"), ("a/b", "a/b"), ("a//b", "a/b"), ("./a", "a"), ("a/./b/.", "a/b"), (".", ""),
        ("./", ""),
        ("a//", "a"), (".a/b.", ".a/b."), ("...", "..."), ("..a/.b", "..a/.b"), ("a/...", "a/..."),
    ])
    func pathsAreCleaned(_ path: String, _ clean: String) throws {
        #expect(String(decoding: try EntryPath.clean(Array(path.utf8)), as: UTF8.self) == clean)
    }

    @Test(
        arguments: [
            ("", .emptyPath), ("a\0b", .emptyPath), ("/a", .absolutePath), ("/", .absolutePath), ("..", .parentPath),
            ("../a", .parentPath), ("a/..", .parentPath), ("a/../b", .parentPath), ("a/../", .parentPath),
        ] as [(String, StoreError.HostileReason)])
    func pathsThatCouldLeadOutAreRefused(_ path: String, _ reason: StoreError.HostileReason) {
        #expect(throws: StoreError.hostileEntry(path: ShownPath.text(Array(path.utf8)), reason)) {
            try EntryPath.clean(Array(path.utf8))
        }
    }

    @Test func namesHaveALimitWhereverTheyStand() throws {
        let name = [UInt8](repeating: UInt8(ascii: "n"), count: EntryPath.longestName)
        #expect(try EntryPath.clean(name + [UInt8(ascii: "/")] + name).count == 2 * name.count + 1)
        for path in [name + name, Array("a/".utf8) + name + name, name + name + Array("/b".utf8)] {
            #expect(throws: StoreError.self) { try EntryPath.clean(path) }
        }
    }

    @Test(arguments: [("a/.wh.b", true), (".wh.a/b", true), ("a.wh.b", false), ("a/b.wh./c", false), ("", false)])
    func whiteoutsOnTheWayAreFound(_ path: String, _ isFound: Bool) {
        #expect(EntryPath.hasPart(Array(path.utf8)[...], startingWith: Whiteout.prefix) == isFound)
    }
}

/// Paths that try to leave the directory that they are opened in.
@Suite struct PathTests {
    /// What each way of opening makes of a path: what it reads, or the error.
    static let paths: [(path: String, inRoot: String, beneath: String, withoutLinks: String)] = [
        ("file", "inside", "inside", "inside"),
        ("d/../file", "inside", "inside", "inside"),
        ("../secret", "ENOENT", "EXDEV", "EXDEV"),
        ("/file", "inside", "EXDEV", "EXDEV"),
        ("d/up/secret", "ENOENT", "EXDEV", "ELOOP"),
        ("absolute", "inside", "EXDEV", "ELOOP"),
        ("relative", "inside", "inside", "ELOOP"),
        ("circle", "ELOOP", "ELOOP", "ELOOP"),
        ("self/root/file", "ENOENT", "EXDEV", "ELOOP"),
    ]

    @Test(arguments: paths)
    func aPathStaysInsideItsRoot(_ path: String, _ inRoot: String, _ beneath: String, _ withoutLinks: String) throws {
        let scratch = try TemporaryDirectory()
        try Command.run(
            "bash", "-ec",
            """
            cd '\(scratch.path)'; echo -n outside >secret; mkdir -p root/d; cd root; echo -n inside >file
            ln -s ../.. d/up; ln -s /file absolute; ln -s d/../file relative; ln -s circle circle; ln -s /proc/self self
            """)
        let root = open(scratch("root"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(root) }
        #expect(Self.read(slipway_open_in_root(root, path, O_RDONLY, 0)) == inRoot)
        #expect(Self.read(slipway_open_beneath(root, path, O_RDONLY, 0)) == beneath)
        #expect(Self.read(slipway_open_without_links(root, path, O_RDONLY, 0)) == withoutLinks)
    }

    private static func read(_ descriptor: Int32) -> String {
        guard descriptor >= 0 else {
            return [ENOENT: "ENOENT", EXDEV: "EXDEV", ELOOP: "ELOOP"][errno] ?? "errno \(errno)"
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    }
}
