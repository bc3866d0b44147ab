import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

extension TemporaryStore {
    /// An image of two layers that says hello.
    func helloImage(_ tags: [String] = ["hello:v1"]) throws -> StoredImage {
        let layers = [
            try layer("mkdir etc; echo hello >etc/motd; touch -d @1000 etc/motd etc"), try layer("echo 2 >two"),
        ]
        let config = ImageConfig(
            created: "2026-01-02T03:04:05Z", config: ContainerConfig(environment: ["A=b"], command: ["/bin/hello"]),
            history: [HistoryEntry(createdBy: "COPY etc"), HistoryEntry(createdBy: "COPY two")])
        return try store.putImage(config: config, layers: layers, tags: try tags.map { try Reference($0) })
    }

    /// Saves images into a file and returns its path.
    func save(_ image: StoredImage, _ compression: MediaType.Compression = .none, as name: String) throws -> String {
        let path = directory(name)
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        defer { try? file.close() }
        let item = ImageBundle.Item(image: image, references: image.references)
        try store.save(ImageBundle(images: [item], packing: LayerPacking(compression)), to: file.rawValue)
        return path
    }

    func load(_ path: String) throws -> [LoadedImage] {
        let file = try FileDescriptor.open(path, .readOnly)
        defer { try? file.close() }
        return try store.load(archive: file.rawValue)
    }

    /// Files of all layers, with their content.
    func listing(_ image: StoredImage) throws -> String {
        try store.layers(of: image).map { try Command.run("bash", "-c", "cd '\($0.path)'; grep -r . . | sort") }
            .joined()
    }

    func leftovers() throws -> [String] { try store.names(in: "tmp") }
}

/// Images that leave the store, and that come back.
@Suite struct ArchiveTests {
    @Test(arguments: MediaType.Compression.allCases)
    func savesAndLoads(_ compression: MediaType.Compression) throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage(["hello:v1", "hello:latest"])
        let archive = try scratch.save(image, compression, as: "hello.tar")
        let other = try TemporaryStore()
        let loaded = try other.load(archive)
        #expect(loaded.map(\.image.id) == [image.id])
        #expect(loaded.first?.references.map(\.familiar) == ["hello:latest", "hello:v1"])
        #expect(try other.store.resolve("hello:v1").config == image.config)
        #expect(try other.listing(loaded[0].image) == scratch.listing(image))
        #expect(try other.leftovers() == [])
        #expect(try scratch.leftovers() == [])
    }

    @Test func isTheSameEachTime() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        for compression in MediaType.Compression.allCases {
            let first = try scratch.save(image, compression, as: "1.tar")
            let second = try scratch.save(image, compression, as: "2.tar")
            try Command.run("cmp", first, second)
        }
    }

    @Test func anImageIsExportedAsAnOCILayout() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let layout = scratch.directory.path.appending("layout")
        let item = ImageBundle.Item(image: image, references: image.references)
        try scratch.store.export(ImageBundle(images: [item], packing: LayerPacking(.gzip)), to: layout)
        let other = try TemporaryStore()
        let name = try Reference("renamed:v2")
        let loaded = try other.store.load(layout: layout, as: [name])
        #expect(loaded.map(\.image.id) == [image.id])
        #expect(try other.store.image(name)?.id == image.id)
        #expect(try other.store.image(try Reference("hello:v1")) == nil)
        // What came in packed goes out as it came.
        let again = try other.save(loaded[0].image, as: "again.tar")
        let third = try TemporaryStore()
        #expect(try third.load(again).map(\.image.manifestDigest) == [loaded[0].image.manifestDigest])
    }

    /// As a pull leaves it, which fetches no layer that the store has.
    @Test func aLayoutWithoutTheLayersThatAreThereIsLoaded() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        #expect(Set(try scratch.store.wholeDiffIDs()) == Set(image.config.diffIDs))
        let layout = scratch.directory.path.appending("layout")
        let item = ImageBundle.Item(image: image, references: image.references)
        try scratch.store.export(ImageBundle(images: [item], packing: LayerPacking(.gzip)), to: layout)
        let read = { (name: String) in Array(try Data(contentsOf: URL(filePath: layout.appending(name).string))) }
        let entry = try #require(try Index(parsing: read("index.json")).manifests.first)
        let manifest = try Manifest(parsing: read("blobs/sha256/\(entry.digest.hex)"))
        for layer in manifest.layers {
            try FileManager.default.removeItem(atPath: layout.appending("blobs/sha256/\(layer.digest.hex)").string)
        }
        let loaded = try scratch.store.load(layout: layout, as: [try Reference("again:v1")])
        #expect(loaded.map(\.image.id) == [image.id])
        let other = try TemporaryStore()
        #expect(try other.store.wholeDiffIDs().isEmpty)
        #expect(throws: StoreError.self) { try other.store.load(layout: layout) }
    }

    /// What the store remembers of a layer's packing, a receiver that has it need not be sent.
    @Test func namesWhatTheReceiverHasAndDoesNotPackIt() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let packing = LayerPacking(.gzip)
        var bundle = ImageBundle(
            images: [ImageBundle.Item(image: image, references: image.references)], packing: packing)
        #expect(try scratch.store.packedLayers(of: image, as: packing) == [])
        let whole = scratch.directory.path.appending("whole")
        try scratch.store.export(bundle, to: whole)
        let known = try scratch.store.packedLayers(of: image, as: packing)
        #expect(known.count == 2)
        #expect(try scratch.store.packedLayers(of: image, as: LayerPacking(.gzip, level: 9)) == [])

        bundle.present = Set(known.dropFirst())
        let rest = scratch.directory.path.appending("rest")
        try scratch.store.export(bundle, to: rest, for: .momentary)
        let files = { (folder: FilePath) in
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.appending("blobs/sha256").string))
        }
        #expect(try files(whole).subtracting(files(rest)) == [known[1].hex])
        let indexes = try [whole, rest].map {
            try Data(contentsOf: URL(filePath: $0.appending("index.json").string))
        }
        #expect(indexes[0] == indexes[1])
    }

    @Test func noticesALayerThatWasChanged() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let layer = try #require(try scratch.store.layers(of: image).first)
        try Command.run("bash", "-c", "echo HELLO >'\(layer.path)/etc/motd'; touch -d @1000 '\(layer.path)/etc/motd'")
        #expect { try scratch.save(image, as: "x.tar") } throws: { error in
            if case StoreError.layerChanged(layer.id, _, _) = error { true } else { false }
        }
    }

    @Test func leavesNothingBehindOfABrokenArchive() throws {
        let scratch = try TemporaryStore()
        let archive = try scratch.save(try scratch.helloImage(), .gzip, as: "hello.tar")
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: archive)))
        let other = try TemporaryStore()
        for size in stride(from: 0, to: bytes.count - 1024, by: 512) {
            let cut = other.directory("cut.tar")
            try Data(bytes.prefix(size)).write(to: URL(fileURLWithPath: cut))
            #expect(throws: StoreError.self) { try other.load(cut) }
        }
        // A bit of the first blob.
        bytes[600] ^= 1
        let flipped = other.directory("flipped.tar")
        try Data(bytes).write(to: URL(fileURLWithPath: flipped))
        #expect(throws: StoreError.self) { try other.load(flipped) }
        for directory in ["tmp", "blobs/sha256", "layers", "diffs"] {
            #expect(try other.store.names(in: directory) == [])
        }
        #expect(try other.store.images() == [])
    }

    @Test(.enabled(if: Command.exists("skopeo"), "needs skopeo"), arguments: MediaType.Compression.allCases)
    func isReadBySkopeo(_ compression: MediaType.Compression) throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let archive = try scratch.save(image, compression, as: "hello.tar")
        for source in ["oci-archive:\(archive):v1", "docker-archive:\(archive):hello:v1"] {
            let config = try Command.run("skopeo", "inspect", "--config", source)
            #expect(config.contains("/bin/hello"), "\(source)")
            // To copy is to verify all digests.
            for target in ["oci-archive", "docker-archive"] {
                // Docker's archives know gzip only.
                if compression == .zstd, "\(source)\(target)".contains("docker") { continue }
                let copy = scratch.directory("copy-\(target).tar")
                try Command.run("rm", "-f", copy)
                try Command.run("skopeo", "copy", "--insecure-policy", source, "\(target):\(copy):copied:v2")
                let other = try TemporaryStore()
                let loaded = try other.load(copy)
                // Where skopeo changes the format it writes the config anew.
                if source.hasPrefix(target) { #expect(loaded.map(\.image.id) == [image.id], "\(source) by \(target)") }
                #expect(loaded.map(\.image.config) == [image.config], "\(source) by \(target)")
                #expect(loaded.first?.references.map(\.familiar) == ["copied:v2"])
                #expect(try other.listing(loaded[0].image) == scratch.listing(image))
            }
        }
    }

    @Test(.enabled(if: Command.exists("umoci") && Command.exists("skopeo"), "needs umoci and skopeo"))
    func isUnpackedByUmoci() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let layout = scratch.directory("layout")
        let item = ImageBundle.Item(image: image, references: image.references)
        try scratch.store.export(ImageBundle(images: [item]), to: FilePath(layout))
        let bundle = scratch.directory("bundle")
        try Command.run("umoci", "unpack", "--rootless", "--image", "\(layout):v1", bundle)
        #expect(try Command.run("cat", "\(bundle)/rootfs/etc/motd", "\(bundle)/rootfs/two") == "hello\n2\n")
    }

    @Test(.enabled(if: Command.exists("buildah") && Command.isRoot, "needs buildah and root"))
    func exchangesWithBuildah() throws {
        let scratch = try TemporaryStore()
        let image = try scratch.helloImage()
        let archive = try scratch.save(image, as: "hello.tar")
        let options = [
            "--storage-driver", "vfs", "--root", scratch.directory("root"), "--runroot", scratch.directory("run"),
        ]
        let buildah = { (arguments: [String]) in try Command.run(["buildah"] + options + arguments) }
        _ = try buildah(["pull", "--policy", "always", "docker-archive:\(archive)"])
        let out = scratch.directory("theirs.tar")
        _ = try buildah(["push", "hello:v1", "oci-archive:\(out):theirs:v1"])
        let other = try TemporaryStore()
        let loaded = try other.load(out)
        #expect(loaded.first?.references.map(\.familiar) == ["theirs:v1"])
        #expect(try other.listing(loaded[0].image) == scratch.listing(image))
    }
}
