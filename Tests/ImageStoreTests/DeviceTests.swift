import Foundation
import SystemPackage
import Testing

@testable import ImageStore

/// Device nodes of an image: in its tar, and never in the store's files.
@Suite(.enabled(if: Command.isRoot, "needs root: without it devices are left out")) struct DeviceTests {
    private static let disk = TarEntry(
        path: Array("disk".utf8), kind: .blockDevice(major: 8, minor: 0), mode: 0o666, owner: 3, group: 4, modified: 7,
        attributes: [.init(name: Array("trusted.note".utf8), value: Array("x".utf8))])
    private static let null = TarEntry(
        path: Array("null".utf8), kind: .characterDevice(major: 1, minor: 3), mode: 0o4666, owner: 0, group: 0,
        modified: 1)

    private static func tar(_ entries: [TarEntry]) throws -> [UInt8] {
        var writer = TarWriter(sink: CollectingSink())
        for entry in entries { try writer.append(entry, content: []) }
        try writer.finish()
        return writer.sink.bytes
    }

    @Test func cannotBeOpenedInTheStoreByAnybody() throws {
        let scratch = try TemporaryStore()
        let path = try scratch.extract(try Self.tar([Self.disk, Self.null])).path
        for name in ["disk", "null"] {
            for flags in [O_RDONLY, O_WRONLY, O_RDWR | O_NONBLOCK] {
                let file = open(path.appending(name).string, flags)
                #expect(file == -1 && errno == ENXIO, "\(name), as root")
            }
        }
        #expect(try Command.run("find", path.string, "-type", "b", "-o", "-type", "c") == "")
    }

    @Test func areInTheTarAgainWithAllTheyHad() throws {
        let tar = try Self.tar([
            Self.disk,
            TarEntry(
                path: Array("same".utf8), kind: .hardLink(to: Array("disk".utf8)), mode: 0o666, owner: 3, group: 4,
                modified: 7),
            TarEntry(
                path: Array("terminal".utf8), kind: .characterDevice(major: 4, minor: 70_000), mode: 0o620, owner: 0,
                group: 5, modified: 9),
        ])
        let scratch = try TemporaryStore()
        let layer = try scratch.extract(tar)
        #expect(try scratch.store.tar(of: layer) == tar)
        #expect(layer.source == nil, "the store can make the very same tar")
    }

    @Test func losesTheMarkWithItsFile() throws {
        let scratch = try TemporaryStore()
        let tar = try Self.tar([
            Self.disk,
            TarEntry(path: Array("disk".utf8), kind: .pipe, mode: 0o600, owner: 0, group: 0, modified: 1),
        ])
        let layer = try scratch.extract(tar)
        let again = try scratch.store.tar(of: layer)
        #expect(
            again
                == (try Self.tar([
                    TarEntry(path: Array("disk".utf8), kind: .pipe, mode: 0o600, owner: 0, group: 0, modified: 1)
                ])))
    }

    /// A socket that a program left is no part of a layer, as before.
    @Test func leavesRealSocketsOut() throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer("python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('s')\"; echo >f")
        #expect(!String(decoding: try scratch.store.tar(of: layer), as: UTF8.self).contains("s\0\0\0"))
    }
}
