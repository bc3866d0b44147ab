public import BuildPlan
public import CommandLines
public import Forecast
public import LessonFormat
public import RunDoctor
public import SelfChecks
public import ShellScreen
public import TerminalUI

/// What happens to the lab. Those with a run ID belong to the effect that named it; from a stale run they change nothing.
public enum LabEvent: Sendable {
    case input(InputEvent)
    /// The lab's monotonic clock, in seconds: once a frame while something moves.
    case tick(Double)

    /// The bytes of a file; nil where there is none.
    case fileRead(String, [UInt8]?)
    case fileNotRead(String, reason: String)
    case fileSaved(String, bytes: [UInt8])
    case fileNotSaved(String, reason: String)
    /// Where the learner is could not be written down.
    case progressNotKept(reason: String)
    /// The colours that were chosen could not be written down.
    case themeNotKept(reason: String)
    /// Files of the learner's folder are not as they were.
    case folderChanged

    case build(RunID, TimedBuildEvent)
    /// What a build would do.
    case forecast(RunID, BuildForecast)
    /// Lines of a step's log from a line on.
    case logLines(RunID, StepID, from: Int, [String])
    /// The child ended. `errors` is what it wrote to standard error.
    case buildEnded(RunID, status: Int32, errors: String)

    case containerLog(RunID, String)
    case containerPage(RunID, Page)
    case containerEnded(RunID, status: Int32)
    /// Why the container does not answer, as far as can be seen.
    case containerFaults(RunID, [RunFault])
    /// The ID that the container has in the store.
    case containerNamed(RunID, String)
    /// The containers of the store are others, or in another state.
    case containers([ContainerRow])
    /// The lesson has other ports from now on: a program took one of those that it had.
    /// - Parameter before: the container that was to be started with the old ones, and was not.
    case portsMoved(Lesson, before: RunID?)

    case commandOutput(RunID, String)
    case commandEnded(RunID, status: Int32)

    /// What the shell shows now.
    case shellFrame(RunID, ShellFrame)
    case shellEnded(RunID, status: Int32)
    case shellNotStarted(RunID, reason: String)
    /// A command was to be typed, and another one still runs.
    case shellBusy(RunID)
    /// The shell has its prompt again.
    case shellCommandEnded(RunID)
    /// A command of the shell has been running for a while.
    case shellStirred(RunID)
    /// Command lines that the shell of a presentation has begun, by whichever hands.
    case shellTyped(RunID, [String])
    /// The shell of a presentation does not tell what is entered in it.
    case shellNotFollowed(RunID)
    /// An event of a build that the lab did not start, by the build's own ID.
    case outsideBuild(String, TimedBuildEvent)

    /// A text that an earlier lab could not save, behind the file's first `fileRead`.
    case recoveryFound(String, text: [UInt8])
    /// Relative paths, folders with a slash at their end.
    case contextFiles(RunID, [String])
    case lessons(RunID, [LessonEntry])
    /// The last build of the learner's folder, before the lab was opened.
    case earlierBuild(EarlierBuild)
    /// The folder that the learner's files went to, where there were any.
    case stepReset(RunID, backup: String?)
    case stepNotReset(RunID, reason: String)

    case evidence(RunID, Evidence)
    /// One for each check of the step that was to be judged.
    /// - Parameter earlier: IDs of steps above the open one that pass by now.
    case verdicts(RunID, [Verdict], earlier: Set<String> = [])
    case images(RunID, Answer<[ImageRow]>)
    /// A step's beginning is restored; the `docker run` that is to be under way.
    case restored(RunID, container: RunCommandLine?)
    case notRestored(RunID, reason: String)
    case layers(RunID, Answer<LayersContent>)
    case layerFile(RunID, Answer<LayerFile>)
    case moments(RunID, Answer<[BuildMoment]>)
    /// The kept builds of the learner's folder, the last one first.
    case builds(RunID, [KeptBuildRow])
    case keptBuild(RunID, Answer<KeptRun>)
    case race(RunID, RaceEvent)
    /// The child of a race ended. `errors` is what it wrote to standard error.
    case raceEnded(RunID, status: Int32, errors: String)
    /// The name that the file has in the learner's folder.
    case extracted(RunID, Answer<String>)
}

extension LabEvent {
    /// Whether it is the learner's doing: a key, the mouse, a paste.
    var isInput: Bool { if case .input = self { true } else { false } }

    /// The text of a log that the event brings; empty for any other event.
    public var log: String {
        switch self {
        case .build(_, let timed), .outsideBuild(_, let timed):
            if case .stepLog(let log) = timed.event { log.text } else { "" }
        case .containerLog(_, let text), .commandOutput(_, let text): text
        case .input, .tick, .fileRead, .fileNotRead, .fileSaved, .fileNotSaved, .folderChanged, .logLines, .buildEnded,
            .containerPage, .containerEnded, .containerFaults, .containerNamed, .containers, .portsMoved,
            .commandEnded, .shellFrame, .shellEnded,
            .shellNotStarted, .shellBusy, .shellCommandEnded, .shellStirred, .shellTyped, .shellNotFollowed,
            .recoveryFound, .contextFiles, .lessons,
            .earlierBuild, .stepReset, .stepNotReset, .evidence, .verdicts, .progressNotKept, .themeNotKept, .images,
            .restored,
            .notRestored, .layers, .layerFile, .moments, .extracted, .forecast, .builds, .keptBuild, .race,
            .raceEnded:
            ""
        }
    }
}
