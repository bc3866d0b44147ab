import LabModel
import TextEditing

/// What the status line says about what has just happened.
enum NoticeWords {
    /// The words, so that a path in them, which is what somebody wants to copy, keeps its end where room is short.
    static func text(_ notice: Notice, room: Int, ellipsis: String) -> String {
        let words = text(notice)
        guard case .stepReset(let backup?) = notice, TextWidth.columns(words) > room else { return words }
        let short = "Your files are kept in "
        let left = room - TextWidth.columns(short)
        guard TextWidth.columns(backup) > left else { return short + backup }
        return short + TextWidth.end(of: backup, left, ellipsis: ellipsis)
    }

    static func text(_ notice: Notice) -> String {
        switch notice {
        case .saved(let files): "Saved \(files.joined(separator: ", "))"
        case .notSaved(let file, let reason): "\(file) was not saved: \(reason)"
        case .notRead(let file, let reason): "\(file) cannot be read: \(reason)"
        case .progressNotKept(let reason): "How far you are was not kept: \(reason)"
        case .reloaded(let file): "\(file) changed on disk and was read again"
        case .changedOnDisk(let file): "\(file) changed on disk, and here too"
        case .wrongForecast(let line):
            "The forecast for line \(line) was wrong, which is a mistake of Slipway's: please report it"
        case .buildRuns: "A build runs already; Alt-K stops it"
        case .nothingToCancel: "No build runs"
        case .nothingToStepBack: "There is no build to go back in yet: Alt-J builds one instruction"
        case .firstInstruction: "This is the first instruction: only FROM is above it"
        case .noRace: "Write two folders or Dockerfiles, then --edit and a file that both have"
        case .shellNeedsNewest: "A shell opens in the newest build alone: Esc goes back to it"
        case .sorted(let bySize): bySize ? "The largest comes first" : "Sorted by name"
        case .nothingToExtract: "Select a file first: Enter unfolds a layer"
        case .extracted(let name): "\(name) is in your folder now"
        case .notExtracted(let reason): "The file cannot be copied: \(reason)"
        case .foundInLayers(let hit):
            "\(hit.path) (layer \(hit.layer): \(LayerWords.instruction(hit.createdBy)))"
        case .nothingToSlide: "There are no steps to look at yet: build first, and let the build end"
        case .noContainer: "No container runs; F6 starts one"
        case .portMoved(let old, let new):
            "Port \(old) is taken by another program now: the lesson goes on with port \(new)"
        case .runsOlderImage(let files):
            "This is the image from before \(files.joined(separator: ", ")) changed; F5 builds a new one"
        case .lastBuildFailed: "The last build failed: this is an image from before it"
        case .leftUnsaved(let files):
            "\(files.joined(separator: ", ")) \(files.count == 1 ? "has" : "have") changes that the disk does not: Ctrl-S saves them, F7 goes back"
        case .typed(let file): "Typed into \(file); Ctrl-S saves it"
        case .noText(let pane):
            "\(pane.title) takes no text: F3 goes to the editor, F4 to the shell"
        case .noBlock: "This step has no code block to use"
        case .noFinding: "Nothing is found wrong in this file"
        case .edit(let said): edit(said)
        case .allHintsShown: "All hints of this step are shown"
        case .firstStep: "This is the first step"
        case .lastStep: "This is the last step"
        case .checking: "Checking…"
        case .checked(_, of: 0): "This step has no checks"
        case .checked(1, of: 1): "The check passes"
        case .checked(let passed, let count) where passed == count: "All \(count) checks pass"
        case .checked(let passed, let count): "\(passed) of \(count) checks pass"
        case .theme(let name): "Colours: \(theme(name))"
        case .themeNotKept(let reason): "The colours are kept for this lab only: \(reason)"
        case .copied: "Copied"
        case .nothingToComplete: "Nothing is known that could stand here"
        case .recovered(let file): "\(file) is as you left it, and not saved; Ctrl-Z gives the file on disk"
        case .stepReset(nil): "The step begins again"
        case .stepReset(let backup?): "The step begins again; your files are kept in \(backup)"
        case .notReset(let reason): "The step cannot begin again: \(reason)"
        case .shellBusy: "Another command runs in the shell; Ctrl-C ends it there"
        case .stepStillRuns: "Still running, and it counts for this step; wait, or Space once more goes on without it"
        case .checkFails(let title): "Stop: “\(title)” fails; r does the last action again, Space once more goes on"
        case .backAtAction(let number): "Space performs action \(number) of this step again; nothing was undone"
        case .noName(let text): "“\(text)” is not a valid name for an image; one is my-flask-app:v1.0.1"
        case .compareWith(let image): "\(image) is marked: choose another image and press c to compare the two"
        case .noSolution(let file): "The solution of this step has no file \(file)"
        case .breakpoint(let line):
            "The build stops before line \(line): F5 goes on, Alt-J builds one more, Alt-G opens a shell"
        case .noMoreBreakpoint(let line): "The build no longer stops before line \(line)"
        case .noBreakpoint: "Put the caret on an instruction under FROM"
        case .engineCannotStop: "Docker cannot stop before an instruction: breakpoints need the lab with --engine own"
        case .noPage: "There is no page to show: the container does not run, or publishes no port"
        case .stillRuns(let name): "\(name) still runs; x stops it"
        case .spacePerforms: "Space performs the next action; F11 gives you the keyboard"
        case .leftOut(let step): "Step \(step) is left out; “g \(step)” and o take it in again"
        case .takenIn(let step): "Step \(step) is taken in again"
        case .pace(let pace): "Typing: \(self.pace(pace))"
        case .notRestored(let reason): "The step's beginning could not be restored: \(reason)"
        case .noCause: "There is nothing to explain here: put the caret on an instruction that was built"
        }
    }

    private static func pace(_ pace: Presentation.Pace) -> String {
        switch pace {
        case .slow: "slowly"
        case .human: "as people type"
        case .quick: "quickly"
        case .atOnce: "all at once"
        }
    }

    private static func theme(_ name: ThemeName) -> String {
        switch name {
        case .dark: "for a dark terminal"
        case .light: "for a light terminal"
        case .contrast: "high contrast"
        case .none: "none"
        }
    }

    private static func edit(_ said: EditNotice) -> String {
        switch said {
        case .notFound: "Not found"
        case .wrapped: "The search went on from the other end"
        case .replaced(let count): "Replaced \(count) time\(count == 1 ? "" : "s")"
        case .nothingToUndo: "Nothing to undo"
        case .nothingToRedo: "Nothing to redo"
        case .cannotEncode: "This file's encoding has no such character"
        case .noComments: "This kind of file has no comments"
        case .duplicated(let lines):
            "\(lines == 1 ? "The line is" : "\(lines) lines are") there twice now; Ctrl-Z takes that back"
        case .noMatchingBracket: "No bracket matches here"
        case .badPattern: "This is not a regular expression that can be used"
        }
    }
}
