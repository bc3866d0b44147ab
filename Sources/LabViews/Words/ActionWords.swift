public import LabModel

/// What each action is called: in the palette, in the help, and in a word or two in the status line.
public enum ActionWords {
    public static let titles: [Action: String] = Dictionary(
        uniqueKeysWithValues: Action.allCases.map { ($0, title($0)) })

    /// A short sentence without its full stop.
    static func title(_ action: Action) -> String { words[action]?.title ?? action.rawValue }

    /// A word or two.
    static func short(_ action: Action) -> String { words[action]?.short ?? title(action) }

    private static let words: [Action: (title: String, short: String)] = [
        .help: ("Show all keys", "help"), .palette: ("Find an action by its name", "actions"),
        .quit: ("Quit the lab", "quit"), .suspend: ("Go back to the shell; fg returns", "suspend"),
        .redraw: ("Draw the screen anew", "redraw"), .build: ("Save and build the image", "build"),
        .cancelBuild: ("Stop the build", "stop build"), .runImage: ("Run the image and fetch its page", "run"),
        .stopContainer: ("Stop the container", "stop"), .save: ("Save the files", "save"),
        .reloadFile: ("Read the file from disk again", "reload"), .checkNow: ("Check this step now", "check"),
        .nextStep: ("Go to the next step of the lesson", "next step"),
        .previousStep: ("Go to the step before", "step back"), .revealHint: ("Show one more hint", "hint"),
        .nextPane: ("Go to the next pane", "next pane"), .previousPane: ("Go to the pane before", "pane back"),
        .zoom: ("Zoom this pane, or show all panes again", "zoom"),
        .moveDividerLeft: ("Move the divider to the left", "divider left"),
        .moveDividerRight: ("Move the divider to the right", "divider right"),
        .nextTheme: ("Change the colours", "colours"), .showLesson: ("Go to the lesson", "lesson"),
        .showEditor: ("Go to the editor", "editor"), .showShell: ("Go to the shell", "shell"),
        .showBuild: ("Go to the build", "build pane"),
        .showLayers: ("Go to the image's layers", "layers"), .showImages: ("Go to the images", "images"),
        .showContainers: ("Go to the container and its page", "container"),
        .lineUp: ("Move up", "up"), .lineDown: ("Move down", "down"), .pageUp: ("Move up a page", "page up"),
        .pageDown: ("Move down a page", "page down"), .toTop: ("Go to the top", "top"),
        .toBottom: ("Go to the end", "end"), .nextBlock: ("Select the next code block", "next block"),
        .previousBlock: ("Select the code block before", "block back"),
        .useBlock: ("Type or run the selected code block", "use block"),
        .nextFile: ("Go to the next file", "next file"),
        .previousFile: ("Go to the file before", "file back"), .undo: ("Undo", "undo"), .redo: ("Redo", "redo"),
        .cut: ("Cut", "cut"), .copy: ("Copy", "copy"), .paste: ("Paste", "paste"), .selectAll: ("Select all", "all"),
        .find: ("Find in this file", "find"), .findNext: ("Find the next one", "find next"),
        .findPrevious: ("Find the one before", "find back"), .replace: ("Find and replace", "replace"),
        .goToLine: ("Go to a line by its number", "go to line"),
        .showCause: ("Say why this instruction ran", "why"),
        .explainInstruction: ("Explain this instruction", "explain"),
        .resetStep: ("Begin this step again; your files are kept", "begin again"),
        .showLessons: ("Choose a lesson or an exercise", "lessons"),
        .openElsewhere: ("Open this file in your own editor ($EDITOR), in the shell", "own editor"),
        .showSolution: ("Compare this file with the step's solution", "solution"),
        .complete: ("Complete the word before the caret", "complete"),
        .columnLeft: ("Move left", "left"), .columnRight: ("Move right", "right"),
        .leaveHistory: ("Go back to the prompt", "prompt"), .restartShell: ("Start the shell again", "restart"),
        .toggleLog: ("Open or fold what is under this row", "open"),
        .buildOneMore: ("Build one instruction more, and stop", "one more"),
        .toggleBreakpoint: ("Stop the build before this instruction, or no longer", "breakpoint"),
        .openShellHere: ("Open a shell in the files as they are before this instruction", "shell here"),
        .compareBuilds: ("Compare with the build before", "compare"), .refresh: ("Read the list again", "refresh"),
        .inspectImage: ("Show this image's layers", "layers"), .runSelectedImage: ("Run this image", "run"),
        .tagImage: ("Give this image a further name", "tag"),
        .removeImage: ("Remove this image", "remove"),
        .imageHistory: ("Show this image's history", "history"),
        .compareImage: ("Compare this image with another", "compare"),
        .unfold: ("Unfold this layer or folder", "unfold"),
        .fold: ("Fold this layer or folder, or go to the one above", "fold"),
        .showWaste: ("Show which files of the layers are wasted", "waste"),
        .stopThis: ("Stop this container", "stop"), .removeContainer: ("Remove this container", "remove"),
        .showPage: ("Show the container's page, and fetch it again", "page"),
        .performNext: ("Perform the next action of the step", "next"),
        .goToStep: ("Go to a step by its number", "go to"),
        .takeOver: ("Take the keyboard, or hand it back", "take over"), .faster: ("Type faster", "faster"),
        .slower: ("Type more slowly", "slower"), .blank: ("Blank the screen; any key brings it back", "blank"),
        .large: ("Show one pane at a time, for a projector", "large"),
        .point: ("Show a pointer: arrows or the mouse move it", "pointer"),
    ]
}
