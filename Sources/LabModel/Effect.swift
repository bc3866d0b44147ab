public import BuildPlan
public import CommandLines
public import LessonFormat
public import SelfChecks
public import TerminalUI

/// What the model asks for, to be performed in order.
public enum Effect: Equatable, Sendable {
    case world(WorldEffect)
    case program(ProgramEffect)
}

/// What the loop of the program does itself.
public enum ProgramEffect: Equatable, Sendable {
    /// Hands text to the terminal's clipboard.
    case copy(String)
    /// Draws the whole screen anew.
    case redraw
    case suspend
    /// Stops every child, restores the terminal and ends the program.
    case quit
    /// Ends the lab as `quit` does, and opens the lesson of that folder in its place.
    case openLesson(String)
}

/// What is done to files, images and processes. Results come back as events with the same run ID.
public enum WorldEffect: Equatable, Sendable {
    /// Reads a file of the learner's folder; `fileRead`.
    case read(file: String)
    /// Writes one, atomically; `fileSaved` or `fileNotSaved`.
    case write(file: String, bytes: [UInt8])
    /// Starts `slipway build`; `build` for every event, then `buildEnded`.
    case startBuild(RunID, BuildCommandLine)
    /// Asks what a build would do, and builds nothing; `forecast`, unless a newer question overtakes it.
    case forecast(RunID, ForecastQuestion)
    /// Reads lines of a step's log out of what the build keeps in the store; `logLines`.
    case readLog(RunID, buildID: String, StepID, Range<Int>)
    /// Ends it as Ctrl-C would.
    case cancelBuild(RunID)
    /// Starts `slipway run` and asks for the page until it is there; `container…`.
    case startContainer(RunID, RunCommandLine)
    case stopContainer(RunID)
    /// Asks for the page of a running container again; `containerPage`.
    case fetchPage(RunID, url: String)
    /// Runs a command of this program; `commandOutput`, then `commandEnded`.
    case runCommand(RunID, StoreCommand)
    case stopCommand(RunID)
    /// Looks at files, images and containers; `evidence`.
    case gatherEvidence(RunID, EvidenceNeeds)
    /// Judges the checks of a step by what was found; `verdicts`.
    case judge(RunID, Judging)
    /// Reads the list of images; `images`.
    case listImages(RunID)
    /// Reads the layers of an image, or compares two; `layers`.
    case inspectLayers(RunID, ImageSubject)
    /// Reads a file of an image; `layerFile`.
    case readLayerFile(RunID, path: String, LayerFilePlace)
    /// Copies a file of an image into the learner's folder, and never over another one; `extracted`.
    case extractFile(RunID, path: String, LayerFilePlace)
    /// Looks at what was there after each step of a build, by the ID of its image, else by its own; `moments`.
    case readMoments(RunID, build: String)
    /// Asks for the builds of the learner's folder that are kept; `builds`.
    case listBuilds(RunID)
    /// Reads one of them, by its own ID, with what its steps wrote; `keptBuild`.
    case readKeptBuild(RunID, build: String)
    /// Starts `slipway race`; `race` for every event, then `raceEnded`. `stopCommand` ends it.
    case startRace(RunID, RaceCommandLine)
    /// Reads the log of a container that the lab did not start, to its end; `containerLog`. `stopCommand` ends it.
    case followLog(RunID, container: String)
    /// Keeps where the learner is; `progressNotKept` where that fails.
    case keepProgress(Progress)
    /// Keeps the colours for the next lab; `themeNotKept` where that fails.
    case keepTheme(ThemeName)
    /// Makes files, images and containers what they were when a step of a prepared lesson began; `restored`.
    case restoreStep(RunID, Int)
    /// Keeps an unsaved text against a crash; nil throws the copy away.
    case keepRecovery(file: String, text: [UInt8]?)
    /// Asks for the files of the build context; `contextFiles`.
    case listContext(RunID)
    /// Asks for the last build of the learner's folder; `earlierBuild` where there is one.
    case readLastBuild(dockerfile: String)
    /// Asks for all lessons; `lessons`.
    case listLessons(RunID)
    /// Makes a step's files what they were before it, and keeps the learner's; `stepReset`.
    case resetStep(RunID, Int)
    /// Starts the learner's shell on a terminal of that size; `shell…`.
    case startShell(RunID, Size)
    case resizeShell(RunID, Size)
    /// Hands it a key, a movement of the mouse, a paste or a whole command.
    case shellInput(RunID, ShellInput)
}
