import Formats
import ImageFormat
import ImageStore
import Listings
import Printing
import Scratch
import SystemPackage
import Testing

/// What `images` and `inspect` show of the digests that registries have an image under.
struct ImageDigestListingTests {
    private let folder: ScratchFolder
    private let store: Store
    private let digests = [Digest(of: [1]), Digest(of: [2])].sorted { $0.hex < $1.hex }

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
    }

    /// An image with tags in two repositories, pushed to one of them with two packings, and to a third that has no tag.
    private func image() throws -> StoredImage {
        let image = try store.putImage(
            config: ImageConfig(), layers: [], tags: try ["app:1", "host:5/app:1"].map { try Reference($0) })
        for digest in digests { try store.note(digest, in: try Reference("host:5/app"), of: image) }
        try store.note(digests[0], in: try Reference("bare"), of: image)
        return try store.resolve("app:1")
    }

    private func rows(_ lines: [ImageLine]) throws -> [String] {
        let text = try ListFormat("{{.Repository}}|{{.Tag}}|{{.Digest}}", table: "").text(
            lines.map { $0.item(id: "x") }, columns: ImageLine.columns)
        return text.text.split(separator: "\n").map(String.init)
    }

    @Test func aDigestHasALineOnlyWhereDigestsAreShown() throws {
        let image = try image()
        #expect(
            try rows(ImageLine.lines(of: image, withDigests: true)) == [
                "app|1|<none>", "host:5/app|1|\(digests[0])", "host:5/app|1|\(digests[1])",
                "bare|<none>|\(digests[0])",
            ])
        #expect(
            try rows(ImageLine.lines(of: image)).map { $0.split(separator: "|").prefix(2).joined(separator: "|") } == [
                "app|1", "host:5/app|1", "bare|<none>",
            ])
    }

    @Test func aLineIsFoundByItsDigest() throws {
        let lines = ImageLine.lines(of: try image(), withDigests: true)
        let found = { (name: String) in try rows(lines.filter { $0.matches(name) }) }
        #expect(try found("host:5/app@\(digests[1])") == ["host:5/app|1|\(digests[1])"])
        #expect(try found("bare") == ["bare|<none>|\(digests[0])"])
        #expect(try found("app@\(digests[1])") == [])
        let dangling = try ImageFilters(["dangling=true"]) { _ in nil }
        #expect(try rows(lines.filter { dangling.admits($0) }) == ["bare|<none>|\(digests[0])"])
    }

    @Test func inspectHasThemBesideTheTags() throws {
        let json = ImageDescription.json(try image(), in: store)
        #expect(json["RepoTags"]?.elements?.compactMap(\.string) == ["app:1", "host:5/app:1"])
        #expect(
            json["RepoDigests"]?.elements?.compactMap(\.string) == [
                "bare@\(digests[0])", "host:5/app@\(digests[0])", "host:5/app@\(digests[1])",
            ])
    }
}
