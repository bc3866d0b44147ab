/// A condition that holds when a step is done.
public struct Check: Equatable, Sendable {
    /// Unique in its lesson: the step's ID and a number.
    public var id: String
    /// The text beside the mark: "app.py answers on /".
    public var title: String
    public var kind: CheckKind
    /// The advice when it fails; nil for the kind's own advice.
    public var advice: String?
    /// The expectation in the words of a failure; nil for the kind's own words.
    public var expected: String?
    /// The points for it in a report.
    public var points: Int
    /// The ID of a later step from which on the check need not hold, because that step undoes what is checked. Nil
    /// where it holds to the end.
    public var until: String?

    public init(
        id: String, title: String, kind: CheckKind, advice: String? = nil, expected: String? = nil, points: Int = 1,
        until: String? = nil
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.advice = advice
        self.expected = expected
        self.points = points
        self.until = until
    }
}

/// The subject of a check, and what it wants to find.
public enum CheckKind: Equatable, Sendable {
    case folder(path: String)
    case file(path: String, FileExpectation)
    case dockerfile(path: String, DockerfileExpectation)
    case image(reference: String, ImageExpectation)
    case build(BuildExpectation)
    /// The learner guessed the step's prediction right.
    case predict
    case container(image: String, ContainerExpectation)
    case http(url: String, status: Int, contains: String?)
    case command(line: String, status: Int32, contains: String?)
    case quiz(Quiz)
}

/// A question with choices, of which one is right.
public struct Quiz: Equatable, Sendable {
    /// An answer that can be chosen.
    public struct Choice: Equatable, Sendable {
        public var text: String
        /// Why it is not the answer; nil for the answer.
        public var why: String?

        public init(_ text: String, why: String? = nil) {
            self.text = text
            self.why = why
        }
    }

    /// The ID under which the learner's answer is kept.
    public var id: String
    public var question: String
    public var choices: [Choice]
    /// The right choice, from 1.
    public var answer: Int

    public init(id: String, question: String, choices: [Choice], answer: Int) {
        self.id = id
        self.question = question
        self.choices = choices
        self.answer = answer
    }
}

extension CheckKind {
    /// Whether the expectation is a regular expression or a shell command, which a learner should not have to read.
    var needsWords: Bool {
        switch self {
        case .command, .file(_, .matches), .image(_, .config(_, .matches)): true
        case .folder, .file, .dockerfile, .image, .build, .predict, .container, .http, .quiz: false
        }
    }
}

/// The demand on a file of the workspace.
public enum FileExpectation: Equatable, Sendable {
    case exists
    case contains(String)
    case lacks(String)
    /// A regular expression.
    case matches(String)
    /// A Python file that does the same as the solution's file of that path. Returned texts, comments, quotes and the
    /// width of the indentation may differ.
    case meansSolution
    /// The same text as the solution's file of that path, apart from white space at line ends and the end of the file.
    case equalsSolution
}

/// The demand on the instructions of a Dockerfile.
public enum DockerfileExpectation: Equatable, Sendable {
    /// There is an instruction of that keyword; with arguments that contain the text, where one is given.
    case has(keyword: String, argument: String?)
    case hasNot(keyword: String, argument: String?)
    /// The instructions, each as `KEYWORD` or `KEYWORD text`, stand in that order.
    case order([String])
    /// The last stage's base.
    case base(String)
    /// A container of the last stage would start this command: `python app.py`.
    case starts(String)
    /// The linter has no finding for the rule.
    case noFinding(rule: String)
}

/// The demand on an image of the store.
public enum ImageExpectation: Equatable, Sendable {
    case exists
    /// Both references name one image.
    case sameAs(String)
    /// A field of the config: see `ConfigField`.
    case config(field: String, TextExpectation)
    /// A container of the image starts this command: `python app.py`.
    case starts(String)
    case sizeAtMost(bytes: Int64)
    case layersAtMost(Int)
    /// The file, or anything in the folder, is there in a container of the image; a relative path is below its WORKDIR.
    case hasFile(path: String)
    case lacksFile(path: String)
}

/// The demand on a text.
public enum TextExpectation: Equatable, Sendable {
    case contains(String)
    case equals(String)
    case lacks(String)
    /// A regular expression.
    case matches(String)
}

/// The demand on the last build of the workspace.
public enum BuildExpectation: Equatable, Sendable {
    case succeeded
    case failed
    /// A step whose text begins like this came from the cache.
    case cached(String)
    case executed(String)
    /// A step whose text begins like this ran because its files had changed since the build before.
    case changed(String)
    case hitsAtLeast(Int)
}

/// The demand on a container of an image.
public enum ContainerExpectation: Equatable, Sendable {
    case running
    case publishes(port: UInt16)
}
