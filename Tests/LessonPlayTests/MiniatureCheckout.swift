import Foundation
import LessonFormat
import Scratch
import Surroundings

@testable import LessonPlay

/// A checkout of one small lesson and one exercise, and a program in it that only writes down what it was told.
final class MiniatureCheckout {
    let scratch: ScratchFolder
    let surroundings: Surroundings
    let shelf: LessonShelf
    let home: LearnerHome

    /// - Parameters:
    ///   - program: the lines of a shell script that stands for the program.
    ///   - folder: where the learner stands, below the checkout.
    init(program: String = "exit 0", standingIn folder: String = "") throws {
        scratch = try ScratchFolder()
        for (path, text) in Self.files { try scratch.put(text, at: "Lessons/" + path) }
        try scratch.makeFolder("Sandbox/Bases")
        let script = "#!/bin/bash\necho \"$*\" >>'\(scratch("told"))'\n" + program + "\n"
        try scratch.put(script, at: "bin/slipway", mode: 0o755)
        surroundings = Surroundings(
            variables: ["PATH": "/usr/bin:/bin", "SLIPWAY_HOME": scratch("store"), "SLIPWAY_ROOT": scratch.path],
            folder: scratch(folder), program: scratch("bin/slipway"))
        shelf = LessonShelf(Checkout(root: scratch.path), standingIn: surroundings.folder)
        home = LearnerHome(below: shelf, in: surroundings)
    }

    var lesson: Lesson { get throws { try shelf.lesson("01") } }

    var place: Workplace { get throws { home.place(of: try lesson) } }

    /// The command lines that the program was given, in their order.
    var told: [String] {
        get throws {
            FileManager.default.fileExists(atPath: scratch("told"))
                ? try scratch.text("told").split(separator: "\n").map(String.init) : []
        }
    }

    private static let files = [
        "01-small/lesson.yaml": """
        id: 01-small
        title: Small
        summary: One file.
        workspace: small
        image: { reference: "small:v1" }
        steps: [01-write-it, 02-run-it]
        """,
        "01-small/steps/01-write-it.md": """
        ---
        title: Write it
        goal: There is a file.
        opens: note.txt
        checks:
          - title: The file says hello
            until: run-it
            file: { path: note.txt, contains: hello }
          - title: You know what it says
            quiz: { question: What?, choices: [hello, goodbye], answer: 1, why: [It says hello.] }
        hints: [Write hello.]
        solution:
          - write: note.txt
          - run: cat note.txt; docker images
          - build: -t small:v1 .
          - answer: 1
        ---
        Write `hello`.

        ```sh {exec}
        cat note.txt
        ```
        """,
        "01-small/steps/02-run-it.md": """
        ---
        title: Run it
        goal: It is gone.
        checks:
          - title: There is no file
            command: { run: "test ! -e note.txt" }
            expected: no note.txt
        solution:
          - delete: note.txt
        ---
        Remove it.
        """,
        "01-small/trials/01-write-it.yaml": """
        wrong:
          - { name: nothing, fails: The file says hello, solution: [] }
          - { name: another word, fails: The file says hello, files: { note.txt: hallo } }
          - { name: no file, fails: The file says hello, solution: [{ run: touch other.txt }] }
        right:
          - { name: two words, files: { note.txt: "hello, hello" } }
          - { name: no newline, files: { note.txt: hello } }
          - { name: below another line, files: { note.txt: "one\\nhello" } }
        """,
        "01-small/trials/02-run-it.yaml": """
        wrong:
          - { name: nothing, fails: There is no file, solution: [] }
          - { name: an empty file, fails: There is no file, solution: [{ run: "true >note.txt" }] }
          - { name: a copy, fails: There is no file, solution: [{ run: cp note.txt other.txt }] }
        right:
          - { name: rm, solution: [{ run: rm note.txt }] }
          - { name: another name, solution: [{ run: mv note.txt other.txt }] }
          - { name: unlink, solution: [{ run: unlink note.txt }] }
        """,
        "01-small/start/README": "begin here\n",
        "01-small/solution/note.txt": "hello\n",
        "exercises/01-first/lesson.yaml": """
        id: 01-first
        title: The first exercise
        summary: One step.
        workspace: first
        steps: [01-do-it]
        """,
        "exercises/01-first/steps/01-do-it.md": """
        ---
        title: Do it
        goal: It is done.
        checks:
          - title: It is done
            file: { path: done }
        ---
        Do it.
        """,
        "not-a-lesson/README.md": "",
    ]
}
