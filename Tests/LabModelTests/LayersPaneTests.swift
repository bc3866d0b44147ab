import ImageFormat
import LabModel
import TerminalUI
import Testing

/// The tree of a layer's changes, and how the pane walks through it.
@Suite struct LayersPaneTests {
    private static let changes = [
        LayerChange(kind: .added, path: "/app/", bytes: 0),
        LayerChange(kind: .added, path: "/app/app.py", bytes: 10),
        LayerChange(kind: .added, path: "/app/static/a.css", bytes: 5),
        LayerChange(kind: .removed, path: "/app/static/old/", bytes: 99),
        LayerChange(kind: .changed, path: "/etc/passwd", bytes: 7),
        LayerChange(kind: .added, path: "/x", bytes: 1),
    ]

    private static func lab(_ layers: [LayerSummary]) throws -> Lab {
        var lab = try Lab()
        lab.press(.character("6"), .alt)
        lab.type("u")
        for case .listImages(let run) in lab.take() {
            let rows = ["hello:v1", "hello:v2"].map {
                ImageRow(id: "sha256:\($0)", names: [$0], size: 1, created: nil, standsInFor: nil)
            }
            lab.send(.images(run, .known(rows)))
        }
        lab.press(.enter)
        let image = ImageLayers(image: "hello:v1", layers: layers)
        for case .inspectLayers(let run, _) in lab.take() { lab.send(.layers(run, .known(.layers(image)))) }
        lab.draw()
        return lab
    }

    private static func shown(_ lab: Lab) -> [String] {
        lab.model.panes.layers.rows.enumerated().map { index, row in
            let mark = index == lab.model.panes.layers.list.selected ? ">" : " "
            switch row {
            case .layer(let layer): return "\(mark)layer \(layer)"
            case .node(let layer, let node):
                let entry = lab.model.panes.layers.summary(layer)?.tree.nodes[node]
                return mark + String(repeating: " ", count: (entry?.depth ?? 0) + 1) + (entry?.name ?? "")
            default: return "\(mark)\(row)"
            }
        }
    }

    @Test func foldersCountWhatLiesBelowThem() {
        let tree = LayerSummary(createdBy: "", diffID: "a", changes: Self.changes).tree
        let nodes = tree.nodes.map { "\($0.depth) \($0.path) \($0.bytes) \($0.end)" }
        #expect(
            nodes == [
                "0 /app 15 5", "1 /app/app.py 10 2", "1 /app/static 5 5", "2 /app/static/a.css 5 4",
                "2 /app/static/old 99 5", "0 /etc 7 7", "1 /etc/passwd 7 7", "0 /x 1 8",
            ])
        #expect(tree.nodes[2].kind == nil, "the folder was there before")
        #expect([tree.count(.added), tree.count(.changed), tree.count(.removed)] == [3, 1, 1])
    }

    @Test func keysUnfoldAndFoldTheTree() throws {
        let layers = [LayerSummary(createdBy: "ADD", diffID: "a", changes: Self.changes)]
        var lab = try Self.lab(layers)
        #expect(Self.shown(lab) == [">layer 0"])
        lab.press(.right)
        let all = [
            ">layer 0", "  app/", "   app.py", "   static/", "    a.css", "    old/", "  etc/", "   passwd", "  x",
        ]
        #expect(Self.shown(lab) == all)
        lab.draw()
        for _ in 0..<4 { lab.press(.down) }
        lab.press(.left)
        #expect(Self.shown(lab)[3] == ">  static/", "Left goes to the folder")
        lab.press(.left)
        #expect(
            Self.shown(lab)
                == all.map { $0.replacing(">", with: " ") }.enumerated().compactMap { index, row in
                    index == 4 || index == 5 ? nil : index == 3 ? ">" + row.dropFirst() : row
                })
        lab.press(.enter)
        #expect(Self.shown(lab).count == 9)
        lab.press(.left)
        lab.press(.left)
        lab.press(.left)
        lab.press(.left)
        #expect(Self.shown(lab).contains(">layer 0"))
    }

    @Test func aLayerOfManyChangesBeginsFolded() throws {
        let many = (100..<200).map { LayerChange(kind: .added, path: "/lib/\($0)", bytes: 1) }
        var lab = try Self.lab([LayerSummary(createdBy: "ADD", diffID: "a", changes: many, omittedChanges: 3)])
        lab.press(.enter)
        #expect(Self.shown(lab) == [">layer 0", "  lib/", " omitted(0)"])
        lab.draw()
        lab.press(.down)
        lab.press(.right)
        #expect(Self.shown(lab).count == 103)
    }

    @Test func theLargestOfAFolderComesFirst() throws {
        var lab = try Self.lab([LayerSummary(createdBy: "ADD", diffID: "a", changes: Self.changes)])
        lab.press(.enter)
        lab.type("s")
        let names = Self.shown(lab).map { $0.drop { $0 == " " || $0 == ">" } }
        #expect(names == ["layer 0", "app/", "app.py", "static/", "old/", "a.css", "etc/", "passwd", "x"])
        lab.type("s")
        #expect(Self.shown(lab).last == "  x" && lab.model.notice == .sorted(bySize: false))
    }

    @Test func aPathIsFoundInFoldedLayersAndFolders() throws {
        let many = (100..<200).map { LayerChange(kind: .added, path: "/lib/\($0)", bytes: 1) }
        var lab = try Self.lab([
            LayerSummary(createdBy: "ADD", diffID: "a", changes: Self.changes),
            LayerSummary(createdBy: "EXPOSE 80", diffID: nil),
            LayerSummary(createdBy: "RUN make", diffID: "b", changes: many),
        ])
        func selected() -> String? { Self.shown(lab).first { $0.hasPrefix(">") } }
        lab.type("/")
        lab.type("LIB/15\n")
        #expect(selected() == ">  150")
        // The row itself does not say where it is, and what lies above it may be out of sight.
        let hit = LayerHit(path: "/lib/150", layer: 2, createdBy: "RUN make")
        #expect(lab.model.notice == .foundInLayers(hit))
        lab.type("n")
        #expect(selected() == ">  151")
        lab.press(.character("f"), .alt)
        #expect(selected() == ">  152", "as in the editor")
        lab.press(.character("b"), .alt)
        lab.type("N")
        #expect(selected() == ">  150")
        lab.type("/")
        lab.type("\n")
        #expect(selected() == ">  151", "Enter takes the text of the last search")
        lab.type("/")
        lab.type("static/a\n")
        #expect(selected() == ">   a.css", "what is typed takes its place, and the search goes round the end")
        lab.type("/")
        lab.type("nowhere\n")
        #expect(
            selected() == ">   a.css" && lab.model.notice.map { "\($0)" } == "edit(TextEditing.EditNotice.notFound)")
    }

    @Test func aFileIsCopiedOutAndALayerIsNot() throws {
        var lab = try Self.lab([LayerSummary(createdBy: "ADD", diffID: "a", changes: Self.changes)])
        lab.type("x")
        #expect(lab.model.notice == .nothingToExtract)
        lab.press(.enter)
        lab.draw()
        lab.press(.end)
        lab.type("x")
        guard case .extractFile(let run, "/x", .layer(image: "hello:v1", layer: 0))? = lab.take().last else {
            Issue.record("no file was asked for")
            return
        }
        lab.send(.extracted(RunID(-1), .known("y")))
        #expect(lab.model.notice != .extracted("y"), "a stale answer")
        lab.send(.extracted(run, .known("x")))
        #expect(lab.model.notice == .extracted("x"))
    }

    @Test func enterOnAFileAsksForItAndStaleAnswersAreDropped() throws {
        var lab = try Self.lab([LayerSummary(createdBy: "ADD", diffID: "a", changes: Self.changes)])
        lab.press(.enter)
        lab.draw()
        lab.press(.down)
        lab.press(.down)
        lab.press(.enter)
        guard case .readLayerFile(let run, let path, let place)? = lab.take().last else {
            Issue.record("no file was asked for")
            return
        }
        #expect(path == "/app/app.py")
        #expect(place == .layer(image: "hello:v1", layer: 0))
        #expect(lab.model.dialogue == .layerFile(offset: 0, showsDifference: true))
        lab.press(.escape)
        lab.press(.enter)
        lab.send(.layerFile(run, .failed("stale")))
        #expect(lab.model.panes.layers.file.state == .loading)
        lab.type("d")
        #expect(lab.model.dialogue == .layerFile(offset: 0, showsDifference: false))
    }

    @Test func twoImagesAreComparedByTheSameKey() throws {
        var lab = try Self.lab([])
        lab.press(.character("6"), .alt)
        lab.draw()
        lab.type("c")
        #expect(lab.model.notice == .compareWith("hello:v1"))
        lab.type("c")
        #expect(lab.take().allSatisfy { if case .inspectLayers = $0 { false } else { true } }, "not with itself")
        lab.type("c")
        lab.press(.down)
        lab.type("c")
        guard case .inspectLayers(let run, .images("hello:v1", "hello:v2"))? = lab.take().last else {
            Issue.record("no comparison was asked for")
            return
        }
        let base = LayerSummary(createdBy: "FROM", diffID: "a")
        let both = ImageComparison(
            left: ImageLayers(image: "hello:v1", layers: [base, LayerSummary(createdBy: "COPY", diffID: "b")]),
            right: ImageLayers(
                image: "hello:v2",
                layers: [
                    base, LayerSummary(createdBy: "COPY", diffID: "c"), LayerSummary(createdBy: "USER", diffID: nil),
                ]),
            changes: [LayerChange(kind: .changed, path: "/a", bytes: 1)])
        #expect(
            both.pairs.map { [$0.left ?? -1, $0.right ?? -1, $0.isSame ? 1 : 0] } == [
                [0, 0, 1], [1, 1, 0], [-1, 2, 0],
            ])
        lab.send(.layers(run, .known(.comparison(both))))
        lab.draw()
        lab.press(.end)
        lab.press(.enter)
        #expect(
            lab.take().contains {
                if case .readLayerFile(_, "/a", .images("hello:v1", "hello:v2")) = $0 { true } else { false }
            })
    }

    @Test(arguments: [
        (Array("a\nb\n".utf8), 4 as Int64, FileVersion.Content.text(["a", "b"], omitted: 0)),
        (Array("a\r\nb".utf8), 4, .text(["a", "b"], omitted: 0)),
        ([], 0, .text([], omitted: 0)),
        ([0x61, 0, 0x62], 3, .binary([0x61, 0, 0x62])),
        ([0xE9, 0x0A], 2, .binary([0xE9, 0x0A])),
        // What was read ends inside of a character: the character is left out, and counted.
        ([0x61, 0xE6, 0xBC], 100, .text(["a"], omitted: 99)),
        ([0x61, 0xF0, 0x9F, 0x98], 100, .text(["a"], omitted: 99)),
        ([0x61, 0xE6, 0xBC], 3, .binary([0x61, 0xE6, 0xBC])),
    ])
    func contentIsTextOnlyWhereItIs(_ bytes: [UInt8], _ size: Int64, _ content: FileVersion.Content) {
        #expect(FileVersion.Content(bytes, size: size) == content)
    }
}
