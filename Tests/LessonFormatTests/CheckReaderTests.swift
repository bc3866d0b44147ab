import Faults
import LessonFormat
import Testing

@Suite struct CheckReaderTests {
    @Test(arguments: [
        ("folder: .", CheckKind.folder(path: ".")),
        ("file: { path: a, equals: solution }", .file(path: "a", .equalsSolution)),
        ("file: { path: a }", .file(path: "a", .exists)),
        (
            "dockerfile: { has: cmd, argument: python }",
            .dockerfile(path: "Dockerfile", .has(keyword: "CMD", argument: "python"))
        ),
        ("dockerfile: { path: b/Dockerfile, base: alpine }", .dockerfile(path: "b/Dockerfile", .base("alpine"))),
        ("dockerfile: { order: [COPY a, RUN b] }", .dockerfile(path: "Dockerfile", .order(["COPY a", "RUN b"]))),
        ("dockerfile: { rule: DL3007 }", .dockerfile(path: "Dockerfile", .noFinding(rule: "DL3007"))),
        ("image: { reference: a:v1, same_as: b:v1 }", .image(reference: "a:v1", .sameAs("b:v1"))),
        ("image: { reference: a:v1, layers_at_most: 3 }", .image(reference: "a:v1", .layersAtMost(3))),
        ("image: { reference: a:v1, has_file: etc/x }", .image(reference: "a:v1", .hasFile(path: "etc/x"))),
        ("image: { reference: a:v1, lacks_file: etc/x }", .image(reference: "a:v1", .lacksFile(path: "etc/x"))),
        (
            "image: { reference: a:v1, config: User, matches: '^[^0]' }",
            .image(reference: "a:v1", .config(field: "User", .matches("^[^0]")))
        ),
        (
            "image: { reference: a:v1, config: Labels.x, equals: y }",
            .image(reference: "a:v1", .config(field: "Labels.x", .equals("y")))
        ),
        ("file: { path: a, lacks: b }", .file(path: "a", .lacks("b"))),
        ("build: { result: failed }", .build(.failed)),
        ("build: { cached: RUN x }", .build(.cached("RUN x"))),
        ("build: { hits: 3 }", .build(.hitsAtLeast(3))),
        ("predict: true", .predict),
        ("container: { image: a:v1, publishes: 80 }", .container(image: "a:v1", .publishes(port: 80))),
        (
            "http: { url: 'http://localhost:1/', contains: hi }",
            .http(url: "http://localhost:1/", status: 200, contains: "hi")
        ),
        ("command: { run: 'true', status: 0 }", .command(line: "true", status: 0, contains: nil)),
        (
            "quiz: { question: Why?, choices: [a, b], answer: 2 }",
            .quiz(Quiz(id: "write-it-1", question: "Why?", choices: [.init("a"), .init("b")], answer: 2))
        ),
    ])
    func everyKindIsRead(yaml: String, kind: CheckKind) throws {
        let lesson = MiniatureLesson().replacing(
            #"file: { path: note.txt, contains: "hello" }"#, with: yaml, in: "steps/01-write-it.md")
        #expect(try lesson.lesson().steps[0].checks.map(\.kind) == [kind])
    }

    @Test(arguments: [
        "quiz: { question: Why?, choices: [a, b], answer: 3 }", "build: { result: maybe }", "dockerfile: { }",
        "container: { image: a, publishes: 0 }", "folder: [a]",
        "image: { reference: a, config: Comand, contains: x }", "image: { reference: a, config: Cmd }",
    ])
    func whatMakesNoSenseIsRefused(yaml: String) {
        let lesson = MiniatureLesson().replacing(
            #"file: { path: note.txt, contains: "hello" }"#, with: yaml, in: "steps/01-write-it.md")
        #expect(throws: TextFault.self) { try lesson.lesson() }
    }
}
