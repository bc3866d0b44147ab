import Surroundings
import Testing

@testable import LabRuntime

/// What the lab does when it makes room for another one.
struct LabProgramTests {
    @Test func anotherLessonsLabKnowsWhichOneWasLeft() throws {
        let shop = try Workshop()
        let lesson = try Workshop.lesson()
        let begin = [shop.place.program, "lab", "exercises/02-more"]
        #expect(
            LabProgram.words(opening: "exercises/02-more", leaving: lesson, shop.place)
                == begin + ["--left", "01-small", "--left-workspace", shop.place.workspace])
        #expect(LabProgram.words(opening: "exercises/02-more", leaving: nil, shop.place) == begin)
    }
}
