internal import BuildPlan
internal import ContainerRuntime
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A build that is performed for another one, up to its result; it tells of itself by events.
typealias RecipeBuild = (_ recipe: BuildRequest, _ emit: @escaping (TimedBuildEvent) -> Void) -> BuildResult

/// Makes a stand-in: fetches its packages, then builds its recipe with this same builder.
struct StandInAssembly {
    let recipe: StandInRecipe
    let services: BuildServices
    let build: RecipeBuild

    /// The host's certificates, which pip in the image trusts.
    private static let certificates = "/etc/ssl/certs/ca-certificates.crt"

    /// Waits for another process that makes the same image, and then finds it made.
    func image(progress: @escaping (BaseActivity) -> Void) throws(StepError) -> StoredImage {
        // apt wants to be root, which an ordinary user is in the builder's own user namespace.
        let namespaces = try Isolation.enter()
        let lock = try AssemblyLock(services.store.path.appending("stand-in.lock").string) {
            progress(BaseActivity($0))
        }
        defer { lock.release() }
        do {
            if let image = try services.store.image(recipe.reference) { return image }
        } catch {
            throw .store(error)
        }
        let folder = try TemporaryFolder(in: services.store.path.string)
        defer { folder.remove() }
        try fill(folder, unpackingIn: MemoryRoom.isThere ? namespaces.scratch.string : nil, progress)
        return try buildRecipe(in: folder.path, progress)
    }

    private func fill(
        _ folder: TemporaryFolder, unpackingIn memory: String?, _ progress: @escaping (BaseActivity) -> Void
    ) throws(StepError) {
        progress(BaseActivity("fetching packages for a stand-in for \(recipe.reference.familiar)"))
        let fetch = PackageFetch(recipe: recipe, cancellation: services.cancellation, memory: memory)
        try fetch.run(into: folder.path, progress)
        guard mkdir(folder.path + "/files", 0o755) == 0 else { throw .write(.system(path: folder.path, errno)) }
        let own = ["Dockerfile"] + recipe.files.map { "files/" + $0 }
        for (source, name) in own.map({ (recipe.folder + "/" + $0, $0) }) + [(Self.certificates, "ca-certificates.crt")]
        {
            // A host without certificates gives an image without them: pip then says so itself.
            let content = (try? WholeFile.read(source)) ?? []
            do throws(FileError) { try WholeFile.write(content, into: folder.path + "/" + name) } catch {
                throw .write(.file(error))
            }
        }
    }

    private func buildRecipe(in folder: String, _ progress: @escaping (BaseActivity) -> Void) throws(StepError)
        -> StoredImage
    {
        let request = BuildRequest(
            dockerfile: .file(path: folder + "/Dockerfile", shown: recipe.folder + "/Dockerfile"), context: folder,
            tags: [recipe.reference], platform: services.request.platform)
        var output = ""
        var outline: BuildOutline?
        let result = build(request) { event in
            switch event.event {
            case .planned(let planned): outline = planned
            case .stepStarted(let id):
                guard let step = outline?.steps.first(where: { $0.id == id }) else { return }
                progress(BaseActivity("assembling it: \(step.text.prefix(60))"))
            case .stepLog(let log): output = String(decoding: (output + log.text).utf8.suffix(2000), as: UTF8.self)
            case .stepFinished(let finish):
                if case .failed(let failure) = finish.outcome { output += failure.message }
            case .started, .contextRead, .stepProgress, .warning, .finished: break
            }
        }
        guard case .succeeded = result, let image = try? services.store.image(recipe.reference) else {
            if services.cancellation.isCancelled { throw .cancelled }
            throw .base(.build(recipe.reference.familiar, reason: output))
        }
        return image
    }
}

/// Whether packages can be unpacked in memory: they are thrown away as soon as they are packed again, and a disk takes
/// twice as long for that, or more.
private enum MemoryRoom {
    /// What a stand-in takes, three times.
    private static let needed: Int64 = 1 << 30

    static var isThere: Bool {
        guard let text = try? WholeFile.read("/proc/meminfo") else { return false }
        let line = text.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: Array("MemAvailable:".utf8)) }
        let words = line?.split(separator: UInt8(ascii: " ")) ?? []
        guard words.count == 3, let kibibytes = Int64(String(decoding: words[1], as: UTF8.self)) else { return false }
        return kibibytes >= needed >> 10
    }
}
