/// The files of a lesson that is as small as a lesson can be: one step, one file to mend, three checks.
public struct LessonSkeleton {
    /// Path below `Lessons/`.
    private let name: String
    private let title: String

    /// - Parameters:
    ///   - name: the lesson's folder below `Lessons`.
    ///   - title: nil for one that is made of the name.
    public init(name: String, title: String?) {
        self.name = name
        self.title = title ?? Self.title(from: name)
    }

    private var id: String { name.split(separator: "/").last.map(String.init) ?? name }

    /// The folder's name without its number: `17-volumes` gives `volumes`.
    private var image: String {
        let word = id.drop { $0.isNumber || $0 == "-" }
        return (word.isEmpty ? "lesson-\(id)" : String(word)) + ":v1"
    }

    private static func title(from name: String) -> String {
        let id = name.split(separator: "/").last.map(String.init) ?? name
        let words = id.split(separator: "-").drop { $0.allSatisfy(\.isNumber) }.joined(separator: " ")
        return words.isEmpty ? id : words.prefix(1).uppercased() + words.dropFirst()
    }

    /// A scalar that YAML reads as the text, whatever is in it.
    private static func quoted(_ text: String) -> String {
        "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").split { $0.isNewline }.joined(
                separator: " ")
            + "\""
    }

    /// Texts by path, in the order in which an author reads them.
    public var files: [(path: String, text: String)] {
        [
            ("lesson.yaml", lesson), ("steps/01-first-step.md", step), ("start/Dockerfile", Self.start),
            ("start/hello.py", "print(\"Hello from the image\")\n"), ("solution/Dockerfile", Self.solution),
            ("trials/01-first-step.yaml", trials),
        ]
    }

    private var lesson: String {
        """
        id: \(id)
        title: \(Self.quoted(title))
        summary: One sentence that says what the learner can do afterwards.
        needs:
          images: [python:3.11-alpine]
        workspace: \(id)
        image:
          reference: \(image)
        steps:
          - 01-first-step

        """
    }

    private var step: String {
        """
        ---
        title: The first step
        goal: The image \(image) greets whoever runs it.
        opens: Dockerfile
        checks:
          - title: The Dockerfile says what a container starts
            dockerfile: { has: CMD }
          - title: The image has the program
            image: { reference: "\(image)", has_file: /app/hello.py }
          - title: A container greets
            command: { run: "docker run --rm \(image)", contains: Hello }
            expected: a program that says Hello
        hints:
          - The first hint says where to look.
          - The last hint gives the answer away, CMD ["python", "hello.py"].
        solution:
          - write: Dockerfile
          - build: -t \(image) .
        notes: |
          What the presenter says, and nobody else reads.
        ---
        # The first step

        Say what is to be seen, what to change, and why. One idea a step, short paragraphs.

        ```sh {exec}
        docker build -t \(image) .
        ```

        **Add** the instruction that is missing.

        """
    }

    private var trials: String {
        let checks = ["The Dockerfile says what a container starts", "The image has the program", "A container greets"]
        let fails = (["    fails:"] + checks.map { "      - \($0)" }).joined(separator: "\n")
        return """
            # Three wrong answers for each check, and three unusual right ones: lesson verify plays them.
            wrong:
              - name: nothing is done
            \(fails)
                solution: []
              - name: the instruction is misspelt, and nothing is built
            \(fails)
                replace: { Dockerfile: { CMD: CDM } }
                solution: []
              - name: the instruction is in a comment, and nothing is built
            \(fails)
                replace: { Dockerfile: { CMD: "# CMD" } }
                solution: []
            right:
              - name: the shell form
                replace: { Dockerfile: { 'CMD ["python", "hello.py"]': CMD python hello.py } }
              - name: a whole path
                replace: { Dockerfile: { '"hello.py"]': '"/app/hello.py"]' } }
              - name: everything is copied
                replace: { Dockerfile: { COPY hello.py .: COPY . . } }

            """
    }

    private static let start = """
        FROM python:3.11-alpine

        WORKDIR /app

        COPY hello.py .

        """

    private static let solution = """
        FROM python:3.11-alpine

        WORKDIR /app

        COPY hello.py .

        CMD ["python", "hello.py"]

        """
}

extension LessonSkeleton {
    /// Whether a lesson's folder below `Lessons/` may be called so: `08-networks`, `exercises/17-volumes`.
    public static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 1 || parts.count == 2 && parts[0] == "exercises", let last = parts.last else {
            return false
        }
        return isFolderName(last)
    }

    private static func isFolderName(_ name: String) -> Bool {
        let (small, digits) = (UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"))
        let isPlain = name.utf8.allSatisfy { small.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
        return isPlain && !name.isEmpty && !name.hasPrefix("-") && name != "exercises"
    }
}
