import BuildPlan
import DebugAdapter
import DockerfileSyntax
import Files
import ImageFormat
import ImageStore
import LayerContents
import Surroundings

/// Where a debugged build stands: its Dockerfile, and the image of what stands above the line.
struct DebugPoint {
    /// The image's ID.
    var image: String? {
        didSet { tree = nil }
    }
    private let plan: Plan?
    /// The files at this point, by folder: looked up when somebody opens them.
    private var tree: DebugTree?

    init(_ launch: DebugLaunch) {
        let bytes = (try? WholeFile.read(launch.path)) ?? []
        let planner = Planner(arguments: launch.arguments, platform: .host, target: launch.target)
        plan = try? planner.plan(Dockerfile.parse(utf8: bytes))
    }

    /// The instructions that a build can stop before.
    var stops: [(line: Int, text: String)] {
        (plan?.stages ?? []).filter(\.isNeeded).flatMap { $0.steps.map { ($0.line, $0.text) } }
    }

    mutating func variables(
        in scope: DebugScope, before line: Int?, _ surroundings: Surroundings
    ) -> [DebugVariable] {
        switch scope {
        case .arguments: return arguments(before: line)
        case .environment: return (config(surroundings)?.environment ?? []).map(Self.variable)
        case .settings: return config(surroundings).map(Self.settings) ?? []
        case .files: return files(in: 0, surroundings)
        case .folder(let number): return files(in: number, surroundings)
        }
    }

    private func stored(_ surroundings: Surroundings) -> (StoredImage, Store)? {
        guard let image, let store = try? BuildStore.open(in: surroundings), let stored = try? store.resolve(image)
        else { return nil }
        return (stored, store)
    }

    private func config(_ surroundings: Surroundings) -> ContainerConfig? {
        stored(surroundings)?.0.config.config
    }

    private static func variable(_ text: String) -> DebugVariable {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return DebugVariable(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
    }

    private static func settings(_ config: ContainerConfig) -> [DebugVariable] {
        let directory = config.workingDirectory ?? ""
        let user = config.user ?? ""
        return [
            DebugVariable(name: "WORKDIR", value: directory.isEmpty ? "/" : directory),
            DebugVariable(name: "USER", value: user.isEmpty ? "root" : user),
            DebugVariable(name: "SHELL", value: (config.shell ?? ["/bin/sh", "-c"]).joined(separator: " ")),
        ]
    }

    /// The build arguments in scope: those that the stage declares above the line.
    private func arguments(before line: Int?) -> [DebugVariable] {
        guard let plan, let line, let stage = plan.stages.first(where: { $0.steps.contains { $0.line == line } }) else {
            return []
        }
        var state = StageState(base: StageState.scratch(platform: .host), scope: plan.globals.stage)
        for step in stage.steps.prefix(while: { $0.line < line }) {
            _ = try? state.apply(step.instruction, escape: plan.escape) { .image($0) }
        }
        return state.scope.declared.map { DebugVariable(name: $0.name, value: $0.value ?? "not set") }
    }

    private mutating func files(in folder: Int, _ surroundings: Surroundings) -> [DebugVariable] {
        if tree == nil, let (image, store) = stored(surroundings) { tree = DebugTree(of: image, in: store) }
        return tree?.variables(in: folder) ?? []
    }
}

/// The files of an image, folder by folder; a client asks for folders by their numbers.
struct DebugTree {
    private var folders: [String: Int] = ["": 0]
    private var entries: [[(name: String, path: String)]] = [[]]
    private var sizes: [String: Int64] = [:]

    init(of image: StoredImage, in store: Store) {
        var walk = LayerWalk(keepsChanges: false, weighs: true)
        guard (try? ImageLayers(of: image, named: "", in: store, &walk)) != nil else { return }
        for file in walk.weighed { sizes[file.path] = file.bytes }
        for path in walk.files.sorted() {
            let slash = path.lastIndex(of: "/") ?? path.startIndex
            if sizes[path] == nil {
                folders[path] = entries.count
                entries.append([])
            }
            guard let parent = folders[String(path[..<slash])] else { continue }
            entries[parent].append((String(path[path.index(after: slash)...]), path))
        }
    }

    func variables(in folder: Int) -> [DebugVariable] {
        guard entries.indices.contains(folder) else { return [] }
        return entries[folder].map { name, path in
            if let bytes = sizes[path] { return DebugVariable(name: name, value: Quantity.bytes(bytes)) }
            return DebugVariable(name: name + "/", value: "", inner: folders[path].map { .folder($0) })
        }
    }
}
