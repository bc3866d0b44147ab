@testable import LabModel
import Testing

@Suite struct LoadableTests {
    @Test func onlyTheAnswerToTheLastQuestionCounts() {
        var value = Loadable<Int>()
        #expect(value.state == .unknown)
        value.load(RunID(1))
        value.load(RunID(2))
        #expect(!value.take(.known(1), of: RunID(1)) && value.state == .loading)
        #expect(value.take(.known(2), of: RunID(2)) && value.value == 2)
        let isTakenAgain = value.take(.known(3), of: RunID(2))
        #expect(!isTakenAgain, "a question has one answer")
    }

    @Test func aKnownValueStaysOrGoesWhileItIsReadAgain() {
        var value = Loadable<Int>()
        value.load(RunID(1))
        _ = value.take(.known(1), of: RunID(1))
        value.load(RunID(2), keepsValue: true)
        #expect(value.value == 1)
        value.load(RunID(3))
        #expect(value.value == nil && value.state == .loading)
        #expect(value.take(.failed("no disk"), of: RunID(3)) && value.state == .failed("no disk"))
    }
}

@Suite struct ScrollPositionTests {
    private let extent = ScreenLayout.Extent(rows: 100, visible: 10)

    @Test(arguments: [
        (0, 5, 5), (0, -5, 0), (85, 50, 90), (3, ScrollPosition.farAway, 90), (90, -ScrollPosition.farAway, 0),
    ])
    func staysInWhatThereIs(_ offset: Int, _ rows: Int, _ end: Int) {
        var scroll = ScrollPosition(offset: offset)
        scroll.move(by: rows, in: extent)
        #expect(scroll.offset == end)
    }

    @Test(arguments: [(20, 25, 20), (20, 5, 5), (20, 29, 20), (20, 30, 21), (nil, 95, 86)] as [(Int?, Int, Int)])
    func movesAsLittleAsShowsTheRow(_ offset: Int?, _ row: Int, _ end: Int) {
        var scroll = ScrollPosition(offset: offset)
        scroll.reveal(row, in: extent)
        #expect(scroll.offset == end)
    }

    @Test func aListKeepsItsSelectionInItsRows() {
        var list = ListPosition()
        list.move(by: 50, count: 20, in: ScreenLayout.Extent(rows: 20, visible: 5))
        #expect(list.selected == 19 && list.scroll.offset == 15)
        list.fit(count: 3)
        #expect(list.selected == 2)
    }
}
