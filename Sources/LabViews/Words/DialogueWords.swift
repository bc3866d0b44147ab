import LabModel

/// The sentences of the dialogues.
enum DialogueWords {
    static let close = "Esc closes this"
    static let helpTitle = "Keys"
    static let helpFoot = "Up and Down scroll, Esc closes"
    static let everywhere = "Everywhere"
    static let shellKeys =
        "Alt with a letter is the shell's own here: Alt-D deletes a word, for example. F10 finds every action by its name."
    static let presenting = "While you present"
    static let reading = "In every pane but the editor and the shell"
    static let history = "In what the shell has shown (PgUp or the wheel begins)"
    static let paletteTitle = "What do you want to do?"
    static let paletteFoot = "Type to search, Enter does it, Esc closes"
    static let lessonsTitle = "Lessons and exercises"
    /// - Parameter typed: the number, as far as it is typed.
    static func lessonsFoot(typed: String, isFound: Bool) -> String {
        guard !typed.isEmpty else { return "Up, Down or a number choose, Enter opens, Esc closes" }
        return isFound
            ? "Go to \(typed)…, Enter opens, Esc closes"
            : "Nothing here has the number \(typed): Up and Down choose, Esc closes"
    }

    /// A lesson as the list has it: with the number by which it can be chosen.
    static func name(of entry: LessonEntry) -> String {
        entry.number.map { "\(entry.isExercise ? "Exercise" : "Lesson") \($0): \(entry.title)" } ?? entry.title
    }
    static let noLessons = "…"
    static func passed(_ passed: Int, of steps: Int) -> String {
        passed >= steps ? "done" : steps == 1 ? "open" : "\(passed) of \(steps)"
    }
    static let nothingFound = "No action has such a name"
    static let unsavedTitle = "Quit?"
    static let unsavedAnswers = ["Save and quit", "Discard and quit", "Cancel"]
    static let questionFoot = "Left and Right choose, Enter answers, Esc closes"
    static let recoveryTitle = "Not saved"
    static let recoveryAnswers = ["Take it back", "Discard it", "Later"]
    static func recovery(_ file: String) -> String {
        "The lab ended without a word while \(file) had changes that were not saved. They were kept. Take them back?"
    }
    static let conflictAnswers = ["Keep mine", "Take theirs", "Later"]
    static let commandTitle = "Command"
    static let causeTitle = "This step"
    static let explainTitle = "Instruction"
    static let noInstruction = "Put the caret on an instruction of the Dockerfile: this box then says what it means."
    static let example = "Example:"
    static let removeTitle = "Remove an image"
    static let removeFoot = "Enter removes it, Esc does not"

    static let askSolution =
        "Hints of this step are left (Alt-H shows one). Compare your file with the step's solution all the same?"
    static let askSolutionFoot = "Enter shows it, any other key does not"
    static func solutionTitle(_ file: String) -> String { "\(file): - yours, + the solution" }
    static let wasteTitle = "In the image, and not to be seen"
    static let noWaste = "No layer replaces or removes a file of a layer under it: nothing is wasted."
    static let noFindings = "Nothing is found wrong in this file."
    static let dockersTitle = "In Docker's words"
    static let noDockersWords =
        "Nothing has failed that Docker has words of its own for: neither the last build nor the container."
    static let dockerSays = "Docker says: "
    static let dockerSaidBefore = "Docker said before: "
    static let dockerMeans = "That means: "
    static let why = "Why: "
    static let next = "Next: "
    static let pageTitle = "The page"
    static let pageFoot = "Up and Down scroll, Esc closes"

    /// What stands at the foot of a box in which lines are cut.
    static func withSideways(_ foot: String) -> String {
        foot.replacing("Up and Down scroll", with: "Arrows scroll, also sideways")
    }

    static func fileFoot(_ showsDifference: Bool, hasDifference: Bool) -> String {
        let turn = showsDifference ? "d shows the whole file, " : "d shows what changed, "
        return "Up and Down scroll, \(hasDifference ? turn : "")Esc closes"
    }

    static func inPane(_ title: String) -> String { "In the pane \(title)" }
    static func remove(_ image: String) -> String { "Remove the image \(image)? What other images share stays." }

    static func promptFoot(_ prompt: Prompt) -> String {
        if prompt.isOffered { return "Enter takes it, typing replaces it, Esc closes" }
        guard prompt.kind.seeksInFile else { return "Enter accepts, Esc cancels" }
        return "Enter accepts, Esc closes, Tab: \(prompt.isPattern ? "plain text" : "regular expression")"
    }

    static func prompt(_ prompt: Prompt) -> String {
        switch prompt.kind {
        case .find: prompt.isPattern ? "Find a regular expression" : "Find"
        case .findInLayers: "Find a path in the layers"
        case .findInShell: "Find in what the shell has shown"
        case .replaceWhat: prompt.isPattern ? "Replace what regular expression?" : "Replace what?"
        case .replaceWith(let what):
            "Replace every “\(what)” with\(prompt.isPattern ? " ($1: its first group)" : "")"
        case .goToLine: "Go to line"
        case .goToStep: "Go to step, by its number"
        case .race: "Race two Dockerfiles: A B --edit FILE"
        case .tag(let image): "A further name for \(image)"
        }
    }

    static func unsaved(_ files: [String]) -> String {
        "\(files.joined(separator: ", ")) \(files.count == 1 ? "has" : "have") changes that are not saved."
    }

    static func conflict(_ file: String) -> String {
        "Something else changed \(file) on disk, and you changed it here. Which one is to stay?"
    }

    static func command(_ run: CommandRun) -> String {
        switch run.status {
        case nil: "runs…"
        case 0?: "done"
        case let status?: "ended with exit status \(status)"
        }
    }

    static func commandFoot(_ run: CommandRun) -> String {
        run.status == nil ? "x stops it, Esc hides it" : "Up and Down scroll, Esc closes"
    }
}
