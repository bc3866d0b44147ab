import LessonFormat
import Surroundings
import Testing

@testable import LabRuntime

/// Which labs are opened on a workspace, and which of them may change the lesson's ports.
struct OpenedLessonTests {
    @Test func theFirstLabIsNotAskedAbout() throws {
        let shop = try Workshop()
        let first = OpenedLesson(try Workshop.lesson(), at: shop.place) { _, _ in false }
        #expect(first?.ports != nil && first?.place.workspace == shop.place.workspace)
    }

    @Test func aSecondLabIsAskedAboutAndLeavesThePortsAlone() throws {
        let shop = try Workshop()
        let lesson = try Workshop.lesson()
        let first = OpenedLesson(lesson, at: shop.place)
        let refused = OpenedLesson(lesson, at: shop.place) { _, _ in false }
        let second = OpenedLesson(lesson, at: shop.place) { _, _ in true }
        #expect(first != nil && refused == nil)
        #expect(second != nil && second?.ports == nil && second?.lesson.id == lesson.id)
    }

    @Test(arguments: [("yes", true), (" YES\n", true), ("y", false), ("yes, please", false), ("", false)])
    func onlyTheWholeWordAgrees(_ answer: String, _ isAgreed: Bool) {
        #expect(OpenedLesson.isAgreed(answer) == isAgreed)
        #expect(!OpenedLesson.isAgreed(nil))
    }
}
