import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// A disk that is full at any write: an error, and a store that opens and goes on when there is room again.
@Suite struct FullDiskTests {
    @Test(.enabled(if: Command.isRoot, "needs root"), arguments: [64, 96, 128, 192, 256, 400])
    func losesNothing(_ kibibytes: Int) throws {
        let scratch = try TemporaryStore()
        let big = try scratch.layer("for i in $(seq 20); do head -c 8000 /dev/urandom >$i; done")
        let image = try scratch.store.putImage(config: ImageConfig(), layers: [big], tags: [try Reference("big:v1")])
        let archive = try scratch.save(image, as: "big.tar")

        let disk = scratch.directory("disk")
        try Command.run("bash", "-ec", "mkdir '\(disk)'; mount -t tmpfs -o size=\(kibibytes)k tmpfs '\(disk)'")
        defer { _ = try? Command.run("umount", "-l", disk) }
        let path = FilePath(disk).appending("store")
        do {
            _ = try Self.load(archive, into: try Store.open(at: path))
        } catch StoreError.system(_, let error) {
            #expect(error == .noSpace)
        }
        try Command.run("mount", "-o", "remount,size=4m", disk)
        let store = try Store.open(at: path)
        for directory in ["layers", "tmp"] where try store.images().isEmpty {
            #expect(try store.names(in: directory) == [])
        }
        #expect(try Self.load(archive, into: store).map(\.image.id) == [image.id])
        #expect(try store.resolve("big:v1").size == 160_000)
    }

    private static func load(_ path: String, into store: Store) throws -> [LoadedImage] {
        let file = try FileDescriptor.open(path, .readOnly)
        defer { try? file.close() }
        return try store.load(archive: file.rawValue)
    }
}
