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

/// The work of `slipway build`: it builds, shows the events, and writes the result to the places that were asked for.
public struct BuildWork {
    let options: BuildOptions
    private let push: (Reference) throws -> Void

    /// - Parameter push: sends an image to the registry in its name; used for `--push`.
    public init(_ options: BuildOptions, push: @escaping (Reference) throws -> Void) {
        self.options = options
        self.push = push
    }

    /// The same work with different options.
    func with(_ options: BuildOptions) -> BuildWork { BuildWork(options, push: push) }

    /// Builds.
    ///
    /// - Parameters:
    ///   - stream: the output for programs: standard output, unless the caller needs that for something else.
    ///   - isKept: whether the build is remembered, so that `why` and the lab can show it.
    /// - Returns: the image's ID.
    public func build(
        in surroundings: Surroundings, log stream: StandardStream = .output, isKept: Bool = true
    ) throws -> String {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        // The arguments own the copy of a context from standard input, so they have to live until the build has ended.
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

    /// Answers a question about the Dockerfile, such as `--check`, and returns whether that went well; nil where the
    /// Dockerfile is to be built.
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

    /// Whether events go to standard output. As in Docker, it is for what programs read: the ID of a quiet build and
    /// the event stream, unless the result itself goes there.
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
        if options.push { for tag in tags { try push(tag) } }
        try ResultFiles(iidfile: options.iidfile, metadataFile: options.metadataFile).write(image) {
            Self.digest(of: try store.resolve(image.imageID), pushedAs: options.push ? tags.first : nil)
        }
    }

    /// The digest by which the image can be named: in the registry where it was sent there, because layers are packed for
    /// that; nil where the registry has it under several.
    static func digest(of image: StoredImage, pushedAs name: Reference?) -> Digest? {
        guard let name else { return image.manifestDigest }
        let there = image.repositoryDigests.filter { $0.repository == name.repository }.compactMap(\.digest)
        return there.count == 1 ? there[0] : nil
    }
}
