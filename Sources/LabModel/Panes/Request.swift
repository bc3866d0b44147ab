public import CommandLines

/// What a pane asks of the lab. The lab carries requests out in their order.
public enum Request: Equatable, Sendable {
    case world(WorldEffect)
    case program(ProgramEffect)

    // MARK: The screen

    case notice(Notice)
    case open(Dialogue)
    /// Gives a pane the focus.
    case focus(Pane)
    /// Brings a pane in sight: beside what has the focus where there is room, else in its place.
    case reveal(Pane)

    // MARK: What several panes ask for

    /// Looks again at what the checks ask for.
    case check
    case listImages
    /// Reads every file of the editor again.
    case readFiles
    /// Saves what is unsaved; what follows happens once all is on the disk.
    case save(then: AfterSaving)
    /// All is saved that this waited for.
    case proceed(AfterSaving)
    case build(BuildCommandLine)
    case run(RunCommandLine)
    /// Lets two Dockerfiles race, with what is saved then.
    case race(RaceCommandLine)
    /// Runs a command of this program, and shows what it says.
    case command(StoreCommand)
    /// Types a command line into the shell.
    case shell(String)
    /// Ends what the shell's command does, as Ctrl-C would.
    case interruptShell
    /// Shows an image's layers, or those of two beside each other.
    case inspect(ImageSubject)
    /// Shows one file, as it is there and as it was.
    case showFile(String, LayerFilePlace)

    // MARK: News for other panes

    /// A build began, or its steps are known.
    case built(BuiltDockerfile)
    /// A build began: guesses that were made before can be right or wrong from now on.
    case buildBegan
    /// A build that the lab did not start began.
    case outsideBuildBegan
    /// The shell's command has ended, or the shell.
    case shellIsIdle
    /// Another step is open.
    case stepOpened
    /// The files are what they were before the step.
    case workspaceReset
    /// What is left of a file for the presenter to type.
    case presenterTypes(String, into: String)
    /// A block of the lesson goes into its file.
    case type(String, into: String)
    /// The list of lessons.
    case showLessons
    /// The solution of the open file.
    case showSolution
    /// A shell before the instruction that holds a line of the Dockerfile.
    case openShell(line: Int?)

    // MARK: What a presenter does

    /// Goes to a step, by its position.
    case go(to: Int)
    case stopContainer
    case fetch(url: String)
    case answer(choice: Int)
    case predict(cached: [String])
    /// Makes a file what the step's solution has.
    case beginTyping(path: String)
    case goOnTyping(path: String, String)
    case feedShell([ShellInput])
    case saveAll
    /// Starts another shell where it has ended.
    case reviveShell
    /// Shows a pane to the class, and leaves the lesson its place where there is room.
    case present(Pane)
    /// One pane at a time, or all of them.
    case zoom(Bool)
    /// Shows the commands that were performed, or hides them.
    case toggleTrail
}

/// What is to happen once every unsaved file is on the disk.
public enum AfterSaving: Equatable, Sendable {
    case build(BuildCommandLine)
    case race(RaceCommandLine)
    case enterInShell
    case shellLine(String)
    case openLesson(String)
    case resetStep
    case quit
}

/// A command of this program that the lab runs for a list, and whose words it shows.
public enum StoreCommand: Equatable, Sendable {
    case removeImage(String)
    case tag(image: String, name: String)
    case history(image: String)
    case stop(container: String)
    case remove(container: String)

    /// The words behind the program's name.
    public var words: [String] {
        switch self {
        case .removeImage(let image): ["rmi", image]
        case .tag(let image, let name): ["tag", image, name]
        case .history(let image): ["history", image]
        case .stop(let container): ["stop", container]
        case .remove(let container): ["rm", container]
        }
    }
}
