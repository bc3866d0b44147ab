public import CommandLines
internal import Glibc
public import Surroundings

extension ComposeMaking {
    /// These as a project takes them.
    public var wishes: ProjectRun.Wishes {
        var wishes = ProjectRun.Wishes()
        wishes.builds = build || pull == "build"
        wishes.buildsNothing = noBuild
        wishes.recreates = forceRecreate
        wishes.recreatesNothing = noRecreate
        wishes.pull = pull
        wishes.isQuiet = quietBuild
        return wishes
    }
}

extension ComposeLogLook {
    /// As the log of a project takes it; colors are for a terminal alone.
    public func style(in surroundings: Surroundings) -> ProjectLog.Style {
        var style = ProjectLog.Style()
        style.hasPrefix = !noLogPrefix
        style.hasColor = !noColor && surroundings.usesColor && isatty(STDOUT_FILENO) == 1
        style.hasTimes = timestamps
        return style
    }
}

extension ComposeInside {
    /// These as words of docker's `exec` and `run`.
    public var flags: FlagWords {
        var flags = FlagWords()
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        flags.addStreams(isDetached: detach, hasTerminal: isTerminal && !noTTY)
        flags.add("--env", each: env)
        flags.add("--user", user)
        flags.add("--workdir", workdir)
        return flags
    }
}
