public import CommandLines
public import Engines

/// Which way a command line goes, before it is read as one of ours.
public enum EngineRoute {
    /// It is one of ours.
    case own
    /// Docker's builder does it, and we tell of it in our events.
    case build(BuildOptions)
    /// It is docker's, word for word.
    case docker
    /// It is docker's, word for word, where a daemon keeps images. Where docker has a builder and no daemon, images and
    /// what runs of them are our own.
    case dockerWithDaemon

    /// - Parameters:
    ///   - words: the command line without the program and without `--engine`.
    ///   - isCalledDocker: whether the program was called by the name `docker`: then commands that only we have are
    ///     docker's to refuse.
    public init(of words: [String], engine: EngineName, isCalledDocker: Bool) {
        switch engine {
        case .own: self = .own
        case .docker:
            if let behindBuild = DockerCommands.buildWords(words) {
                self = Self.ofBuild(behindBuild)
            } else if words.contains("--check") {
                self = .own
            } else if DockerCommands.isFirst(of: words) {
                self = .dockerWithDaemon
            } else {
                self = isCalledDocker ? .docker : .own
            }
        }
    }

    /// Docker gets the whole line where it asks for what only docker has: a context that is fetched, a Dockerfile from
    /// standard input, an option that we do not know.
    private static func ofBuild(_ words: [String]) -> EngineRoute {
        guard let options = BuildCommandLine(words).options, options.path != "-", options.file != "-",
            GitAddress(options.path) == nil, !GitAddress.isPage(options.path)
        else { return .docker }
        return .build(options)
    }
}

extension DockerProgram {
    /// Whether there is a builder and no daemon. A client that has no buildx is not asked further, since that takes a
    /// moment.
    public var isBuilderAlone: Bool {
        guard !ask(["version", "--format", "{{.Server.Version}}"]).isSuccess else { return false }
        return DockerEngine.probe(self).buildsElsewhere
    }
}
