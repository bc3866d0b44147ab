public import CommandLines
public import Compose
public import Surroundings

extension ComposeRunOptions {
    /// These as words of docker's `run`.
    public var flags: [String] {
        var flags = inside.flags
        flags.add("--rm", if: rm)
        flags.add("--entrypoint", entrypoint)
        for (flag, values) in [
            ("--cap-add", capAdd), ("--cap-drop", capDrop), ("--env-file", envFromFile), ("--label", label),
            ("--publish", publish), ("--volume", volume),
        ] { flags.add(flag, each: values) }
        if pull == "never" { flags.add("--pull", pull) }
        return flags.words
    }

    /// What of images is asked for.
    public var wishes: ProjectRun.Wishes {
        var wishes = ProjectRun.Wishes()
        wishes.builds = build || pull == "build"
        wishes.pull = pull
        wishes.isQuiet = quiet || quietBuild
        return wishes
    }
}

extension ComposeUpOptions {
    /// What happens once the services run.
    public var stay: ProjectUp.Stay {
        if noStart { return .unstarted }
        if waiting.wait { return .untilReady(seconds: waiting.waitTimeout) }
        if detach { return .background }
        var ending = ProjectUp.Ending()
        ending.isAnyEnough = abortOnContainerExit
        ending.isFailureEnough = abortOnContainerFailure
        ending.statusFrom = exitCodeFrom
        return .attached(ending)
    }
}

extension ComposeConfigOptions {
    /// What was asked for in place of the whole; nil for the whole. Of several, docker answers the first of this order.
    public var names: ProjectNames? {
        if showsServices { return .services }
        if volumes { return .volumes }
        if networks { return .networks }
        if let hash { return .hashes(of: hash) }
        if profiles { return .profiles }
        return images ? .images : nil
    }

    /// The project with the services that are shown: those that are named, or else those of active profiles and what
    /// they depend on. The names of profiles are those of all services.
    ///
    /// - Throws: `ComposeEnding` for a name that is not the name of a service.
    public func shown(of project: ComposeProject, in surroundings: Surroundings) throws -> ComposeProject {
        if names == .profiles, given.services.isEmpty { return project }
        var shown = project
        let order = ServiceOrder(project)
        do throws(ServiceOrder.Fault) {
            let chosen = try order.chosen(given.services, profiles: given.compose.profiles(surroundings))
            guard given.services.isEmpty else {
                shown.services = chosen
                return shown
            }
            let meant = Set(try order.sorted(chosen).map(\.name))
            shown.services = project.services.filter { meant.contains($0.name) }
        } catch {
            throw ComposeEnding.failed(error.words)
        }
        return shown
    }
}
