import Foundation
import ImageFormat
import ImageStore
import Testing

@testable import LayerContents

/// A file of an image, as layers over each other show it.
struct LayerStackTests {
    @Test func aVersionSaysWhatTheFileIs() throws {
        let lab = try LayerLab()
        let layer = try lab.layer([
            ("text", .file("one\ntwo\n")), ("link", .link(to: "text")), ("folder", .folder),
            ("binary", .file("a\u{0}b")), ("empty", .file("")),
        ])
        let stack = LayerStack([layer])
        #expect(stack.version(of: "/text")?.content == .text(["one", "two"], omitted: 0))
        #expect(stack.version(of: "/text")?.size == 8)
        #expect(stack.version(of: "/link")?.content == .link(to: "text"))
        #expect(stack.version(of: "/folder")?.content == .folder)
        #expect(stack.version(of: "/binary")?.content == .binary([97, 0, 98]))
        #expect(stack.version(of: "/empty")?.content == .text([], omitted: 0))
        #expect(stack.version(of: "/other") == nil)
    }

    @Test func ofALargeFileTheBeginningIsRead() throws {
        let lab = try LayerLab()
        let text = String(repeating: "0123456789abcde\n", count: FileVersion.byteLimit / 16 + 1)
        let version = LayerStack([try lab.layer([("large", .file(text))])]).version(of: "/large")
        guard case .text(let lines, let omitted)? = version?.content else {
            Issue.record("\(String(describing: version))")
            return
        }
        #expect(lines.count == FileVersion.byteLimit / 16 && omitted == 16)
    }

    @Test func theUppermostLayerThatHasItDecides() throws {
        let lab = try LayerLab()
        let lower = try lab.layer([("d/file", .file("old")), ("d/other", .file("other"))])
        let upper = try lab.layer([("d/file", .file("new"))])
        let remover = try lab.layer([("d", .whiteout)])
        #expect(LayerStack([lower, upper]).version(of: "/d/file")?.content == .text(["new"], omitted: 0))
        #expect(LayerStack([lower, upper]).version(of: "/d/other")?.content == .text(["other"], omitted: 0))
        #expect(LayerStack([lower, upper, remover]).version(of: "/d/other") == nil)
        #expect(LayerStack([]).version(of: "/d/file") == nil)
    }

    @Test func aFileWhereAFolderWasHidesWhatWasInIt() throws {
        let lab = try LayerLab()
        let layers = [try lab.layer([("d/file", .file("1"))]), try lab.layer([("d", .file("2"))])]
        #expect(LayerStack(layers[...]).file(at: "/d/file") == nil)
    }
}

/// Two images beside each other.
struct ImageComparerTests {
    private func changes(
        _ left: [(path: String, entry: Entry)], _ right: [(path: String, entry: Entry)],
        after change: (LayerStack) throws -> Void = { _ in }
    ) throws -> [String] {
        let lab = try LayerLab()
        let stacks = [LayerStack([try lab.layer(left)]), LayerStack([try lab.layer(right)])]
        try change(stacks[1])
        let paths = [left, right].map { Set($0.map { "/" + $0.path }) }
        let (kept, omitted) = ImageComparer(left: stacks[0], right: stacks[1]).changes(paths[0], paths[1])
        #expect(omitted == 0)
        return kept.map { line($0.kind, $0.path, $0.bytes) }
    }

    @Test func filesAreComparedByWhatIsInThem() throws {
        let found = try changes(
            [("same", .file("1")), ("gone", .file("22")), ("bytes", .file("abc")), ("size", .file("1"))],
            [("same", .file("1")), ("new", .file("333")), ("bytes", .file("abd")), ("size", .file("12"))])
        #expect(found == ["~ /bytes 3", "- /gone 2", "+ /new 3", "~ /size 2"])
    }

    @Test func linksAreComparedByWhereTheyPoint() throws {
        let found = try changes(
            [("same", .link(to: "a")), ("other", .link(to: "a"))],
            [("same", .link(to: "a")), ("other", .link(to: "b"))])
        #expect(found == ["~ /other 0"])
    }

    @Test func timesDoNotCountAndModesDo() throws {
        let files: [(path: String, entry: Entry)] = [("time", .file("1")), ("mode", .file("1"))]
        let found = try changes(files, files) { right in
            let (time, mode) = (try #require(right.file(at: "/time")), try #require(right.file(at: "/mode")))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: time)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: mode)
        }
        #expect(found == ["~ /mode 1"])
    }
}

/// A row of the pane and the layer that belongs to it.
struct HistoryRowTests {
    @Test func instructionsWithoutALayerAreRowsToo() {
        let history = [false, true, true, false].map { HistoryEntry(createdBy: "", isEmptyLayer: $0) }
        #expect(ImageLayers.layer(ofRow: 0, in: history) == 0)
        #expect(ImageLayers.layer(ofRow: 3, in: history) == 1)
    }
}
