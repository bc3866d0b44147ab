/// How a step ended, and why it had to run.
public struct StepFinish: Equatable, Sendable {
    /// The step that ended.
    public var step: StepID
    public var outcome: StepOutcome
    /// Seconds from `stepStarted`.
    public var duration: Double
    /// Why the step was not taken from the cache; nil for a hit, for a skipped step, and for a `FROM`, which is never
    /// cached.
    public var miss: MissCause?
    /// The size of the regular files in the step's layer, in bytes; nil where the step makes no layer.
    public var layerBytes: Int64?
    /// The diff ID of the step's layer; nil where the step makes no layer, or where the ID has not been computed yet.
    public var diffID: String?
    /// A remark on what the step used: `stand-in for python:3.11-alpine`, `wheelhouse: 7 wheels`.
    public var note: String?

    public init(
        step: StepID, outcome: StepOutcome, duration: Double, miss: MissCause? = nil, layerBytes: Int64? = nil,
        diffID: String? = nil, note: String? = nil
    ) {
        self.step = step
        self.outcome = outcome
        self.duration = duration
        self.miss = miss
        self.layerBytes = layerBytes
        self.diffID = diffID
        self.note = note
    }
}

/// How a step ended.
public enum StepOutcome: Equatable, Sendable {
    /// The layer came from the cache. `saved` is how many seconds it took when it was made.
    case cached(saved: Double)
    /// The step ran.
    case done
    /// The step ran and failed; the build ends.
    case failed(StepFailure)
    /// The target does not need the step's stage, or an earlier step failed.
    case skipped
    /// The build was cancelled while the step ran.
    case cancelled
}

/// What a learner needs to know to mend a failed step.
public struct StepFailure: Equatable, Sendable {
    /// What failed, in one sentence.
    public var message: String
    /// What to do about it; nil where there is no advice.
    public var advice: String?
    /// The place in the Dockerfile: `Dockerfile:4:1`.
    public var location: String
    /// The exit status of the process; 128 + n where signal n ended it, nil where no process ran.
    public var exitStatus: Int32?

    public init(message: String, advice: String? = nil, location: String, exitStatus: Int32? = nil) {
        self.message = message
        self.advice = advice
        self.location = location
        self.exitStatus = exitStatus
    }
}

/// A finding that does not stop the build.
public struct BuildWarning: Equatable, Sendable {
    /// Name of the rule: `JSONArgsRecommended`.
    public var rule: String
    public var message: String
    /// The line in the Dockerfile, from 1; nil where the warning is not about a line.
    public var line: Int?

    public init(rule: String, message: String, line: Int?) {
        self.rule = rule
        self.message = message
        self.line = line
    }
}

/// How the build ended.
public enum BuildResult: Equatable, Sendable {
    case succeeded(BuiltImage)
    /// The build stopped at a breakpoint. `image` is the ID of the image that the steps above it make.
    case stopped(before: StepID, image: String)
    /// A step failed; the reason is in its `stepFinished`.
    case failed(StepID)
    /// Nothing could run: the Dockerfile has errors, the context cannot be read, the store cannot be opened.
    case refused([Refusal])
    case cancelled
}

/// Why a build did not start.
public struct Refusal: Equatable, Sendable {
    /// The place in the Dockerfile, such as `Dockerfile:3:1`; nil where the fault is not in the Dockerfile.
    public var location: String?
    public var message: String
    public var advice: String?

    public init(location: String?, message: String, advice: String?) {
        self.location = location
        self.message = message
        self.advice = advice
    }
}

/// The image that a build made.
public struct BuiltImage: Equatable, Sendable {
    /// Digest of the image's config: Docker's image ID, `sha256:…`.
    public var imageID: String
    /// The names that the image got.
    public var tags: [String]
    /// The size of the regular files of all layers, in bytes.
    public var size: Int64
    /// The number of steps that came from the cache.
    public var hits: Int
    /// The number of steps that ran.
    public var executed: Int
    /// The seconds that the steps from the cache took when they ran.
    public var secondsSaved: Double

    public init(imageID: String, tags: [String], size: Int64, hits: Int, executed: Int, secondsSaved: Double) {
        self.imageID = imageID
        self.tags = tags
        self.size = size
        self.hits = hits
        self.executed = executed
        self.secondsSaved = secondsSaved
    }
}
