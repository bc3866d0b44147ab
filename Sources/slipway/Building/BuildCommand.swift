import ArgumentParser
import BuildPlan
import Builder
import Glibc
import ImageFormat
import ImageStore
import SystemPackage

/// `slipway build`: docker's flags, and the events of the build as text or JSON.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build an image from a Dockerfile and a folder of files.")

    enum Progress: String, ExpressibleByArgument, CaseIterable {
        case auto, plain, tty, rawjson, quiet
    }

    @Option(name: [.customShort("t"), .long], help: "Name of the image, as NAME:TAG. May be given several times.")
    var tag: [String] = []

    @Option(name: [.short, .long], help: "The Dockerfile, or - for standard input. Otherwise PATH/Dockerfile.")
    var file: String?

    @Option(help: "Value of an ARG, as NAME=VALUE; NAME alone takes the value from the environment.")
    var buildArg: [String] = []

    @Option(help: "The stage to build, by name or number. Otherwise the last.")
    var target: String?

    @Option(help: "Stop before the instruction of that line of the Dockerfile; what stands above it becomes the image.")
    var stopBefore: Int?

    @Option(help: "A label of the image, as NAME=VALUE.")
    var label: [String] = []

    @Option(help: "A secret for RUN --mount=type=secret, as id=NAME,src=FILE or id=NAME,env=VARIABLE.")
    var secret: [String] = []

    @Option(help: "The network of RUN: host or none.")
    var network: String = "default"

    @Option(help: "The platform of the image, such as linux/amd64.")
    var platform: String?

    @Flag(help: "Fetch base images anew, also where the store has them.")
    var pull = false

    @Flag(help: "Take no layer from the cache.")
    var noCache = false

    @Option(help: "Take no layer of this stage from the cache.")
    var noCacheFilter: [String] = []

    @Flag(help: "Only check the Dockerfile: build nothing.")
    var check = false

    @Option(help: "Take steps from a cache too that --cache-to wrote, as type=local,src=FOLDER.")
    var cacheFrom: [String] = []

    @Option(help: "Write the steps of the image and their layers to a folder, as type=local,dest=FOLDER.")
    var cacheTo: [String] = []

    @Option(help: "How to show the build: \(Progress.allCases.map(\.rawValue).joined(separator: ", ")).")
    var progress: Progress = .auto

    @Flag(name: [.short, .long], help: "Print only the image's ID.")
    var quiet = false

    @Option(help: "Write the image's ID to this file.")
    var iidfile: String?

    @Option(help: "Write a description of the result to this file, as JSON.")
    var metadataFile: String?

    @Option(
        name: [.short, .long],
        help: "Where the result goes too, as type=local|tar|oci|docker|image,dest=PATH. May be given several times.")
    var output: [String] = []

    @Argument(help: "The build context: the folder that COPY takes files from.")
    var path: String

    func run() throws { _ = try build() }

    /// Builds.
    ///
    /// - Parameters:
    ///   - descriptor: where the log goes: 1 unless the result itself goes there, or the caller needs it.
    ///   - isKept: whether it becomes the last build, which `why` and the lab show.
    /// - Returns: the image's ID.
    func build(log descriptor: Int32 = 1, isKept: Bool = true) throws -> String {
        guard let location = StoreLocation.path() else { throw CommandFailure("HOME is not set: where is the store?") }
        let store = try BuildStore.open(location)
        let arguments = try BuildArguments(self, store: store)
        // Until the end: a context from standard input goes with them.
        defer { withExtendedLifetime(arguments) {} }
        var request = try arguments.request()
        if check { throw ExitCode(CheckRun(request).run() ? 0 : 1) }
        let outputs = try output.map { try BuildOutput($0) }
        if request.sourceDate == nil, outputs.contains(where: \.rewritesTimes) {
            throw ValidationError(
                "--output rewrite-timestamp=true has no time to write: set SOURCE_DATE_EPOCH, or --build-arg SOURCE_DATE_EPOCH=SECONDS."
            )
        }
        request.tags += try outputs.flatMap(\.names).map(BuildArguments.reference)
        let cancellation = Interruption.watch()
        var output = EventOutput(
            progress: quiet ? .quiet : progress, to: outputs.contains(where: \.takesStandardOutput) ? 2 : descriptor,
            store: store, isKept: isKept)
        let build = Build(request, store: store, checkout: Checkout.find(), cancellation: cancellation) { event in
            output.show(event)
        }
        build.onTick = { output.tick(at: $0) }
        let result = build.run()
        output.finish()
        if case .stopped(_, let image) = result { return image }
        guard case .succeeded(let image) = result else { throw ExitCode(1) }
        if !outputs.isEmpty {
            let stored = try store.resolve(image.imageID)
            for place in outputs { try place.write(stored, tags: request.tags, from: store) }
        }
        try ResultFiles(iidfile: iidfile, metadataFile: metadataFile).write(image)
        return image.imageID
    }
}

/// The store, or a sentence that says why there is none.
enum BuildStore {
    static func open(_ path: FilePath) throws -> Store {
        do { return try Store.open(at: path) } catch {
            throw CommandFailure("The store \(path) cannot be opened: \(error)")
        }
    }
}

/// Ctrl-C and SIGTERM end a build in good order.
enum Interruption {
    static func watch() -> Cancellation {
        let cancellation = interruption
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in interruption.cancel() } }
        signal(SIGPIPE, SIG_IGN)
        return cancellation
    }
}

/// What the signal handlers set; a handler captures nothing, so it is global.
private let interruption = Cancellation()
