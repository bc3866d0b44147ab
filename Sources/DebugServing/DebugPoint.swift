internal import BuildPlan
internal import Commands
internal import DebugAdapter
internal import DockerfileSyntax
internal import Files
internal import ImageFormat
internal import ImageStore
internal import LayerContents
internal import Surroundings

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
    var stops: [DebugStop] {
        (plan?.stages ?? []).filter(\.isNeeded).flatMap { stage in
            stage.steps.map { DebugStop(line: $0.line, lastLine: $0.statement.lastLine, text: $0.text) }
        }
    }

    /// The value of an ENV, or else of an ARG; nil where there is no such variable.
    mutating func value(of name: String, before line: Int?, _ surroundings: Surroundings) -> String? {
        for scope in [DebugScope.environment, .arguments] {
            let found = variables(in: scope, before: line, surroundings)
            if let variable = found.first(where: { $0.name == name }) { return variable.value }
        }
        return nil
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
