public import ArgumentParser

/// What stands between `compose` and its command; `ComposeFlags` puts it behind the command.
public struct ComposeOptions: ParsableArguments, Sendable {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The file; compose.yaml or docker-compose.yml here or above otherwise.", visibility: .hidden)
    )
    public var file: [String] = []

    @Option(parsing: .unconditional, help: ArgumentHelp("Name of the project.", visibility: .hidden))
    public var projectName: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The project's folder.", visibility: .hidden))
    public var projectDirectory: String?

    @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("Variables, in place of .env.", visibility: .hidden))
    public var envFile: [String] = []

    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("Services of this profile too.", visibility: .hidden))
    public var profile: [String] = []

    /// With what holds where nothing is said.
    public init() {}

    /// Refuses several files: one is read.
    public func validate() throws {
        guard file.count <= 1 else { throw ValidationError("-f: one file is read here. Write all services into it.") }
    }
}

/// Which project a command is about, and which of its services.
public struct ComposeServices: ParsableArguments, Sendable {
    @OptionGroup public var compose: ComposeOptions

    @Argument(help: "Services; all otherwise.")
    public var services: [String] = []

    /// With what holds where nothing is said.
    public init() {}
}

/// What `exec` and `run` have in common: a service, and how one more command is in it.
public struct ComposeInside: ParsableArguments, Sendable {
    @OptionGroup public var compose: ComposeOptions

    @Flag(help: "Run it in the background.")
    public var detach = false

    @Option(parsing: .unconditionalSingleValue, help: "A variable, as NAME=VALUE.")
    public var env: [String] = []

    @Flag(name: .customLong("no-tty"), help: "Give it no terminal.")
    public var noTTY = false

    @Option(parsing: .unconditional, help: "Who it runs as.")
    public var user: String?

    @Option(parsing: .unconditional, help: "The folder to start in.")
    public var workdir: String?

    @Argument(help: "The service.")
    public var service: String

    /// With what holds where nothing is said.
    public init() {}
}

/// What `config` takes: which services, and in what form they are shown.
public struct ComposeConfigOptions: ParsableArguments, Sendable {
    @OptionGroup public var given: ComposeServices

    @Flag(help: "Only say what is wrong.")
    public var quiet = false

    @Flag(name: .customLong("services"), help: "Print the names of services.")
    public var showsServices = false

    @Flag(help: "Print the names of volumes.")
    public var volumes = false

    @Flag(help: "Print the names of networks.")
    public var networks = false

    @Flag(help: "Print the names of images.")
    public var images = false

    @Flag(help: "Print the names of profiles.")
    public var profiles = false

    @Flag(help: "Not offered.")
    public var environment = false

    @Flag(help: "Not offered.")
    public var variables = false

    @Option(help: "Print what containers are compared by: * or names of services.")
    public var hash: String?

    @Option(help: "yaml or json.")
    public var format = "yaml"

    @Option(help: "A file for it.")
    public var output: String?

    /// With what holds where nothing is said.
    public init() {}

    /// Refuses other formats, and what is not offered.
    public func validate() throws {
        guard ["yaml", "json"].contains(format) else { throw ValidationError("--format \(format): yaml or json.") }
        guard !environment, !variables else {
            throw ValidationError("--environment and --variables are not offered here.")
        }
    }
}

/// What `run` takes: a service, and how one more container of it is.
public struct ComposeRunOptions: ParsableArguments, Sendable {
    @OptionGroup public var inside: ComposeInside

    @Flag(help: "Build the image first.")
    public var build = false

    @Option(parsing: .unconditionalSingleValue, help: "A right that it has beside the usual ones.")
    public var capAdd: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A right that it does not have.")
    public var capDrop: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A file of variables, one NAME=VALUE a line.")
    public var envFromFile: [String] = []

    @Option(parsing: .unconditional, help: "The program in place of ENTRYPOINT.")
    public var entrypoint: String?

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    public var label: [String] = []

    @Option(parsing: .unconditional, help: "Name of the container.")
    public var name: String?

    @Flag(help: "Do not start services that it depends on.")
    public var noDeps = false

    @Option(parsing: .unconditionalSingleValue, help: "Publish a port.")
    public var publish: [String] = []

    @Option(help: "always, missing or never: when images are fetched.")
    public var pull: String?

    @Flag(help: "Say nothing of builds and of images that are fetched.")
    public var quiet = false

    @Flag(help: "Say nothing of builds.")
    public var quietBuild = false

    @Flag(help: "Say nothing of images that are fetched.")
    public var quietPull = false

    @Flag(help: "Remove the container when it ends.")
    public var rm = false

    @Flag(help: "Publish the service's ports.")
    public var servicePorts = false

    @Option(parsing: .unconditionalSingleValue, help: "A folder or a volume in it.")
    public var volume: [String] = []

    @Argument(parsing: .captureForPassthrough, help: "The command; the service's otherwise.")
    public var command: [String] = []

    /// With what holds where nothing is said.
    public init() {}

    /// Refuses another word for when images are fetched.
    public func validate() throws { try ComposeMaking.check(pull: pull) }
}
