extension PresentingTests {
    /// The pages of a lesson of three steps, each with an action of another kind.
    static let steps = [
        "steps/01-write.md": """
        ---
        title: Write
        goal: It is there.
        opens: Dockerfile
        checks: [{ title: There, file: { path: Dockerfile } }]
        solution:
          - write: Dockerfile
          - build: -t hello:v1 .
        ---
        Text.
        """,
        "steps/02-run.md": """
        ---
        title: Run
        goal: It runs.
        opens: Dockerfile
        checks: [{ title: There, file: { path: Dockerfile } }]
        solution:
          - write: Dockerfile
          - start: -p 5000:5000 hello:v1
          - run: docker images
        ---
        Text.
        """,
        "steps/03-end.md": """
        ---
        title: End
        goal: All is done.
        checks: [{ title: There, file: { path: Dockerfile } }]
        ---
        Text.
        """,
    ]

    static let lesson = [
        "lesson.yaml": "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-write, 02-run, 03-end]\n",
        "solution/Dockerfile": "FROM alpine\nRUN true\n",
        "solution/run/Dockerfile": "FROM alpine\nRUN false\n",
    ].merging(steps) { first, _ in first }
}
