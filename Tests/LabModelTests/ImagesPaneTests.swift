import CommandLines
@testable import LabModel
import Testing

/// The images' pane without a lab.
@Suite struct ImagesPaneTests {
    private static let rows = ["a:1", "b:1"].map {
        ImageRow(id: "sha256:\($0)", names: [$0], size: 1, created: nil, standsInFor: nil)
    }

    private func listed() throws -> Alone<ImagesPane> {
        var images = try Alone(ImagesPane(), focus: .images)
        #expect(images.send(.list) == [.world(.listImages(RunID(1)))])
        images.send(.listed(RunID(1), .known(Self.rows)))
        images.show(.images, rows: 2, visible: 10)
        return images
    }

    @Test func eachKeyAsksForOneThing() throws {
        var images = try listed()
        images.share(.lineDown)
        #expect(images.act(.inspect) == [.focus(.layers), .inspect(.image("b:1"))])
        #expect(images.act(.run) == [.run(RunCommandLine(image: "b:1", ports: ["5000:5000"]))])
        #expect(images.act(.tag) == [.open(.prompt(Prompt(.tag("b:1"))))])
        #expect(images.act(.remove) == [.open(.removeImage("b:1"))])
        #expect(images.act(.history) == [.command(.history(image: "b:1"))])
        #expect(images.share(.refresh) == [.listImages])
    }

    @Test func nothingIsAskedForWithoutAnImage() throws {
        var images = try Alone(ImagesPane())
        for action in ImagesPane.Action.allCases { #expect(images.act(action).isEmpty) }
    }

    @Test func theSecondImageIsComparedWithTheMarkedOne() throws {
        var images = try listed()
        #expect(images.act(.compare) == [.notice(.compareWith("a:1"))])
        images.share(.lineDown)
        #expect(images.act(.compare) == [.focus(.layers), .inspect(.images(left: "a:1", right: "b:1"))])
        #expect(images.pane.marked == nil)
    }

    @Test func theSecondClickOpens() throws {
        var images = try listed()
        #expect(images.send(.input(.click(row: 1))) == [.focus(.images)])
        #expect(images.send(.input(.click(row: 1))).contains(.inspect(.image("b:1"))))
    }

    @Test(arguments: ["c:2", "$(ls)", "", "a b"]) func aNameIsAWord(_ name: String) throws {
        var images = try listed()
        let isName = name == "c:2"
        let wanted: Request = isName ? .command(.tag(image: "a:1", name: name)) : .notice(.noName(name))
        #expect(images.send(.tag(image: "a:1", name: name)) == [wanted])
    }

    @Test func aShorterListKeepsTheSelectionInIt() throws {
        var images = try listed()
        images.share(.toBottom)
        images.send(.list)
        images.send(.listed(RunID(1), .known([])))
        #expect(images.pane.rows.count == 2, "an answer to an earlier question")
        images.send(.listed(RunID(2), .known([Self.rows[0]])))
        #expect(images.pane.selected == Self.rows[0])
    }
}
