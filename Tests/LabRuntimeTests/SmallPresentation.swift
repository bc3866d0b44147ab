import LessonFormat
import Scratch
import Surroundings

@testable import LessonPlay

/// A lesson of two steps, each of which writes a file, and the place where it would be prepared: a folder of the test's own.
struct SmallPresentation {
    let scratch: ScratchFolder
    let prepared: PreparedLesson

    init() throws {
        scratch = try ScratchFolder()
        try scratch.put("#!/bin/sh\nexit 0\n", at: "bin/slipway", mode: 0o755)
        let files = [
            "lesson.yaml": "id: 01-small\ntitle: Small\nsummary: One file.\nworkspace: app\nsteps: [01-a, 02-b]\n",
            "steps/01-a.md": "---\ntitle: A\ngoal: There is a file.\nsolution:\n  - write: a\n---\nWrite.\n",
            "steps/02-b.md": "---\ntitle: B\ngoal: There is another.\nsolution:\n  - write: b\n---\nWrite.\n",
            "solution/a": "a\n", "solution/b": "b\n",
        ]
        let lesson = try LessonReader.lesson(
            LessonFiles(folder: "01-small", content: files.mapValues { Array($0.utf8) }))
        let surroundings = Surroundings(
            variables: ["PATH": "/usr/bin:/bin", "HOME": scratch.path], folder: scratch.path,
            program: scratch("bin/slipway"))
        prepared = PreparedLesson(lesson, root: scratch("prepared"), in: surroundings)
    }
}
