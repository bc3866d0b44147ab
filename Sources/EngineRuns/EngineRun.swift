internal import BuildKitStreams
internal import Builder
internal import CommandLines
internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Processes
internal import Surroundings
internal import SystemPackage

/// docker's process of a build: started, read line by line, interrupted once, and asked for its result.
struct EngineRun {
    let docker: DockerProgram
    let engine: DockerEngine
    let options: BuildOptions
    let store: Store
    let surroundings: Surroundings
    /// Images that the builder is handed as folders, by name.
    let bases: [String: String]

    /// Milliseconds between two looks at whether the user wants it to end.
    private static let beat: Int32 = 50

    /// Blocks to its end.
    mutating func perform(
        _ cancellation: Cancellation, tick: () -> Void, read: ([SolveUpdate]) -> Void
    ) -> EngineEnd {
        let idFile = store.path.string + "/tmp/engine-\(getpid()).id"
        let archive = engine.hasDaemon ? nil : store.path.string + "/tmp/engine-\(getpid()).tar"
        defer { for path in [idFile, archive].compactMap({ $0 }) { unlink(path) } }
        let words = DockerBuildWords(
            given, for: engine, idFile: options.iidfile == nil && options.output.isEmpty ? idFile : nil,
            archive: archive, bases: bases)
        var program = docker.program(words.words)
        program.environment =
            (program.environment ?? []).filter { !$0.hasPrefix("DOCKER_BUILDKIT=") }
            + words.variables.map { "\($0.key)=\($0.value)" }
        program.errors = .joined
        program.lifetime = .group
        let running: RunningProgram
        do { running = try program.start() } catch {
            read([.text("\(error)")])
            return .failed
        }
        let isInterrupted = follow(running, cancellation, tick, read)
        let status = running.wait()
        if status.isSuccess, !isInterrupted { return result(options.iidfile ?? idFile, archive, read) }
        return isInterrupted ? .cancelled : .failed
    }

    /// The user's words: what says how a build is shown is ours to say.
    private var given: [String] {
        var options = options
        options.progress = .auto
        options.quiet = false
        return options.words
    }

    private func follow(
        _ running: RunningProgram, _ cancellation: Cancellation, _ tick: () -> Void, _ read: ([SolveUpdate]) -> Void
    ) -> Bool {
        var lines = LineReader(running.output)
        var reader = reader()
        var isInterrupted = false
        while true {
            switch lines.next(within: Self.beat) {
            case .lines(let lines): for line in lines { read(reader.updates(of: line)) }
            case .nothing: tick()
            case .end: return isInterrupted
            }
            if cancellation.isCancelled, !isInterrupted {
                isInterrupted = true
                running.interrupt()
            }
        }
    }

    private func reader() -> any SolveReader {
        switch engine.form {
        case .rawJSON: SolveStatusReader()
        case .plain: PlainProgressReader()
        case .classic: ClassicReader()
        }
    }

    // MARK: The result

    private func result(_ idFile: String, _ archive: String?, _ read: ([SolveUpdate]) -> Void) -> EngineEnd {
        let names = options.tag.map { (try? Reference($0))?.familiar ?? $0 }
        if let archive {
            if let end = load(archive, names) { return end }
            read([.text("the image was built, but it cannot be taken into Slipway's store: see above")])
            return .failed
        }
        let bytes = (try? WholeFile.readIfPresent(idFile)) ?? nil
        let id = bytes.map { String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace } } ?? ""
        let image = DockerImages(docker).image(names.first ?? id)
        return .succeeded(imageID: image?.id ?? id, tags: names, size: image?.size ?? 0)
    }

    /// Where no daemon keeps the image, our own store does.
    private func load(_ archive: String, _ names: [String]) -> EngineEnd? {
        guard OwnProgram.run(["load", "--input", archive], in: surroundings) else { return nil }
        let name = names.first
        guard let name, let image = try? store.resolve(name) else { return nil }
        return .succeeded(imageID: image.id.description, tags: names, size: image.size)
    }
}
