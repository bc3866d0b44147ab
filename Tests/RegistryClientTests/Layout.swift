import Foundation
import ImageFormat
import SystemPackage

/// An OCI image layout in a folder of its own.
final class Layout {
    let url: URL
    private(set) var config = Descriptor(mediaType: .config, of: [])
    private(set) var layer = Descriptor(mediaType: .layer(.none), of: [])

    var folder: FilePath { FilePath(url.path) }

    private init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "layout-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url.appending(path: "blobs/sha256"), withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    static func empty() throws -> Layout { try Layout() }

    /// An image with one layer of 300,000 bytes, which no registry looks into.
    static func sample() throws -> Layout {
        let layout = try Layout()
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        layout.layer = try layout.add(content, .layer(.none))
        layout.config = try layout.add(Array(#"{"architecture":"amd64","os":"linux"}"#.utf8), .config)
        let manifest = Manifest(config: layout.config, layers: [layout.layer]).encoded()
        let entry = try layout.add(manifest, .manifest)
        try Data(Index(manifests: [entry]).encoded()).write(to: layout.url.appending(path: "index.json"))
        return layout
    }

    private func add(_ content: [UInt8], _ type: MediaType) throws -> Descriptor {
        let blob = Descriptor(mediaType: type, of: content)
        try Data(content).write(to: path(blob.digest))
        return blob
    }

    private func path(_ digest: Digest) -> URL { url.appending(path: "blobs/sha256/\(digest.hex)") }

    func blob(_ digest: Digest) throws -> Data { try Data(contentsOf: path(digest)) }

    func remove(_ digest: Digest) throws { try FileManager.default.removeItem(at: path(digest)) }

    /// What an interrupted pull leaves behind.
    func write(part: Data, of digest: Digest) throws {
        try part.write(to: URL(filePath: path(digest).path + ".part"))
    }
}
