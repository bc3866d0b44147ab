internal import BuildPlan
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// The store's memory of the last build of one Dockerfile with one context.
///
/// The payload starts with the digest of what it holds, so that an unchanged build finds out without decoding.
struct MemoryRecord {
    private let key: Digest
    private let store: Store

    init(store: Store, dockerfile: String, context: String) {
        self.store = store
        let places = [dockerfile, context].map { Self.place(of: $0, beside: store) }
        key = Digest(of: Array("memory\0\(places.joined(separator: "\0"))".utf8))
    }

    /// Where a file is as seen from the store, where both are in one folder: a store that moves together with its
    /// contexts, as that of a prepared lesson does, keeps its memory.
    private static func place(of path: String, beside store: Store) -> String {
        let folder = BuildContext.realPath(store.path.removingLastComponent().string) + "/"
        return folder != "//" && path.hasPrefix(folder) ? "./" + path.dropFirst(folder.count) : path
    }

    /// Empty where nothing is remembered, or where it cannot be read: then a miss is only explained less well.
    func read() -> BuildMemory {
        guard let record = try? store.record(key),
            let json = try? JSON(parsing: Array(record.payload.dropFirst(32)), limits: JSONLimits(bytes: .max)),
            let memory = BuildMemory(json: json)
        else { return BuildMemory() }
        return memory
    }

    /// Keeps these stages, and what was known of steps and stages that this build did not reach.
    ///
    /// - Parameter unfinished: stages that were not built to their end.
    /// - Returns: whether it was a build like the last one, which there is nothing to keep of.
    func write(_ finished: [StageMemory], unfinished: [StageMemory]) -> Bool {
        let mark = Self.mark(finished + unfinished)
        let payload = (try? store.record(key))?.payload
        guard payload?.prefix(32).elementsEqual(mark) != true else { return true }
        let earlier = payload == nil ? BuildMemory() : read()
        var merged =
            finished + unfinished.map { $0.keepingTail(of: earlier.stage(index: $0.index, name: $0.name)) }
        let indices = Set(merged.map(\.index))
        merged += earlier.stages.filter { !indices.contains($0.index) }
        merged.sort { $0.index < $1.index }
        let json = BuildMemory(stages: merged).json.encoded()
        try? store.put(CacheRecord(key: key, lineage: "memory", layers: [], payload: mark + json))
        return false
    }

    /// Keeps what one build depended on, under the ID of what it made, so that any two builds can be compared.
    ///
    /// - Parameter name: the image's ID, or the build's where it made none.
    func keep(_ stages: [StageMemory], of name: String) {
        let json = BuildMemory(stages: stages.sorted { $0.index < $1.index }).json.encoded()
        let record = CacheRecord(key: Self.key(of: name), lineage: Self.lineageOfBuilds, layers: [], payload: json)
        try? store.put(record)
    }

    /// Builds back that an explanation looks for a step.
    private static let mostBuilds = 32
    private static let lineageOfBuilds = "memory of a build"

    /// The step of the latest build, of any Dockerfile, that had a step's instruction on what it stands on; nil where
    /// no build is known that had it.
    static func latestStep(like step: StepMemory, in store: Store) -> StepMemory? {
        let records = (try? store.records(lineage: lineageOfBuilds, limit: mostBuilds)) ?? []
        for record in records {
            let stages = memory(in: record)?.stages ?? []
            let found = stages.flatMap(\.steps).first { $0.text == step.text && $0.parent == step.parent }
            if let found { return found }
        }
        return nil
    }

    private static func key(of name: String) -> Digest { Digest(of: Array("memory of \(name)".utf8)) }

    /// What a build depended on, by the ID of its image or else of the build; nil if it was not kept.
    static func memory(of name: String, in store: Store) -> BuildMemory? {
        (try? store.record(key(of: name))).flatMap { $0 }.flatMap { memory(in: $0) }
    }

    private static func memory(in record: CacheRecord) -> BuildMemory? {
        (try? JSON(parsing: record.payload, limits: JSONLimits(bytes: .max))).flatMap { BuildMemory(json: $0) }
    }

    private static func mark(_ stages: [StageMemory]) -> [UInt8] {
        var hasher = DigestHasher()
        for stage in stages {
            hasher.update("\(stage.index) \(stage.baseID) \(stage.baseReference)\n")
            for step in stage.steps { hasher.update(step.key) }
        }
        return hasher.finalize().bytes
    }
}
