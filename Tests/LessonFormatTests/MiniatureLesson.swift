import Faults
import LessonFormat

/// A whole lesson in memory, small enough to be read at a glance; tests change one file of it.
struct MiniatureLesson {
    var content: [String: String] = [
        "lesson.yaml": """
        id: 01-small
        title: Small
        summary: One file.
        needs: { images: [scratch], ports: [8080] }
        workspace: project
        image: { reference: "small:v1", port: 8080, container_port: 80 }
        steps:
          - 01-write-it
          - 02-change-it
        """,
        "steps/01-write-it.md": """
        ---
        title: Write it
        goal: There is a file.
        opens: note.txt
        checks:
          - title: The file is there
            file: { path: note.txt, contains: "hello" }
        hints: [Write hello.]
        solution:
          - write: note.txt
        ---
        # Write

        ```text {file=note.txt}
        hello
        ```
        """,
        "steps/02-change-it.md": """
        ---
        title: Change it
        goal: The file says more.
        ---
        Go on.
        """,
        "trials/01-write-it.yaml": """
        wrong:
          - { name: nothing, fails: The file is there, solution: [] }
          - { name: another word, fails: The file is there, files: { note.txt: hallo } }
          - { name: another file, fails: The file is there, solution: [{ run: touch other.txt }] }
        right:
          - { name: capital, files: { note.txt: "Hello, hello" } }
          - { name: no newline, files: { note.txt: hello } }
          - { name: below another line, files: { note.txt: "one\\nhello" } }
        """,
        "solution/note.txt": "hello\n",
        "solution/change-it/note.txt": "hello, world\n",
        "start/README": "begin here\n",
    ]

    func lesson() throws(TextFault) -> Lesson {
        try LessonReader.lesson(LessonFiles(folder: "01-small", content: content.mapValues { Array($0.utf8) }))
    }

    /// The lesson with a piece of one file replaced.
    func replacing(_ old: String, with new: String, in file: String) -> MiniatureLesson {
        var copy = self
        copy.content[file] = content[file]?.replacing(old, with: new)
        return copy
    }
}
