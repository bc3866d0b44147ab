/// A lesson as the learner meets it: steps in order, over one workspace.
public struct Lesson: Equatable, Sendable {
    /// The folder's name below `Lessons/`, and how commands name the lesson.
    public var id: String
    public var title: String
    public var summary: String
    public var needs: LessonNeeds
    /// The folder below `Sandbox/` that the learner works in.
    public var workspace: String
    /// The reference that the lesson's builds give the image, and how its container is run; nil where it builds none.
    public var image: LessonImage?
    /// The steps in their order.
    public var steps: [Step]
    /// Files of `start/`, by path, which a fresh workspace holds.
    public var start: [String: [UInt8]]
    /// Files of `solution/`, by path.
    public var solution: [String: [UInt8]]
    /// A registry of the lesson's own, which runs while the lesson is open; nil for none.
    public var registry: LessonRegistry?
    /// Names of the other machines that the lesson plays on: each has a store, a folder and logins of its own.
    public var machines: [String] = []
}

/// A real registry on this machine, with TLS and accounts.
public struct LessonRegistry: Equatable, Sendable {
    /// Of loopback: its images are called `localhost:PORT/…`.
    public var port: UInt16
    /// Names of those who are let in, each with a token of its own.
    public var accounts: [String]

    public init(port: UInt16, accounts: [String]) {
        self.port = port
        self.accounts = accounts
    }

    /// How names of its images begin.
    public var domain: String { "localhost:\(port)" }
}

/// The needs of a lesson on the machine.
public struct LessonNeeds: Equatable, Sendable {
    public var images: [String] = []
    public var ports: [UInt16] = []

    public init() {}
}

/// The image that F5 builds and F6 runs.
public struct LessonImage: Equatable, Sendable {
    public var reference: String
    /// Port of this machine and of the container; nil where nothing is published.
    public var port: UInt16?
    public var containerPort: UInt16?

    public init(reference: String, port: UInt16? = nil, containerPort: UInt16? = nil) {
        self.reference = reference
        self.port = port
        self.containerPort = containerPort
    }
}

/// One screen of a lesson.
public struct Step: Equatable, Sendable {
    /// The file's name without number and ending: `write-the-dockerfile`.
    public var id: String
    public var title: String
    /// The goal that is reached when the step is done, in one sentence.
    public var goal: String
    /// The workspace's file that the step is about.
    public var opens: String?
    public var body: [MarkdownBlock]
    public var checks: [Check]
    public var hints: [String]
    public var solution: [LessonAction]
    /// What a presentation types of a command line before it hands the keyboard over, by the action's position.
    public var beginnings: [Int: String] = [:]
    public var predict: Prediction?
    /// For the presenter only.
    public var notes: String?
    /// How long a presenter plans to stay here.
    public var minutes: Double?
    /// Files of `solution/STEP/` laid over the lesson's solution, by path: how the workspace is after this step.
    public var files: [String: [UInt8]]
    /// Answers to the step, wrong and right, that its checks are tried with.
    public var trials: [Trial]
    /// Where the step is written, for messages.
    public var file: String
}

/// A build whose cache hits the learner guesses first.
public struct Prediction: Equatable, Sendable {
    /// The question, for a learner.
    public var question: String
    /// Instructions that are asked about, as they begin in the Dockerfile; all of the build's steps where empty.
    public var instructions: [String]
}

/// One thing that a solution does; `demo`, `lesson verify` and the lab perform the same ones.
public enum LessonAction: Equatable, Sendable {
    /// Writes a file of the step's solution into the workspace.
    case write(path: String)
    case delete(path: String)
    /// A command line for bash, in the workspace (in its parent while the workspace is not there).
    case run(String)
    /// `docker build` with these arguments.
    case build(String)
    /// `docker run` in the background until `stop` or the end.
    case start(String)
    case stop
    case fetch(String)
    /// Answers the step's next unanswered quiz by its choice's number, from 1.
    case answer(choice: Int)
    /// Guesses for the step's prediction: these instructions come from the cache, its others do not.
    case predict(cached: [String])
}

extension LessonAction {
    /// What is typed at a shell's prompt for it; nil where it is not done in a shell.
    public var commandLine: String? {
        switch self {
        case .delete(let path): "rm \(path)"
        case .run(let line): line
        case .build(let arguments): "docker build \(arguments)"
        case .write, .start, .stop, .fetch, .answer, .predict: nil
        }
    }
}
