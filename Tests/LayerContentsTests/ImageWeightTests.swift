import Foundation
import ImageFormat
import ImageStore
import SystemPackage
import Testing

@testable import LayerContents

/// What each byte of an image is for, and in what two layers are not the same.
@Suite struct ImageWeightTests {
    private func image(_ layers: [[(path: String, entry: Entry)]], in lab: LayerLab) throws -> StoredImage {
        let made = try layers.map { try lab.layer($0) }
        var history = made.indices.map { HistoryEntry(createdBy: "COPY \($0)") }
        history.insert(HistoryEntry(createdBy: "ENV A=1", isEmptyLayer: true), at: 1)
        let config = ImageConfig(platform: .host, config: ContainerConfig(), history: history)
        return try lab.store.putImage(config: config, layers: made, tags: [])
    }

    @Test func saysWhoBroughtAndWhoHides() throws {
        let lab = try LayerLab()
        let image = try image(
            [
                [("big", .file("1234567890")), ("sub/a", .file("123")), ("sub/b", .file("12"))],
                [("big", .file("")), ("new", .file("1234"))], [("sub", .whiteout)],
            ], in: lab)
        let weight = try ImageWeight(of: image, in: lab.store)
        #expect(weight.bytes == 19 && weight.wasted == 15)
        #expect(weight.rows.map(\.createdBy) == ["COPY 0", "COPY 1", "COPY 2"])
        #expect(weight.rows.map(\.entry) == [0, 2, 3])
        #expect(weight.rows.map(\.bytes) == [15, 4, 0])
        #expect(weight.rows.map(\.wasted) == [15, 0, 0])
        #expect(weight.rows.map(\.hides) == [0, 10, 5])
        #expect(weight.files.map(\.path) == ["/new", "/big"])
        #expect(weight.files.map(\.layer) == [1, 1])
        #expect(weight.hidden.map(\.path) == ["/big", "/sub/a", "/sub/b"])
        #expect(weight.hidden.map(\.by) == [1, 2, 2])
        #expect(weight.hidden(at: "/sub").map(\.bytes) == [3, 2])
        #expect(weight.files(at: "/ne") == [])
        #expect(weight.files(at: "/").count == 2)
    }

    @Test func namesWhatOfAFileIsNotTheSame() throws {
        let lab = try LayerLab()
        let first = try lab.layer([
            ("same", .file("1")), ("content", .file("1")), ("longer", .file("1")), ("mode", .file("1")),
            ("time", .file("1")), ("link", .link(to: "a")), ("type", .file("1")), ("gone", .file("1")),
        ])
        let second = try lab.layer([
            ("same", .file("1")), ("content", .file("2")), ("longer", .file("12")), ("mode", .file("1")),
            ("time", .file("1")), ("link", .link(to: "b")), ("type", .folder), ("new", .file("1")),
        ])
        let attributes: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSince1970: 1_000_000)]
        for layer in [first, second] {
            for name in try FileManager.default.contentsOfDirectory(atPath: layer.path.string) where name != "link" {
                let isSteady = name != "time" || layer.id == first.id
                guard isSteady else { continue }
                try FileManager.default.setAttributes(attributes, ofItemAtPath: layer.path.string + "/" + name)
            }
        }
        chmod(second.path.string + "/mode", 0o755)
        // Times of links and of folders are whenever the test made them.
        let found = LayerComparer(first, second).differences().map { difference in
            (difference.path, difference.fields.filter { $0 != .time || difference.path == "/time" })
        }
        let fields = Dictionary(uniqueKeysWithValues: found.filter { !$0.1.isEmpty })
        #expect(fields["/content"] == [.content] && fields["/longer"] == [.content] && fields["/mode"] == [.mode])
        #expect(fields["/link"] == [.target] && fields["/type"] == [.type])
        #expect(fields["/gone"] == [.onlyInFirst] && fields["/new"] == [.onlyInSecond])
        #expect(fields["/time"] == [.time])
        #expect(fields["/same"] == nil)
    }
}
