import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// Other users of the machine get nothing of a store: neither its files nor the set-user-ID programs of its layers.
@Suite struct PrivacyTests {
    /// A store with something of each kind in it.
    private static func filled() throws -> TemporaryStore {
        let scratch = try TemporaryStore()
        let store = scratch.store
        let layer = try scratch.layer("echo x >tool; chmod 4755 tool; mkdir -m 755 open")
        let image = try store.putImage(config: ImageConfig(), layers: [layer], tags: [try Reference("a:v1")])
        try store.tag(image, as: try Reference("a:v2"))
        try store.pin(Pin(name: "c", image: image.id, layers: [layer.id]))
        try store.put(CacheRecord(key: Digest(of: [1]), lineage: "l", layers: [layer.id], payload: [1]))
        try store.keepInput([1, 2, 3])
        _ = try store.pullFolder(for: try Reference("127.0.0.1:5000/app:v1"))
        try Command.run("mkdir", "-p", store.path.appending("containers/1").string)
        try Data().write(to: URL(fileURLWithPath: store.path.appending("containers/1/record.json").string))
        try Data().write(to: URL(fileURLWithPath: store.path.appending("containers/.lock").string))
        try Data().write(to: URL(fileURLWithPath: store.path.appending("containers/1/hosts").string))
        try Command.run("chmod", "644", store.path.appending("containers/1/hosts").string)
        return scratch
    }

    /// What others may read, write or enter, but for the files of layers, which have the modes of the image.
    private static func openPlaces(in store: Store) throws -> String {
        try Command.run(
            "find", store.path.string, "(", "-path", "*/layers/*/diff", "-o", "-path", "*/layers/*/work",
            "-o", "-name", "hosts", ")", "-prune", "-o", "!", "-type", "l", "-perm", "/077", "-print")
    }

    @Test func aNewStoreIsItsOwnersAlone() throws {
        let scratch = try Self.filled()
        try Command.run("chmod", "-R", "go-rwx", scratch.store.path.appending("containers").string)
        #expect(try Self.openPlaces(in: scratch.store) == "")
    }

    @Test func aStoreThatWasOpenIsMended() throws {
        let scratch = try Self.filled()
        let store = scratch.store
        let before = try Command.run("bash", "-c", "cd '\(store.path)'; stat -c '%n %a' layers/*/diff layers/*/diff/*")
        #expect(before.contains("tool 4755") && before.contains("diff 755"))
        try Command.run(
            "bash", "-ec",
            "cd '\(store.path)'; find . -path './layers/*/diff' -prune -o ! -type l -exec chmod go+rx {} +")
        #expect(try !Self.openPlaces(in: store).isEmpty)
        let again = try Store.open(at: store.path)
        #expect(try Self.openPlaces(in: again) == "")
        let after = try Command.run("bash", "-c", "cd '\(store.path)'; stat -c '%n %a' layers/*/diff layers/*/diff/*")
        #expect(after == before, "the files of an image keep their modes")
        #expect(try again.resolve("a:v1").references.count == 2)
        let hosts = try Command.run("stat", "-c", "%a", store.path.appending("containers/1/hosts").string)
        #expect(hosts == "655\n", "a container's own users read it")
    }

    @Test(.enabled(if: Command.isRoot, "needs root")) func anotherUsersStoreIsRefused() throws {
        let scratch = try Self.filled()
        let path = scratch.store.path
        try Command.run("chown", "12345", path.string)
        let error = #expect(throws: StoreError.notOurs(path, owner: 12345)) { try Store.open(at: path) }
        let words = try #require(error).description
        #expect(words.contains(path.string) && words.contains("uid 12345") && words.contains("SLIPWAY_HOME"))
    }

    /// A folder that turns out to be no store keeps its mode, too.
    @Test func aForeignFolderIsLeftAsItIs() throws {
        let directory = try TemporaryDirectory()
        try Data().write(to: URL(fileURLWithPath: directory("holiday.jpg")))
        try Command.run("chmod", "755", directory.path.string)
        #expect(throws: StoreError.self) { try Store.open(at: directory.path) }
        #expect(try Command.run("stat", "-c", "%a", directory.path.string) == "755\n")
    }
}
