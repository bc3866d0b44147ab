internal import ArgumentParser
internal import BuildPlan
internal import Builder
public import CommandLines
internal import Commands
internal import Glibc
public import ImageFormat
internal import ImageStore
public import Printing
public import Surroundings

/// What `slipway build` does: the build with its events shown, and its result written to where it is wanted.
public struct BuildWork {
    let options: BuildOptions
    private let push: (Reference) throws -> Void

    /// - Parameter push: sends an image to the registry of its name, for `--push`.
    public init(_ options: BuildOptions, push: @escaping (Reference) throws -> Void) {
        self.options = options
        self.push = push
    }

    /// The same work with other options.
    func with(_ options: BuildOptions) -> BuildWork { BuildWork(options, push: push) }

    /// Builds.
    ///
    /// - Parameters:
    ///   - stream: where programs read: standard output, unless the caller needs it.
    ///   - isKept: whether it becomes the last build, which `why` and the lab show.
    /// - Returns: the image's ID.
    public func build(
        in surroundings: Surroundings, log stream: StandardStream = .output, isKept: Bool = true
    ) throws -> String {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        // Until the end: a context from standard input goes with them.
        defer { withExtendedLifetime(arguments) {} }
        var request = try arguments.request()
        if let isWell = told(of: request) { throw ExitCode(isWell ? 0 : 1) }
        guard !options.push || !request.tags.isEmpty else {
            throw CommandFailure("--push needs a name to send the image by: -t HOST/NAME:TAG")
        }
        let outputs = try outputs(of: request)
        request.tags += try outputs.flatMap(\.names).map(BuildArguments.reference)
        var output = EventOutput(
            progress: progress, to: isForPrograms(outputs) ? stream : .error, store: store, isKept: isKept,
            explains: options.explain, in: surroundings)
        let build = Build(
            request, store: store, checkout: surroundings.checkout, cancellation: Interruption.watch()
        ) { output.show($0) }
        build.onTick = { output.tick(at: $0) }
        let result = build.run()
        output.finish()
        OpenedStore.tellRepairs(of: store)
        if case .stopped(_, let image) = result { return image }
        guard case .succeeded(let image) = result else { throw ExitCode(1) }
        if let id = Digest(image.imageID) {
            for tag in request.tags { ImageEvents.tell("tag", id, tag.familiar, in: store) }
        }
        try write(image, to: outputs, tags: request.tags, from: store)
        return image.imageID
    }

    /// Says what is only asked about the Dockerfile; nil where it is to be built.
    private func told(of request: BuildRequest) -> Bool? {
        if !options.check, let call = OutlineRun.Call(rawValue: options.call) { return OutlineRun(request).run(call) }
        return options.check || options.call != "build" ? CheckRun(request).run() : nil
    }

    private func outputs(of request: BuildRequest) throws -> [BuildOutput] {
        let outputs = try options.output.map { try BuildOutput($0) }
        if request.sourceDate == nil, outputs.contains(where: \.rewritesTimes) {
            throw ValidationError(
                "--output rewrite-timestamp=true has no time to write: set SOURCE_DATE_EPOCH, or --build-arg SOURCE_DATE_EPOCH=SECONDS."
            )
        }
        return outputs
    }

    private var progress: BuildProgress { options.quiet ? .quiet : options.progress }

    /// As with Docker, standard output is for what programs read: the ID of a quiet build, and the stream of events;
    /// unless the result itself goes there.
    private func isForPrograms(_ outputs: [BuildOutput]) -> Bool {
        (progress == .quiet || progress == .rawjson) && !outputs.contains(where: \.takesStandardOutput)
    }

    private func write(
        _ image: BuiltImage, to outputs: [BuildOutput], tags: [Reference], from store: Store
    ) throws {
        if !outputs.isEmpty {
            let stored = try store.resolve(image.imageID)
            for place in outputs { try place.write(stored, tags: tags, from: store) }
        }
        try ResultFiles(iidfile: options.iidfile, metadataFile: options.metadataFile).write(image)
        if options.push { for tag in tags { try push(tag) } }
    }
}
