import LessonFormat
import TerminalUI
import Testing

@testable import LabModel

@Suite struct ThemeTests {
    private let light = InputEvent.background(TerminalBackground(red: 1, green: 1, blue: 1))
    private let dark = InputEvent.background(TerminalBackground(red: 0, green: 0, blue: 0))

    @Test func aThemeThatNobodyChoseFollowsTheBackground() throws {
        var model = LabModel(lesson: try Lab.lesson(), progress: Progress(), theme: nil)
        #expect(model.theme == .dark && model.followsBackground)
        _ = model.update(.input(light))
        #expect(model.theme == .light)
        _ = model.update(.input(dark))
        #expect(model.theme == .dark)
    }

    @Test func aThemeThatWasChosenStaysAndIsKept() throws {
        var model = LabModel(lesson: try Lab.lesson(), progress: Progress(), theme: .contrast)
        _ = model.update(.input(light))
        #expect(model.theme == .contrast)
        var follower = LabModel(lesson: try Lab.lesson(), progress: Progress(), theme: nil)
        let effects = follower.update(.input(.key(KeyPress(.character("c"), .alt))))
        #expect(effects.contains(.world(.keepTheme(.light))) && follower.theme == .light)
        _ = follower.update(.input(dark))
        #expect(follower.theme == .light)
    }

    @Test func whatCannotBeKeptIsSaid() throws {
        var model = LabModel(lesson: try Lab.lesson(), progress: Progress())
        _ = model.update(.themeNotKept(reason: "no"))
        #expect(model.notice == .themeNotKept(reason: "no"))
    }
}
