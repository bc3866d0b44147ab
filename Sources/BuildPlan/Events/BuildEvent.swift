/// One thing that happened in a build; the only way that anything outside `Builder` learns of it.
///
/// The lab, the plain log, `--progress rawjson`, recordings, replays and self-checks all read this
/// one stream. A stream starts with `started`, ends with `finished`, and between them every step that
/// `planned` named ends exactly once, with `stepFinished`.
public enum BuildEvent: Equatable, Sendable {
    /// The build has read its options; nothing has run.
    case started(BuildStart)
    /// The Dockerfile is parsed and planned: every stage and step, in the order of the file.
    case planned(BuildOutline)
    /// The build context has been walked.
    case contextRead(ContextSummary)
    /// A step has left the queue. It looks for its layer in the cache, and runs where the cache has none.
    case stepStarted(StepID)
    /// A step that takes long reports its progress, such as the pull of a base image.
    case stepProgress(StepProgress)
    /// Output of the step, as the process wrote it.
    case stepLog(StepLog)
    /// The step has ended; see `StepOutcome`.
    case stepFinished(StepFinish)
    /// A finding of a build check, or a difference from what Docker would do.
    case warning(BuildWarning)
    /// The build has ended. Always the last event.
    case finished(BuildResult)
}

/// A `BuildEvent` and when it happened.
public struct TimedBuildEvent: Equatable, Sendable {
    /// Seconds since the build started, from a monotonic clock.
    public var time: Double
    /// What happened.
    public var event: BuildEvent

    public init(time: Double, event: BuildEvent) {
        self.time = time
        self.event = event
    }
}

/// The number of a step in its build: 0 for the first instruction of the file that makes a step, then upwards.
public struct StepID: Hashable, Sendable, Comparable {
    public var index: Int

    public init(_ index: Int) { self.index = index }

    /// The number that people see, counted from 1.
    public var number: Int { index < Int.max ? index + 1 : index }

    public static func < (left: StepID, right: StepID) -> Bool { left.index < right.index }
}

/// What the build was asked to do.
public struct BuildStart: Equatable, Sendable {
    /// The ID of this build; no other build of the store has it.
    public var buildID: String
    /// The Dockerfile's path as the user gave it, or `-`.
    public var dockerfile: String
    /// The build context as the user gave it.
    public var context: String
    /// Absolute path of the build context's folder, without links. It is nil where the context is not a folder, and in
    /// streams that an earlier version wrote.
    public var folder: String?
    /// The references that the image gets, normalised.
    public var tags: [String]
    /// Seconds since 1970 at which the build started.
    public var wallClock: Double

    public init(
        buildID: String, dockerfile: String, context: String, folder: String? = nil, tags: [String], wallClock: Double
    ) {
        self.buildID = buildID
        self.dockerfile = dockerfile
        self.context = context
        self.folder = folder
        self.tags = tags
        self.wallClock = wallClock
    }
}

/// The part of the plan that readers of the stream need.
public struct BuildOutline: Equatable, Sendable {
    /// The stages in the order of the Dockerfile.
    public var stages: [StageOutline]
    /// The steps of all stages in the order of the Dockerfile.
    public var steps: [StepOutline]

    public init(stages: [StageOutline], steps: [StepOutline]) {
        self.stages = stages
        self.steps = steps
    }
}

/// A stage: the instructions from a `FROM` to the line before the next `FROM`.
public struct StageOutline: Equatable, Sendable {
    /// Position in the file, from 0.
    public var index: Int
    /// The name after `AS`, where there is one.
    public var name: String?
    /// What `FROM` names, with its ARGs replaced: a reference, `scratch`, or the name of an earlier stage.
    public var base: String
    /// Whether the target needs this stage; the steps of one that it does not need are skipped.
    public var isNeeded: Bool

    public init(index: Int, name: String?, base: String, isNeeded: Bool) {
        self.index = index
        self.name = name
        self.base = base
        self.isNeeded = isNeeded
    }
}

/// An instruction that the builder performs.
public struct StepOutline: Equatable, Sendable {
    public var id: StepID
    public var stage: Int
    /// The instruction's keyword in upper case.
    public var keyword: String
    /// The instruction on one line, as the log shows it: continuations joined, one space between words.
    public var text: String
    /// First and last line of the instruction in the Dockerfile, from 1.
    public var firstLine: Int
    /// The last line of the instruction, from 1.
    public var lastLine: Int
    /// The number of the step within its stage, from 1: the 2 of `[2/5]` in BuildKit's log.
    public var ordinal: Int
    /// How many steps the stage has: the 5 of `[2/5]` in BuildKit's log.
    public var stageStepCount: Int

    public init(
        id: StepID, stage: Int, keyword: String, text: String, firstLine: Int, lastLine: Int, ordinal: Int,
        stageStepCount: Int
    ) {
        self.id = id
        self.stage = stage
        self.keyword = keyword
        self.text = text
        self.firstLine = firstLine
        self.lastLine = lastLine
        self.ordinal = ordinal
        self.stageStepCount = stageStepCount
    }
}

/// The size of the build context, without the files that `.dockerignore` leaves out.
public struct ContextSummary: Equatable, Sendable {
    /// The number of files.
    public var files: Int
    /// The size of all files in bytes.
    public var bytes: Int64

    public init(files: Int, bytes: Int64) {
        self.files = files
        self.bytes = bytes
    }
}

/// The progress of a step that takes long.
public struct StepProgress: Equatable, Sendable {
    public var step: StepID
    /// The activity, in words for a learner: "fetching packages".
    public var activity: String
    /// How many of `unit` are done.
    public var completed: Int64
    /// How many of `unit` there are in all; nil while that is not known.
    public var total: Int64?
    /// What is counted: `bytes`, `files` or `packages`.
    public var unit: String

    public init(step: StepID, activity: String, completed: Int64, total: Int64?, unit: String) {
        self.step = step
        self.activity = activity
        self.completed = completed
        self.total = total
        self.unit = unit
    }
}

/// A piece of a step's output.
public struct StepLog: Equatable, Sendable {
    /// Which of its two outputs the process wrote to.
    public enum Stream: String, Sendable {
        case stdout, stderr
    }

    public var step: StepID
    public var stream: Stream
    /// The bytes as UTF-8, with invalid ones replaced. The text ends with a whole line where the process wrote one.
    public var text: String

    public init(step: StepID, stream: Stream, text: String) {
        self.step = step
        self.stream = stream
        self.text = text
    }
}
