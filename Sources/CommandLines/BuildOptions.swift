public import ArgumentParser

/// How a build is shown.
public enum BuildProgress: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, plain, tty, rawjson, quiet
}

/// The options of `build`, spelled as in docker. The command and the lab both read command lines with this type.
public struct BuildOptions: ParsableArguments, Sendable {
    @Option(
        name: [.customShort("t"), .long], parsing: .unconditionalSingleValue,
        help: "Name of the image, as NAME:TAG. May be given several times.")
    public var tag: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: "The Dockerfile, or - for standard input. Otherwise PATH/Dockerfile.")
    public var file: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: "Value of an ARG, as NAME=VALUE; NAME alone takes the value from the environment.")
    public var buildArg: [String] = []

    @Option(parsing: .unconditional, help: "The stage to build, by name or number. Otherwise the last.")
    public var target: String?

    @Option(help: "Stop before the instruction of that line of the Dockerfile; what stands above it becomes the image.")
    public var stopBefore: Int?

    @Option(parsing: .unconditionalSingleValue, help: "A label of the image, as NAME=VALUE.")
    public var label: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: "A secret for RUN --mount=type=secret, as id=NAME,src=FILE or id=NAME,env=VARIABLE.")
    public var secret: [String] = []

    @Option(help: "The network of RUN: host or none.")
    public var network = BuildOptions.standardNetwork

    @Option(parsing: .unconditional, help: "The platform of the image, such as linux/amd64.")
    public var platform: String?

    @Flag(help: "Fetch base images anew, also where the store has them.")
    public var pull = false

    @Flag(help: "Take no layer from the cache.")
    public var noCache = false

    @Option(parsing: .unconditionalSingleValue, help: "Take no layer of this stage from the cache.")
    public var noCacheFilter: [String] = []

    @Flag(help: "Only check the Dockerfile: build nothing.")
    public var check = false

    @Flag(help: "Say what a build would do, and build nothing: what comes from the cache, what runs, and why.")
    public var dryRun = false

    @Flag(help: "Build twice, the second time without the cache, and name each step that gave other files.")
    public var twice = false

    @Option(help: "How --dry-run and --twice answer: text or json.")
    public var format = BuildOptions.standardFormat

    @Option(
        parsing: .unconditionalSingleValue,
        help: "Take steps from a cache too that --cache-to wrote, as type=local,src=FOLDER or type=registry,ref=NAME.")
    public var cacheFrom: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help:
            "Write the steps and their layers to a folder or a registry, as type=local,dest=FOLDER, type=registry,ref=NAME[,mode=max], or type=inline."
    )
    public var cacheTo: [String] = []

    @Option(help: "How to show the build: \(BuildProgress.allCases.map(\.rawValue).joined(separator: ", ")).")
    public var progress = BuildProgress.auto

    @Flag(name: [.short, .long], help: "Print only the image's ID.")
    public var quiet = false

    /// Whether the build is left out of the list of builds. `run` sets it for the builds by which it fetches images.
    @Flag(help: ArgumentHelp("Do not list the build among those that are kept.", visibility: .hidden))
    public var unkept = false

    @Flag(help: "Where the build fails, say it in Docker's words too, as `slipway explain` does.")
    public var explain = false

    @Option(parsing: .unconditional, help: "Write the image's ID to this file.")
    public var iidfile: String?

    @Option(parsing: .unconditional, help: "Write a description of the result to this file, as JSON.")
    public var metadataFile: String?

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "Where the result goes too, as type=local|tar|oci|docker|image,dest=PATH. May be given several times.")
    public var output: [String] = []

    @Flag(help: "Send the image to its registry afterwards, under each of its names.")
    public var push = false

    @Option(help: "The builder: there is only `default`.")
    public var builder = BuildOptions.standardBuilder

    @Option(help: "What to do: build, or check, which is --check.")
    public var call = BuildOptions.standardCall

    @Option(parsing: .unconditional, help: "Whether to attach a record of the build: only false.")
    public var provenance: String?

    @Option(parsing: .unconditional, help: "Whether to attach a list of packages: only false.")
    public var sbom: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: "What a build may do beyond its bounds: only network.host, which it may anyway.")
    public var allow: [String] = []

    @Argument(help: "The build context: the folder that COPY takes files from, or a git repository by its address.")
    public var path: String = ""

    static let standardNetwork = "default"
    static let standardBuilder = "default"
    static let standardCall = "build"

    /// The value of `--format` where nothing else is asked for.
    public static let standardFormat = "text"

    public init() {}

    /// Refuses a command line without a context. The message names the usual mistake, a missing dot at its end.
    public func validate() throws {
        guard path.isEmpty else { return }
        if let name = tag.last(where: { $0.hasSuffix(".") }) {
            throw ValidationError(
                "The folder to build is missing: put a blank before the dot, -t \(name.dropLast()) . (the dot is the folder that you are in)."
            )
        }
        throw ValidationError(
            "The folder to build is missing: put a blank and a dot at the end of the line (the dot is the folder that you are in)."
        )
    }
}
