import Foundation
import Scratch
import SystemPackage
import Testing

@testable import Files

@Suite struct FolderTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func namesComeInOrderOfTheirBytes() throws {
        for name in ["b", "a", "B", "é", ".hidden"] { try folder.put("", at: name) }
        #expect(try Folder.names(of: folder.path) == [".hidden", "B", "a", "b", "é"])
        #expect(throws: FileError.self) { try Folder.names(of: folder.path, limit: 4) }
    }

    @Test func aMissingFolderIsToldApart() throws {
        #expect(try Folder.namesIfPresent(of: folder("none")) == [])
        #expect(throws: FileError.system(path: folder("none"), .list, .noSuchFileOrDirectory)) {
            try Folder.names(of: folder("none"))
        }
        try folder.put("", at: "file")
        #expect(throws: FileError.system(path: folder("file"), .list, .notDirectory)) {
            try Folder.namesIfPresent(of: folder("file"))
        }
    }

    @Test func makingWhatIsThereIsNoError() throws {
        for _ in 0..<2 { try Folder.make(folder("a/b/c")) }
        #expect(Folder.isFolder(folder("a/b/c")))
    }
}

@Suite struct FileWordsTests {
    @Test(arguments: [
        (FileError.notAFile(path: "f", .fifo), "`f` cannot be read: it is a named pipe (FIFO), not a file"),
        (.notAFile(path: "f", .characterDevice), "`f` cannot be read: it is a device, not a file"),
        (.tooLarge(path: "f", limit: 16 << 20), "`f` cannot be read: it is larger than 16 MiB"),
        (.tooLarge(path: "f", limit: 1000), "`f` cannot be read: it is larger than 1000 bytes"),
        (.readOnly(path: "f"), "`f` cannot be written: it is read-only; chmod u+w lets you write it"),
        (.system(path: "f", .write, .noSpace), "`f` cannot be written: the disk is full"),
        (.system(path: "f", .write, .diskQuotaExceeded), "`f` cannot be written: your disk quota is used up"),
        (.system(path: "f", .list, .noSuchFileOrDirectory), "`f` cannot be listed: it is not there"),
        (.system(path: "f", .makeFolder, .permissionDenied), "`f` cannot be made: permission denied"),
    ])
    func errorsSayWhatWasFound(_ error: FileError, _ words: String) { #expect(error.description == words) }
}
