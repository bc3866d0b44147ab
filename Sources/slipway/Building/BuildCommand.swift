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

    /// Values that mean nothing here are refused by name.
    func validate() throws {
        guard options.builder == "default" || options.builder.isEmpty else {
            throw ValidationError("no builder \"\(options.builder)\" found: there is one, `default`")
        }
        guard ["build", "check", "lint", "outline", "targets"].contains(options.call) else {
            throw ValidationError(
                "--call=\(options.call) is not offered: build, check, outline and targets are.")
        }
        for (name, value) in [("provenance", options.provenance), ("sbom", options.sbom)] {
            guard ["false", "0", "f"].contains(value?.lowercased() ?? "false") else {
                throw ValidationError(
                    "--\(name): no statement about the build is attached to images here. Say --\(name)=false, or leave it out."
                )
            }
        }
        for entitlement in options.allow where entitlement != "network.host" {
            throw ValidationError(
                "--allow \(entitlement): RUN is confined as Docker's default is, and that is not changed.")
        }
        guard ["text", "json"].contains(options.format) else {
            throw ValidationError("--format \(options.format): it is text or json.")
        }
        guard options.format == BuildOptions.standardFormat || options.dryRun || options.twice else {
            throw ValidationError("--format says how --dry-run answers; a build's own events are --progress rawjson.")
        }
        guard ["default", "host", "none"].contains(options.network) else {
            throw ValidationError(
                "--network \(options.network): RUN has the host's network or none: default, host, none.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        if options.dryRun { return try DryRun(options).run(in: surroundings) }
        if options.twice { return try TwiceRun(self).run(in: surroundings) }
        _ = try build(in: surroundings, isKept: !options.unkept)
    }

    /// Builds.
    ///
    /// - Parameters:
    ///   - stream: where programs read: standard output, unless the caller needs it.
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
        if ["outline", "targets"].contains(options.call), !options.check {
            throw ExitCode(OutlineRun(request).run(options.call) ? 0 : 1)
        }
        if options.check || options.call != "build" { throw ExitCode(CheckRun(request).run() ? 0 : 1) }
        guard !options.push || !request.tags.isEmpty else {
            throw CommandFailure("--push needs a name to send the image by: -t HOST/NAME:TAG")
        }
        let outputs = try options.output.map { try BuildOutput($0) }
        if request.sourceDate == nil, outputs.contains(where: \.rewritesTimes) {
            throw ValidationError(
                "--output rewrite-timestamp=true has no time to write: set SOURCE_DATE_EPOCH, or --build-arg SOURCE_DATE_EPOCH=SECONDS."
            )
        }
        request.tags += try outputs.flatMap(\.names).map(BuildArguments.reference)
        let cancellation = Interruption.watch()
        let progress = options.quiet ? .quiet : options.progress
        // As with Docker, standard output is for what programs read: the ID of a quiet build, and the stream of events.
        let isForPrograms = progress == .quiet || progress == .rawjson
        var output = EventOutput(
            progress: progress,
            to: !isForPrograms || outputs.contains(where: \.takesStandardOutput) ? .error : stream, store: store,
            isKept: isKept, explains: options.explain, in: surroundings)
        let build = Build(request, store: store, checkout: surroundings.checkout, cancellation: cancellation) { event in
            output.show(event)
        }
        build.onTick = { output.tick(at: $0) }
        let result = build.run()
        output.finish()
        OpenedStore.tellRepairs(of: store)
        if case .stopped(_, let image) = result { return image }
        guard case .succeeded(let image) = result else { throw ExitCode(1) }
        if let id = Digest(image.imageID) {
            for tag in request.tags { ImageEvents.tell("tag", id, tag.familiar, in: store) }
        }
        if !outputs.isEmpty {
            let stored = try store.resolve(image.imageID)
            for place in outputs { try place.write(stored, tags: request.tags, from: store) }
        }
        try ResultFiles(iidfile: options.iidfile, metadataFile: options.metadataFile).write(image)
        if options.push { for tag in request.tags { try PushCommand.parse(["\(tag)"]).run(in: surroundings) } }
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
