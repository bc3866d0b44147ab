public import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
public import ImageStore

/// The file systems and the configs that a build had after each of its steps, as far as the store has their layers.
public struct BuildPast {
    /// What was there after one step.
    public struct Moment {
        /// The instruction.
        public var text: String
        /// Whether it is a FROM.
        public var beginsStage: Bool
        /// All that the files lie in, the lowest first.
        public var layers: [Layer]
        /// The layers of these that the step made; of a FROM all of them.
        public var newLayers: Range<Int>
        public var state: StageState
    }

    public private(set) var moments: [Moment] = []
    private let store: Store
    /// The last moment of each stage, by the name that a FROM has for it.
    private var ends: [String: Moment] = [:]

    /// Nil where nothing is remembered of the build.
    ///
    /// - Parameter name: the ID of its image, else its own.
    public init?(of name: String, in store: Store) {
        guard let memory = MemoryRecord.memory(of: name, in: store) else { return nil }
        self.store = store
        for stage in memory.stages { add(stage) }
    }

    /// As far as it can be followed: a layer that is gone ends a stage.
    private mutating func add(_ stage: StageMemory) {
        guard var moment = base(of: stage) else { return }
        moments.append(moment)
        for step in stage.steps {
            guard let next = after(step, moment) else { break }
            moment = next
            moments.append(moment)
        }
        ends[stage.name ?? "stage \(stage.index)"] = moment
    }

    private func base(of stage: StageMemory) -> Moment? {
        let text = "FROM \(stage.baseReference)" + (stage.name.map { " AS \($0)" } ?? "")
        if let below = ends[stage.baseReference] {
            return Moment(
                text: text, beginsStage: true, layers: below.layers, newLayers: 0..<below.layers.count,
                state: StageState(continuing: below.state))
        }
        // What a RUN saw tells the value that its ARG got.
        let arguments = stage.steps.reduce(into: [:]) { all, step in all.merge(step.arguments) { $1 } }
        let scope = ArgumentScope(given: arguments, global: [:])
        if stage.baseReference == "scratch" {
            let state = StageState(base: StageState.scratch(platform: .host), scope: scope)
            return Moment(text: text, beginsStage: true, layers: [], newLayers: 0..<0, state: state)
        }
        guard let image = try? store.resolve(stage.baseID), let layers = try? store.layers(of: image) else {
            return nil
        }
        return Moment(
            text: text, beginsStage: true, layers: layers, newLayers: 0..<layers.count,
            state: StageState(base: image.config, scope: scope))
    }

    private func after(_ step: StepMemory, _ before: Moment) -> Moment? {
        guard let key = Digest(hex: step.key), let kept = try? store.record(key), let record = StepRecord(kept) else {
            return nil
        }
        var moment = before
        (moment.text, moment.beginsStage) = (step.text, false)
        if let id = record.layer {
            guard let layer = try? store.layer(id) else { return nil }
            moment.layers.append(layer)
        }
        moment.newLayers = before.layers.count..<moment.layers.count
        // Of RUN and COPY only the text's beginning may be known, and they set nothing.
        let dockerfile = Dockerfile.parse("FROM scratch\n" + step.text)
        guard dockerfile.statements.count == 2, let instruction = dockerfile.statements[1].instruction else {
            return moment
        }
        _ = try? moment.state.apply(instruction, escape: dockerfile.escape) { .image($0) }
        return moment
    }
}

extension BuildPast.Moment {
    /// What an instruction sees beside files: where it works, as whom, and its variables.
    public var settings: [(name: String, value: String)] {
        let config = state.config
        let user = config.user ?? ""
        var settings = [("WORKDIR", state.workingDirectory), ("USER", user.isEmpty ? "root" : user)]
        settings += config.environment.map { text in
            let name = text.prefix { $0 != "=" }
            return ("ENV \(name)", String(text.dropFirst(name.count + 1)))
        }
        settings += state.scope.declared.map { ("ARG \($0.name)", $0.value ?? "") }
        for (name, words) in [("SHELL", config.shell), ("ENTRYPOINT", config.entrypoint), ("CMD", config.command)] {
            if let words, !words.isEmpty { settings.append((name, words.joined(separator: " "))) }
        }
        return settings
    }
}
