public import BuildPlan
public import ImageFormat

/// The evidence that a check needs; nothing else is gathered.
public struct EvidenceNeeds: Equatable, Sendable {
    /// Paths below the workspace; "." is the workspace itself.
    public var files: Set<String> = []
    /// References of images.
    public var images: Set<String> = []
    /// References of images whose files are asked for.
    public var imageFiles: Set<String> = []
    public var lastBuild = false
    public var containers = false
    public var pages: Set<String> = []
    /// Command lines for bash, in the workspace.
    public var commands: Set<String> = []

    public init() {}

    public var isEmpty: Bool { self == EvidenceNeeds() }

    /// Adds what another check needs.
    public mutating func formUnion(_ other: EvidenceNeeds) {
        files.formUnion(other.files)
        images.formUnion(other.images)
        imageFiles.formUnion(other.imageFiles)
        pages.formUnion(other.pages)
        commands.formUnion(other.commands)
        lastBuild = lastBuild || other.lastBuild
        containers = containers || other.containers
    }
}

/// The facts that were gathered: values only, so that judging is pure. A missing entry was not looked for.
public struct Evidence: Equatable, Sendable {
    public var files: [String: FileEvidence] = [:]
    public var images: [String: ImageEvidence?] = [:]
    public var build: BuildEvidence?
    /// What kept the last build from its image, where its events do not say it.
    public var buildFault: BuildFault?
    public var containers: [ContainerEvidence]?
    public var pages: [String: PageEvidence] = [:]
    public var commands: [String: CommandEvidence] = [:]
    /// The choices that the learner made, by the quiz's ID, from 1.
    public var answers: [String: Int] = [:]
    /// The learner's guess for the step's build: by the beginning of an instruction, whether it comes from the cache.
    public var guesses: [String: Bool] = [:]
    /// Whether the guess was changed after the last build began, so that this build shows nothing about it.
    public var isGuessNewer = false

    public init() {}

    /// Adds what nobody can look up: the answers and the guesses. A step is about the builds that end while it is open.
    ///
    /// - Parameters:
    ///   - openedAt: when the step was opened, by the clock of `BuildEvidence.endedAt`; nil where builds from before
    ///     count as well.
    ///   - earlier: ID of the build that was the last one when the step was opened, where that is known. It is certain
    ///     where times are not: a file's time lags behind the clock by up to a tick.
    public mutating func complete(
        answers: [String: Int], guesses: [String: Bool], openedAt: Double? = nil, after earlier: String? = nil
    ) {
        self.answers = answers
        self.guesses = guesses
        if let earlier, build?.id == earlier { build = nil }
        if let openedAt, let endedAt = build?.endedAt, endedAt < openedAt { build = nil }
    }
}

/// The file at a path.
public enum FileEvidence: Equatable, Sendable {
    case missing
    case folder
    case file([UInt8])
    /// A file that holds more than checks read.
    /// - Parameter limit: in bytes.
    case large(limit: Int)
    /// Neither, or it cannot be read; the text says which.
    case unreadable(String)
}

/// An image of the store.
public struct ImageEvidence: Equatable, Sendable {
    public var id: String
    public var config: ImageConfig
    /// Bytes of the regular files of all layers.
    public var size: Int64
    /// Paths of the files of all layers, without a leading slash; nil where nobody asked.
    public var files: Set<String>?

    public init(id: String, config: ImageConfig, size: Int64, files: Set<String>? = nil) {
        self.id = id
        self.config = config
        self.size = size
        self.files = files
    }
}

/// The last build of the workspace, from its events.
public struct BuildEvidence: Equatable, Sendable {
    /// A step that ended.
    public struct Step: Equatable, Sendable {
        /// The instruction on one line.
        public var text: String
        public var outcome: StepOutcome
        /// Why it was not in the cache, where it was not.
        public var miss: MissCause?

        public init(text: String, outcome: StepOutcome, miss: MissCause? = nil) {
            self.text = text
            self.outcome = outcome
            self.miss = miss
        }

        /// Whether it came from the cache; nil where the build did not come to it, so that it shows nothing about a guess.
        public var isFromCache: Bool? {
            switch outcome {
            case .cached: true
            case .done, .failed, .cancelled: false
            case .skipped: nil
            }
        }
    }

    /// Steps that ended, in the order of the file.
    public var steps: [Step]
    public var result: BuildResult?
    /// Its ID in the journal; nil where it was not read from there.
    public var id: String?
    /// When it ended, in seconds of a clock that only goes forwards; nil where nobody knows.
    public var endedAt: Double?

    public init(steps: [Step], result: BuildResult?) {
        self.steps = steps
        self.result = result
    }

    /// The step that a guess is about: the first that is this instruction, as a lesson names it.
    public func step(of instruction: String) -> Step? {
        let wanted = InstructionWords(instruction)
        return steps.first { wanted.begins($0.text) }
    }

    /// The instructions that ran, whether or not they succeeded, in the order of the file.
    public var ran: [String] {
        steps.filter { step in
            switch step.outcome {
            case .done, .failed: true
            case .cached, .skipped, .cancelled: false
            }
        }.map(\.text)
    }

    public init(events: some Sequence<BuildEvent>) {
        var texts: [StepID: String] = [:]
        var outcomes: [StepID: StepFinish] = [:]
        result = nil
        for event in events {
            switch event {
            case .planned(let outline): for step in outline.steps { texts[step.id] = step.text }
            case .stepFinished(let finish): outcomes[finish.step] = finish
            case .finished(let end): result = end
            case .started, .contextRead, .stepStarted, .stepProgress, .stepLog, .warning: continue
            }
        }
        steps = outcomes.sorted { $0.key < $1.key }
            .map { Step(text: texts[$0.key] ?? "", outcome: $0.value.outcome, miss: $0.value.miss) }
    }
}

/// What kept a build from its image.
public struct BuildFault: Equatable, Sendable {
    /// In a learner's words: "the build did not end within 120 seconds".
    public var cause: String
    /// What to try.
    public var advice: String

    public init(cause: String, advice: String) {
        self.cause = cause
        self.advice = advice
    }
}

/// A container that runs.
public struct ContainerEvidence: Equatable, Sendable {
    /// The reference that it was run from, normalised, or its image's ID.
    public var image: String
    public var hostPorts: [UInt16]

    public init(image: String, hostPorts: [UInt16]) {
        self.image = image
        self.hostPorts = hostPorts
    }
}

/// The answer of a URL.
public enum PageEvidence: Equatable, Sendable {
    case answered(status: Int, body: String)
    /// Nothing answered; the text says why.
    case unreachable(String)
    /// A container is there and does not answer, and it is known why.
    case silent(cause: String, advice: String)
}

/// How a command line ended.
public struct CommandEvidence: Equatable, Sendable {
    public var status: Int32
    /// Standard output and error together.
    public var output: String
    /// After how many seconds it was ended because it took too long; nil where it ended by itself.
    public var stoppedAfter: Int?

    public init(status: Int32, output: String) {
        self.status = status
        self.output = output
    }

    /// A command that was ended because it took too long, with `timeout`'s status.
    public init(stoppedAfter seconds: Int, output: String) {
        self.init(status: 124, output: output)
        stoppedAfter = seconds
    }
}
