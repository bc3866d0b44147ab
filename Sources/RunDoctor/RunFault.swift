/// Why a container ended, does not answer, or could not start: a fact that the evidence shows.
public enum RunFault: Equatable, Sendable {
    // MARK: Ports

    /// - Parameter cure: what to write in the command, where the command says so itself.
    case listensOnLoopback(port: UInt16, cure: String? = nil)
    /// A program listens, but not where `-p` leads.
    case listensElsewhere(ports: [UInt16], published: RunEvidence.Port)
    /// The container listens, or EXPOSE says that it will, and `-p` was left out.
    case nothingPublished(port: UInt16)
    /// It has run for a while, and no program of it listens on any port.
    case nothingListens(seconds: Int)
    case portTakenByContainer(port: UInt16, name: String)
    /// A program of this machine; its name where it can be told.
    case portTakenByProgram(port: UInt16, name: String?)

    // MARK: What was to start

    case optionsAfterImage([String])
    /// A prompt or a line of output behind the image's name.
    case pastedText([String])
    /// `CMD ['python', 'app.py']`: not JSON, so a shell line that begins with `[`.
    case arrayIsShellLine(String)
    case programMissing(String, nearest: String?)
    case programOffPath(ProgramOffPath)
    /// A shell that the image does not have, though it has sh.
    ///
    /// - Parameter command: what to type in place of the `run` that asked for it; nil where more than a name was typed,
    ///   or nothing.
    case shellMissing(String, command: String?)
    /// A shell that the image does not have, and it has no other one.
    ///
    /// - Parameter isShellForm: whether CMD or ENTRYPOINT asked for it, by being no array.
    case noShell(String, isShellForm: Bool)
    /// `CMD ["python app.py"]`: a program and its arguments in one string.
    case commandIsOneWord(String)
    /// `cd`: only a shell knows it.
    case shellWord(String)
    case programIsFolder(String)
    case notExecutable(String)
    case carriageReturn(String)
    case interpreterMissing(script: String, interpreter: String)
    case noInterpreterLine(String)
    case wrongMachine(program: String, built: String, host: String)
    case workingFolderMissing(String)
    /// `-w` or WORKDIR names a file of the image, or leads through one.
    case workingFolderIsFile(String)
    case unknownUser(String)

    // MARK: What the program said

    case moduleMissing(String, at: SourcePlace?)
    case importFails(name: String, module: String, at: SourcePlace?)
    /// An installed package imports something that the installed version of another package no longer has.
    case dependencyBroke(package: String, name: String, module: String)
    case programError(String, at: SourcePlace?)
    /// The program waits for typed input, and no terminal is joined to the container.
    case inputEnded(at: SourcePlace?)
    /// A variable of the environment that nobody has set.
    case variableMissing(String, at: SourcePlace?)
    case fileMissing(String)
    case permissionDenied(path: String, user: String?)
    case addressInUse
    /// Port 53, which the name server of a network of containers has unless the image serves names itself.
    case namePortInUse

    // MARK: How it ended

    case outOfMemory
    case signal(Int32)
    /// Status 0 at once: the program had nothing to wait for.
    case nothingInForeground(program: String)
    /// A program that goes on in the background, and leaves the container without one.
    case wentToBackground(program: String)
}

/// A line of a file that a program named.
public struct SourcePlace: Equatable, Sendable {
    public var path: String
    /// From 1.
    public var line: Int

    public init(path: String, line: Int) {
        self.path = path
        self.line = line
    }
}
