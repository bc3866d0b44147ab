import TerminalUI
import Testing

struct RectTests {
    private let rect = Rect(x: 2, y: 1, width: 10, height: 4)

    @Test(arguments: [-1, 0, 1, 3, 4, 99])
    func splittingLosesNoCell(amount: Int) {
        let (top, below) = rect.split(top: amount)
        #expect(top.height + below.height == rect.height && below.y == top.bottom && below.bottom == rect.bottom)
        let (above, bottom) = rect.split(bottom: amount)
        #expect(above.height + bottom.height == rect.height && bottom.height == min(max(0, amount), 4))
        let (left, right) = rect.split(left: amount)
        #expect(left.width + right.width == rect.width && right.x == left.right && right.right == rect.right)
    }

    @Test func rectanglesThatDoNotMeetHaveNothingInCommon() {
        #expect(rect.intersection(Rect(x: 12, y: 1, width: 3, height: 3)).isEmpty)
        #expect(rect.intersection(Rect(x: 0, y: 0, width: 4, height: 2)) == Rect(x: 2, y: 1, width: 2, height: 1))
        #expect(rect.inset(by: 2).isEmpty)
        #expect(!rect.contains(Point(x: 12, y: 1)) && rect.contains(Point(x: 11, y: 4)))
    }
}
