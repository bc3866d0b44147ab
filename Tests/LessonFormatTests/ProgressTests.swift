import ImageFormat
import LessonFormat
import Testing

/// `progress.json`, as earlier versions of the program wrote it, too.
@Suite struct ProgressTests {
    private func read(_ text: String) throws -> Progress { Progress(json: try JSON(parsing: Array(text.utf8))) }

    @Test func progressComesBackWhole() throws {
        var lesson = LessonProgress()
        (lesson.step, lesson.passed) = ("02-layers", ["01-base", "é\"\u{1}"])
        (lesson.hints, lesson.answers) = (["02-layers": 2], ["quiz": 3])
        lesson.opening = StepOpening(step: "02-layers", at: 1_234.5)
        lesson.caughtUp = CaughtUp(steps: ["01-base", "02-layers"], build: "x")
        lesson.view = LabView(focus: "editor", lower: "shell", file: "app.py", workspace: "/w")
        var progress = Progress()
        progress.lessons = ["flask": lesson, "empty": LessonProgress()]
        #expect(try Progress(json: JSON(parsing: progress.json.encoded())) == progress)
    }

    @Test func theFileOfAnEarlierVersionIsRead() throws {
        let kept = try read(
            #"{"lessons":{"flask":{"answers":{"q":1},"hints":{"s":1},"passed":["a","b"],"step":"c"},"x":{"answers":{},"hints":{},"passed":[]}}}"#
        )
        #expect(kept.lessons["flask"]?.step == "c" && kept.lessons["flask"]?.passed == ["a", "b"])
        #expect(kept.lessons["flask"]?.answers == ["q": 1] && kept.lessons["flask"]?.hints == ["s": 1])
        #expect(kept.lessons["x"] == LessonProgress())
    }

    @Test(arguments: [
        "null", "[]", "{}", #"{"lessons":[]}"#, #"{"lessons":{"a":1}}"#, #"{"lessons":{"a":{"passed":[1],"step":2}}}"#,
        #"{"lessons":{"a":{"hints":{"s":"x"},"answers":{"q":1e30}}}}"#,
        #"{"lessons":{"a":{"opened":{"at":"1","step":"s"}},"b":{"opened":1,"view":{"focus":1}}}}"#,
    ])
    func whatCannotBeUnderstoodIsLeftOut(text: String) throws {
        let progress = try read(text)
        #expect(progress.lessons.values.allSatisfy { $0 == LessonProgress() })
    }

    @Test func numbersStayInBounds() throws {
        let progress = try read(
            #"{"lessons":{"a":{"hints":{"s":-5,"t":9223372036854775807},"answers":{"q":0,"r":2,"u":99999999}}}}"#)
        #expect(progress.lessons["a"]?.hints == ["s": 0, "t": 10_000])
        #expect(progress.lessons["a"]?.answers == ["r": 2])
    }
}
