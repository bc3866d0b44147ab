import Foundation
import ImageFormat
import ImageStore
import Seeds
import Testing

@testable import LayerContents

/// What each layer adds, changes and removes, and what can be seen at last.
struct LayerWalkTests {
    private func walk(_ layers: [[(path: String, entry: Entry)]]) throws -> (LayerWalk, [LayerSummary]) {
        let lab = try LayerLab()
        var walk = LayerWalk()
        let summaries = try layers.map { walk.summary(of: try lab.layer($0), createdBy: "COPY . .") }
        return (walk, summaries)
    }

    @Test func aLayerAddsChangesAndRemoves() throws {
        let (walk, summaries) = try walk([
            [("app/main.py", .file("12345")), ("app/old.py", .file("123")), ("etc/name", .file("1"))],
            [("app/main.py", .file("1234567")), ("app/old.py", .whiteout), ("app/new.py", .file("12"))],
        ])
        #expect(
            summaries[0].lines == ["+ /app/ 8", "+ /app/main.py 5", "+ /app/old.py 3", "+ /etc/ 1", "+ /etc/name 1"])
        #expect(summaries[1].lines == ["~ /app/main.py 7", "+ /app/new.py 2", "- /app/old.py 3"])
        #expect(summaries[1].hiddenBytes == 8 && summaries[0].hiddenBytes == 0)
        #expect(summaries[1].createdBy == "COPY . ." && summaries[1].diffID?.hasPrefix("sha256:") == true)
        #expect(Set(walk.plainFiles) == ["/app/main.py", "/app/new.py", "/etc/name"])
        #expect(Set(walk.files) == ["/app", "/etc", "/app/main.py", "/app/new.py", "/etc/name"])
    }

    @Test func aFolderThatIsRemovedTakesAllBelowItAlong() throws {
        let (walk, summaries) = try walk([
            [("a/b/one", .file("1")), ("a/b/two", .file("22")), ("a/three", .file("333"))], [("a/b", .whiteout)],
        ])
        #expect(summaries[1].lines == ["- /a/b/ 3"])
        #expect(summaries[1].hiddenBytes == 3)
        #expect(Set(walk.plainFiles) == ["/a/three"])
    }

    @Test func anOpaqueFolderHidesWhatItDoesNotHave() throws {
        let (walk, summaries) = try walk([
            [("d/kept", .file("1")), ("d/gone", .file("22")), ("d/sub/deep", .file("333"))],
            [("d", .opaque), ("d/kept", .file("4444"))],
        ])
        #expect(Set(summaries[1].lines) == ["- /d/gone 2", "- /d/sub/ 3", "~ /d/kept 4"])
        #expect(Set(walk.plainFiles) == ["/d/kept"])
    }

    @Test func aFileTakesAFoldersPlaceAndAFolderAFiles() throws {
        let (walk, summaries) = try walk([
            [("x/inside", .file("55555")), ("y", .file("1"))], [("x", .file("22")), ("y/inside", .file("333"))],
        ])
        #expect(summaries[1].lines == ["~ /x 2", "~ /y/ 3", "+ /y/inside 3"])
        #expect(summaries[1].hiddenBytes == 6)
        #expect(Set(walk.plainFiles) == ["/x", "/y/inside"])
    }

    @Test func whatNobodySeesIsWasteTheLargestFirst() throws {
        let (walk, _) = try walk([
            [("big", .file("4444")), ("small", .file("1"))], [("big", .file("55555")), ("small", .whiteout)],
            [("big", .whiteout)],
        ])
        #expect(
            walk.waste == [.init(path: "/big", bytes: 9, versions: 2), .init(path: "/small", bytes: 1, versions: 1)])
    }

    @Test func withoutChangesOnlyTheFilesAreKnown() throws {
        let lab = try LayerLab()
        var walk = LayerWalk(keepsChanges: false)
        let summary = walk.summary(of: try lab.layer([("a", .file("1"))]), createdBy: "")
        #expect(summary.tree.nodes.isEmpty && summary.omittedChanges == 0 && walk.waste.isEmpty)
        #expect(Array(walk.files) == ["/a"])
    }

    /// Random layers: the walk, which knows the layers by having passed them, and the stack, which looks each path up,
    /// agree with a list of paths that is kept without either.
    @Test(arguments: 0..<20) func walkAndStackAgreeWithAListOfPaths(round: Int) throws {
        var random = SeededGenerator(PropertySeed.of(round))
        let lab = try LayerLab()
        var model: [String: String] = [:]
        var layers: [Layer] = []
        var walk = LayerWalk()
        for _ in 0..<4 {
            let entries = Self.entries(over: model, &random)
            for (path, entry) in entries { Self.apply(entry, at: path, to: &model) }
            layers.append(try lab.layer(entries))
            _ = walk.summary(of: layers[layers.count - 1], createdBy: "")
        }
        let stack = LayerStack(layers[...])
        #expect(Set(walk.plainFiles) == Set(model.keys.map { "/" + $0 }))
        for path in Self.paths {
            let text = try stack.file(at: "/" + path).map { try String(contentsOfFile: $0, encoding: .utf8) }
            #expect(text == model[path], "\(path)")
        }
    }

    private static let folders = ["a", "b", "a/c"]
    private static let paths = folders.flatMap { folder in ["x", "y"].map { "\(folder)/\($0)" } }

    /// Entries that overlayfs could leave over what is there: no whiteout over nothing.
    private static func entries(
        over model: [String: String], _ random: inout SeededGenerator
    ) -> [(path: String, entry: Entry)] {
        var entries: [(path: String, entry: Entry)] = []
        if Int.random(in: 0..<4, using: &random) == 0 { entries.append(("b", .opaque)) }
        for path in paths {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: entries.append((path, .file(String(repeating: "z", count: Int.random(in: 1...5, using: &random)))))
            case 1 where model[path] != nil && !entries.contains { $0.path == "b" && path.hasPrefix("b/") }:
                entries.append((path, .whiteout))
            default: break
            }
        }
        return entries
    }

    private static func apply(_ entry: Entry, at path: String, to model: inout [String: String]) {
        switch entry {
        case .file(let text): model[path] = text
        case .whiteout: model[path] = nil
        case .opaque: model = model.filter { !$0.key.hasPrefix(path + "/") }
        case .folder, .link: break
        }
    }
}
