import Foundation
import Scratch
import SystemPackage
import Testing

@testable import Files

/// Reading: what is there is read, and what would make a reader wait or grow for ever is refused with its kind.
@Suite(.timeLimit(.minutes(20))) struct ReadingTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    func readsWholeFiles(_ count: Int) throws {
        let text = String(repeating: "a", count: count)
        #expect(try WholeFile.read(folder.put(text, at: "f")) == Array(text.utf8))
    }

    @Test func theLimitIsTheLastSizeThatIsRead() throws {
        let path = try folder.put("12345", at: "f")
        #expect(try WholeFile.read(path, limit: 5).count == 5)
        #expect(throws: FileError.tooLarge(path: path, limit: 4)) { try WholeFile.read(path, limit: 4) }
    }

    @Test func missingFilesAreToldApart() throws {
        let path = folder("none")
        #expect(try WholeFile.readIfPresent(path) == nil)
        #expect(throws: FileError.system(path: path, .read, .noSuchFileOrDirectory)) { try WholeFile.read(path) }
    }

    @Test func aFIFOIsRefusedAtOnce() throws {
        try #require(mkfifo(folder("f"), 0o600) == 0)
        #expect(throws: FileError.notAFile(path: folder("f"), .fifo)) { try WholeFile.readIfPresent(folder("f")) }
        try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: "f")
        #expect(throws: FileError.notAFile(path: folder("link"), .fifo)) { try WholeFile.read(folder("link")) }
    }

    @Test(arguments: ["/dev/zero", "/dev/null", "/dev/tty"])
    func devicesAreRefused(_ device: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder("d"), withDestinationPath: device)
        #expect(throws: FileError.notAFile(path: folder("d"), .characterDevice)) { try WholeFile.read(folder("d")) }
    }

    @Test func socketsAndFoldersAreRefused() throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = "/tmp/slipway-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        defer { unlink(path) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        #expect(throws: FileError.notAFile(path: path, .socket)) { try WholeFile.read(path) }
        #expect(throws: FileError.notAFile(path: folder.path, .folder)) { try WholeFile.read(folder.path) }
    }

    /// Such files say that they are empty, and are not.
    @Test func filesThatTheKernelMakesUpAreRead() throws {
        #expect(try !WholeFile.read("/proc/self/status").isEmpty)
        #expect(throws: FileError.tooLarge(path: "/proc/self/status", limit: 10)) {
            try WholeFile.read("/proc/self/status", limit: 10)
        }
    }

    @Test func aSparseGiantIsRefusedUnread() throws {
        let path = try folder.put("", at: "giant")
        try #require(truncate(path, 1 << 40) == 0)
        #expect(throws: FileError.tooLarge(path: path, limit: WholeFile.textLimit)) { try WholeFile.read(path) }
    }

    @Test func streamsOfTheCallerAreReadToTheirEnd() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        try #require(write(ends[1], "hello", 5) == 5)
        close(ends[1])
        defer { close(ends[0]) }
        let path = "/dev/fd/\(ends[0])"
        #expect(throws: FileError.notAFile(path: path, .fifo)) { try WholeFile.read(path) }
        #expect(try WholeFile.readArgument(path) == Array("hello".utf8))
    }

    @Test func endlessStreamsEndAtTheLimit() throws {
        let zero = open("/dev/zero", O_RDONLY)
        defer { close(zero) }
        #expect(throws: FileError.tooLarge(path: "zero", limit: 100_000)) {
            try WholeFile.rest(of: zero, path: "zero", limit: 100_000)
        }
    }

    @Test func anEmptyPipeThatDoesNotWaitGivesNothing() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        defer { for end in ends { close(end) } }
        #expect(throws: FileError.gaveNothing(path: "pipe")) { try WholeFile.rest(of: ends[0], path: "pipe") }
    }
}

/// Writing: the old or the new, with everything else about the file as it was.
@Suite(.timeLimit(.minutes(20))) struct WritingTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func status(_ name: String) throws -> stat {
        var status = stat()
        try #require(lstat(folder(name), &status) == 0)
        return status
    }

    @Test func makesFilesAndTheirFolders() throws {
        try WholeFile.replace(folder("a/b/c.txt"), with: Array("x".utf8))
        #expect(try folder.text("a/b/c.txt") == "x")
        #expect(try Folder.names(of: folder("a/b")) == ["c.txt"])
    }

    @Test(arguments: [mode_t(0o600), 0o644, 0o755])
    func keepsTheMode(_ mode: mode_t) throws {
        try folder.put("old", at: "f")
        try #require(chmod(folder("f"), mode) == 0)
        let old = try status("f")
        try WholeFile.replace(folder("f"), with: Array("new".utf8))
        let new = try status("f")
        #expect(new.st_mode & 0o7777 == mode && new.st_ino != old.st_ino)
        #expect(try folder.text("f") == "new")
    }

    @Test func keepsLinksAndOtherNames() throws {
        try folder.put("old", at: "f")
        try #require(symlink("f", folder("soft")) == 0 && link(folder("f"), folder("hard")) == 0)
        try WholeFile.replace(folder("soft"), with: Array("new".utf8))
        #expect(try status("soft").st_mode & S_IFMT == S_IFLNK)
        #expect(try folder.text("hard") == "new" && folder.text("f") == "new")
        #expect(try folder.names == ["f", "hard", "soft"])
    }

    /// A name may be as long as the file system has it: the file beside it needs one too.
    @Test func longNamesAreWritten() throws {
        let name = String(repeating: "n", count: 255)
        try WholeFile.replace(folder(name), with: [1, 2, 3])
        #expect(try folder.names == [name])
    }

    @Test func whatIsNoFileStays() throws {
        try #require(mkfifo(folder("f"), 0o600) == 0 && symlink("/dev/null", folder("null")) == 0)
        #expect(throws: FileError.notAFile(path: folder("f"), .fifo)) {
            try WholeFile.replace(folder("f"), with: [])
        }
        #expect(throws: FileError.notAFile(path: folder("null"), .characterDevice)) {
            try WholeFile.replace(folder("null"), with: [])
        }
        #expect(throws: FileError.notAFile(path: folder.path, .folder)) {
            try WholeFile.replace(folder.path, with: [])
        }
        #expect(try status("f").st_mode & S_IFMT == S_IFIFO)
        #expect(try folder.names == ["f", "null"])
    }

    @Test func readOnlyFilesStay() throws {
        try folder.put("old", at: "f")
        try #require(chmod(folder("f"), 0o444) == 0)
        #expect(throws: FileError.readOnly(path: folder("f"))) { try WholeFile.replace(folder("f"), with: []) }
        #expect(try folder.text("f") == "old" && folder.names == ["f"])
    }

    @Test func aFullDiskLeavesTheOld() throws {
        try #require(symlink("/dev/full", folder("full")) == 0)
        #expect(throws: FileError.system(path: folder("full"), .write, .noSpace)) {
            try WholeFile.write([1], into: folder("full"))
        }
    }

    @Test func foldersThatCannotBeMadeAreTold() throws {
        try folder.put("", at: "file")
        #expect(throws: FileError.system(path: folder("file"), .makeFolder, .notDirectory)) {
            try WholeFile.replace(folder("file/a/b"), with: [])
        }
    }

    @Test func writesIntoAStream() throws {
        try folder.put("longer than the new text", at: "f")
        try WholeFile.write(Array("new".utf8), into: folder("f"))
        try WholeFile.write(Array("gone".utf8), into: "/dev/null")
        #expect(try folder.text("f") == "new")
    }
}
