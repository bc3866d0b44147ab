internal import BuildPlan
internal import DockerfileSyntax
internal import Glibc
internal import ImageStore

/// The folder that COPY and ADD take files from, without what `.dockerignore` leaves out.
final class BuildContext {
    let tree: FileTree
    /// The folder's real path: the same folder under another name is the same context.
    let identity: String
    /// The Dockerfile's real path, or `-`.
    let dockerfileIdentity: String
    private var digests: StatCache?

    /// - Parameters:
    ///   - unsaved: what an editor has not saved yet; nothing in a build.
    ///   - digests: digests of files that are known already; nil for those of the store.
    init(
        _ request: BuildRequest, ignored: IgnorePatterns?, unsaved: UnsavedFiles = .none, digests: StatCache? = nil
    ) throws(BuildStop) {
        self.digests = digests
        identity = request.contextIdentity ?? Self.realPath(request.context)
        dockerfileIdentity =
            switch request.dockerfile {
            case .file(let path, let shown): request.contextIdentity == nil ? Self.realPath(path) : shown
            case .text: "-"
            }
        do {
            tree = try FileTree(at: request.context, filter: ignored.map(Self.filter), unsaved: unsaved)
        } catch {
            throw .refused([Self.unreadable(request)])
        }
    }

    /// How much there is to take from; nothing is walked where no step takes anything.
    func summary(for plan: Plan) throws(BuildStop) -> ContextSummary {
        guard plan.stages.contains(where: { $0.isNeeded && Self.takesFiles($0) }) else {
            return ContextSummary(files: 0, bytes: 0)
        }
        do {
            let files = try tree.entries().lazy.filter { $0.kind != .directory }
            return ContextSummary(files: files.count, bytes: files.reduce(0) { $0 + $1.size })
        } catch {
            throw .refused([Refusal(location: nil, message: error.message, advice: error.advice)])
        }
    }

    /// Digests of the context's files by their `stat`.
    func digests(in store: Store) -> StatCache {
        let cache = digests ?? store.statCache()
        digests = cache
        return cache
    }

    /// Keeps digests for the next build; one that cannot be kept is computed again.
    func saveDigests() { try? digests?.save() }

    private static func takesFiles(_ stage: PlannedStage) -> Bool {
        stage.steps.contains { step in
            switch step.instruction {
            case .copy(let copy): copy.from == nil
            case .add: true
            case .run(let run): !run.mounts.isEmpty
            case .onBuild, .arg, .cmd, .entrypoint, .env, .expose, .from, .healthCheck, .label, .maintainer, .shell,
                .stopSignal, .user, .volume, .workdir:
                false
            }
        }
    }

    private static func filter(_ patterns: IgnorePatterns) -> FileTree.Filter {
        FileTree.Filter(
            excludes: { path, isDirectory in patterns.isExcluded(path) },
            prunes: { path in !patterns.canMatchBelow(path) },
            reason: { path in patterns.decidingLine(for: path) })
    }

    static func realPath(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func unreadable(_ request: BuildRequest) -> Refusal {
        Refusal(
            location: nil, message: "The build context `\(request.shownContext)` is not a folder that can be read.",
            advice: "Name the folder with your Dockerfile; `.` is the one that you are in.")
    }
}
