public import TextEditing

/// A short word about what has just happened, for the status line.
public enum Notice: Equatable, Sendable {
    case saved([String])
    case notSaved(String, reason: String)
    case notRead(String, reason: String)
    case progressNotKept(reason: String)
    case reloaded(String)
    /// The file changed on disk while the editor holds changes of its own.
    case changedOnDisk(String)
    case buildRuns
    /// The build did not do about this line of the Dockerfile what its forecast had said.
    case wrongForecast(line: Int)
    case nothingToCancel
    /// Nothing was built that a build one instruction back could begin from.
    case nothingToStepBack
    /// The build stopped before its first instruction already.
    case firstInstruction
    /// What was typed for a race is not a command line.
    case noRace
    /// A shell opens in the files of the newest build alone.
    case shellNeedsNewest
    /// The slider over a build's steps needs one that has ended.
    case nothingToSlide
    case sorted(bySize: Bool)
    case nothingToExtract
    /// A file of an image is in the learner's folder now.
    case extracted(String)
    case notExtracted(String)
    /// The search in an image's layers has found a path.
    case foundInLayers(LayerHit)
    case noContainer
    /// Another program has the port that the lesson had; it has another one in its place.
    case portMoved(from: UInt16, to: UInt16)
    /// The image that runs was built before these files changed.
    case runsOlderImage([String])
    case lastBuildFailed
    /// The step that was left is not done, and these files of it are in the editor alone.
    case leftUnsaved([String])
    case typed(into: String)
    /// Text was typed into a pane that takes none.
    case noText(in: Pane)
    case noBlock
    /// The linter finds nothing in the open file.
    case noFinding
    /// What the editor has to say.
    case edit(EditNotice)
    case allHintsShown
    case firstStep, lastStep
    case checking
    /// How many checks pass, where somebody asked.
    case checked(passed: Int, of: Int)
    case theme(ThemeName)
    case themeNotKept(reason: String)
    case noCause
    case copied
    case nothingToComplete
    case recovered(String)
    /// The folder with what the learner had; nil where there was nothing.
    case stepReset(backup: String?)
    case notReset(String)
    case shellBusy
    /// The step's last command has not ended.
    case stepStillRuns
    /// A check of the performed step fails.
    case checkFails(String)
    /// Space performs this action of the step next, from 1.
    case backAtAction(Int)
    case spacePerforms
    /// This step is not shown to this audience, or is again.
    case leftOut(step: Int), takenIn(step: Int)
    case pace(Presentation.Pace)
    case notRestored(String)
    /// The text is not a valid name for an image.
    case noName(String)
    /// The image is marked; another one is to be chosen.
    case compareWith(String)
    case noPage
    case breakpoint(line: Int), noMoreBreakpoint(line: Int)
    /// No instruction that a build can stop before.
    case noBreakpoint
    /// Another engine builds, which stops before no instruction.
    case engineCannotStop
    /// The step's solution does not have the file.
    case noSolution(String)
    case stillRuns(String)
}
