internal import ArgumentParser
internal import Clocks
internal import Commands
internal import ContainerRuntime
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Printing
internal import Processes
internal import Surroundings

/// The instructions that `commit --change` and `import --change` put upon the image that they have made.
struct ImageChanges {
    /// What the instructions are built upon: a Dockerfile names no image by its ID.
    let base: Reference
    /// What the build of them is called until the image is made.
    private let result: Reference
    private let instructions: [String]

    var isEmpty: Bool { instructions.isEmpty }

    init(_ instructions: [String]) throws {
        let tag = ContainerRecord.makeID().prefix(12)
        base = try Reference("slipway.invalid/commit:\(tag)")
        result = try Reference("slipway.invalid/changed:\(tag)")
        self.instructions = instructions
    }

    private static let allowed = [
        "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR", "STOPSIGNAL",
        "HEALTHCHECK",
    ]

    /// Refuses what is not an instruction about the config alone.
    func demandAllowed() throws {
        for line in instructions {
            let keyword = line.prefix { !$0.isWhitespace }.uppercased()
            guard Self.allowed.contains(keyword), !line.contains("\n") else {
                throw ValidationError("--change \(line): one instruction of \(Self.allowed.joined(separator: ", ")).")
            }
        }
    }

    /// The instructions, built upon the image: the builder knows how to read them.
    func dockerfile() throws -> String {
        try demandAllowed()
        return (["FROM \(base.description)"] + instructions).joined(separator: "\n") + "\n"
    }

    /// Builds them upon the image that has the name `base`, makes one image of it all, with the history of a commit, and
    /// prints its ID. Nothing is left of the images in between, nor of the build.
    ///
    /// - Parameter message: what is said of the image in its history.
    func build(named name: String?, message: String?, in surroundings: Surroundings) throws {
        let reference = try name.map { try Reference($0) }
        var made: Digest?
        defer { removeSteps(besides: made, in: surroundings) }
        try runBuild()
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let use = try store.beginUse()
            let (start, built) = (try store.resolve(base.description), try store.resolve(result.description))
            let image = try store.putImage(
                config: Self.config(of: built.config, upon: start.config, message), layers: try store.layers(of: built),
                tags: reference.map { [$0] } ?? [])
            _ = consume use
            made = image.id
            Line.print("\(image.id.description)")
        }
    }

    /// What a build has made of an image, as a commit: only what has a layer is in the history.
    static func config(of built: ImageConfig, upon start: ImageConfig, _ message: String?) -> ImageConfig {
        var config = built
        let layers = built.history.dropFirst(start.history.count).filter { !$0.isEmptyLayer }
        config.history =
            start.history
            + layers.map { entry in
                var entry = entry
                entry.comment = message
                return entry
            }
        config.author = start.author
        config.created = Timestamp.now()
        return config
    }

    /// The builder knows how to read instructions.
    private func runBuild() throws {
        guard let own = ProgramPaths.own else { throw CommandFailure("This program's own file cannot be found.") }
        var program = Program([own, "build", "--quiet", "--unkept", "--tag", result.description, "-"])
        program.input = .bytes(Array(try dockerfile().utf8))
        program.output = .nothing
        program.errors = .descriptor(STDERR_FILENO)
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status.isSuccess else { throw ExitCode.failure }
    }

    private func removeSteps(besides made: Digest?, in surroundings: Surroundings) {
        try? OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            for name in [result, base] {
                guard let step = try store.image(name), step.id != made else { continue }
                _ = try store.remove(step)
            }
        }
    }
}
