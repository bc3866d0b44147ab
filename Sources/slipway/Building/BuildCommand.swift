import ArgumentParser
import BuildPlan
import Builder
import CommandLines
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway build`: docker's flags, and the events of the build as text or JSON.
struct BuildCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build an image from a Dockerfile and a folder of files.")

    @OptionGroup var options: BuildOptions

    func run(in surroundings: Surroundings) throws { _ = try build(in: surroundings) }

    /// Builds.
    ///
    /// - Parameters:
    ///   - stream: where the log goes: standard output unless the result itself goes there, or the caller needs it.
    ///   - isKept: whether it becomes the last build, which `why` and the lab show.
    /// - Returns: the image's ID.
    func build(
        in surroundings: Surroundings, log stream: StandardStream = .output, isKept: Bool = true
    ) throws -> String {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        // Until the end: a context from standard input goes with them.
        defer { withExtendedLifetime(arguments) {} }
        var request = try arguments.request()
        if options.check { throw ExitCode(CheckRun(request).run() ? 0 : 1) }
        let outputs = try options.output.map { try BuildOutput($0) }
        if request.sourceDate == nil, outputs.contains(where: \.rewritesTimes) {
            throw ValidationError(
                "--output rewrite-timestamp=true has no time to write: set SOURCE_DATE_EPOCH, or --build-arg SOURCE_DATE_EPOCH=SECONDS."
            )
        }
        request.tags += try outputs.flatMap(\.names).map(BuildArguments.reference)
        let cancellation = Interruption.watch()
        var output = EventOutput(
            progress: options.quiet ? .quiet : options.progress,
            to: outputs.contains(where: \.takesStandardOutput) ? .error : stream,
            store: store, isKept: isKept, in: surroundings)
        let build = Build(request, store: store, checkout: surroundings.checkout, cancellation: cancellation) { event in
            output.show(event)
        }
        build.onTick = { output.tick(at: $0) }
        let result = build.run()
        output.finish()
        OpenedStore.tellRepairs(of: store)
        if case .stopped(_, let image) = result { return image }
        guard case .succeeded(let image) = result else { throw ExitCode(1) }
        if !outputs.isEmpty {
            let stored = try store.resolve(image.imageID)
            for place in outputs { try place.write(stored, tags: request.tags, from: store) }
        }
        try ResultFiles(iidfile: options.iidfile, metadataFile: options.metadataFile).write(image)
        return image.imageID
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
