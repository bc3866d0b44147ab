internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// What the steps of another engine's builds took: lists of files by the step's key, and short texts by their content,
/// so that a changed line can be shown though the layer is not in our store.
struct KeptTexts {
    let store: Store

    /// Bytes of a text that is kept.
    static let limit: Int64 = 64 << 10
    /// Texts of a step that are kept: a folder of thousands is not copied.
    private static let mostTexts = 50

    func keep(_ step: ForeignStage.Step) {
        guard !step.files.isEmpty, let key = Digest(hex: step.memory.key) else { return }
        let list = InputRecord(files: step.files, placements: [])
        // What cannot be kept costs an explanation, and nothing else.
        if let record = list.cacheRecord(of: key, layers: []) { try? store.put(record) }
        for file in step.files.lazy.filter({ $0.kind == .file && $0.size <= Self.limit }).prefix(Self.mostTexts) {
            guard let content = file.content, (try? store.record(Self.key(of: content))) == nil,
                let bytes = step.tree?.content(TreePath(recorded: file.path)), Digest(of: bytes) == content
            else { continue }
            try? store.put(CacheRecord(key: Self.key(of: content), lineage: "text", layers: [], payload: bytes))
        }
    }

    func files(ofStep key: String) -> [FileInput]? {
        guard let digest = Digest(hex: key), let record = try? store.record(InputRecord.key(of: digest)) else {
            return nil
        }
        return InputRecord(record)?.files
    }

    func content(of file: FileInput) -> [UInt8]? {
        guard let content = file.content, let record = try? store.record(Self.key(of: content)) else { return nil }
        return record.payload
    }

    private static func key(of content: Digest) -> Digest { Digest(of: Array("text of \(content)".utf8)) }
}
