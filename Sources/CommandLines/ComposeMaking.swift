public import ArgumentParser

/// What `up` and `create` take about making containers.
public struct ComposeMaking: ParsableArguments, Sendable {
    @Flag(help: "Build images first.")
    public var build = false

    @Flag(help: "Build nothing.")
    public var noBuild = false

    @Flag(help: "Make containers anew.")
    public var forceRecreate = false

    @Flag(help: "The same: of services that others depend on, too.")
    public var alwaysRecreateDeps = false

    @Flag(help: "Make no container anew, though the file has changed.")
    public var noRecreate = false

    @Option(help: "always, missing or never: when images are fetched.")
    public var pull: String?

    @Flag(help: "Say nothing of builds.")
    public var quietBuild = false

    @Flag(help: "Say nothing of images that are fetched.")
    public var quietPull = false

    @Flag(help: "Remove containers of services that the file has no more.")
    public var removeOrphans = false

    /// With what holds where nothing is said.
    public init() {}

    /// Refuses flags that contradict each other.
    public func validate() throws {
        guard !build || !noBuild else { throw ValidationError("--build and --no-build contradict each other.") }
        guard !forceRecreate || !noRecreate else {
            throw ValidationError("--force-recreate and --no-recreate contradict each other.")
        }
        try Self.check(pull: pull)
    }

    /// Refuses a word that does not say when images are fetched.
    static func check(pull: String?) throws {
        guard ["always", "missing", "never", "policy", "build", nil].contains(pull) else {
            throw ValidationError("--pull \(pull ?? ""): always, missing or never.")
        }
    }
}

/// What `up` and `start` take about services that get ready.
public struct ComposeWaiting: ParsableArguments, Sendable {
    @Flag(help: "Return once services run, and are healthy where they have a check.")
    public var wait = false

    @Option(help: "Seconds to wait for that.")
    public var waitTimeout: Int?

    /// With what holds where nothing is said.
    public init() {}
}

/// How output of services looks.
public struct ComposeLogLook: ParsableArguments, Sendable {
    @Flag(help: "No colors.")
    public var noColor = false

    @Flag(help: "No names of containers in front of lines.")
    public var noLogPrefix = false

    @Flag(help: "Begin each line with its time.")
    public var timestamps = false

    /// With what holds where nothing is said.
    public init() {}
}

/// What `up` takes: which services, how they are made, and how long they are stayed with.
public struct ComposeUpOptions: ParsableArguments, Sendable {
    @OptionGroup public var given: ComposeServices
    @OptionGroup public var making: ComposeMaking

    @Flag(help: "Leave the services running, and return.")
    public var detach = false

    @Flag(help: "End all services once one has ended.")
    public var abortOnContainerExit = false

    @Flag(help: "End all services once one has ended with another status than 0.")
    public var abortOnContainerFailure = false

    @Option(help: "End with the exit status of this service.")
    public var exitCodeFrom: String?

    @Flag(help: "Do not start them.")
    public var noStart = false

    @OptionGroup public var waiting: ComposeWaiting

    @Option(help: "Seconds before a service that is to end is killed.")
    public var timeout: String?

    @Flag(help: "Leave out services that others depend on.")
    public var noDeps = false

    @OptionGroup public var look: ComposeLogLook

    /// With what holds where nothing is said.
    public init() {}
}
