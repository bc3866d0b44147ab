internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// The files that a step depended on, kept apart from the step's own record because only explanations read them.
struct InputRecord {
    var files: [FileInput]
    /// Where each source lies in the step's layer.
    var placements: [FileCopier.Placement]

    /// The key under which the inputs of a step are kept.
    static func key(of step: Digest) -> Digest { Digest(of: Array("inputs of \(step)".utf8)) }

    /// Nil where the list is longer than the store keeps.
    func cacheRecord(of step: Digest, layers: [LayerID]) -> CacheRecord? {
        var payload: [UInt8] = []
        for placement in placements {
            payload += "\(placement.source)\0\(placement.destination)\u{1}".utf8
        }
        payload += "\u{2}".utf8
        for file in files {
            payload += (file.line + "\u{1}").utf8
            guard payload.count <= Store.recordLimit else { return nil }
        }
        return CacheRecord(key: Self.key(of: step), lineage: "inputs", layers: layers, payload: payload)
    }

    init(files: [FileInput], placements: [FileCopier.Placement]) {
        self.files = files
        self.placements = placements
    }

    init?(_ record: CacheRecord) {
        let text = String(decoding: record.payload, as: UTF8.self)
        guard let mark = text.firstIndex(of: "\u{2}") else { return nil }
        placements = text[..<mark].split(separator: "\u{1}").compactMap { line in
            let names = line.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
            guard names.count == 2 else { return nil }
            return FileCopier.Placement(source: String(names[0]), destination: String(names[1]))
        }
        files = text[text.index(after: mark)...].split(separator: "\u{1}").compactMap { FileInput(line: $0) }
    }

    /// Where a file of the inputs lies in the layer.
    func destination(of file: FileInput) -> String? {
        for placement in placements {
            if placement.source == file.path { return placement.destination }
            let isWhole = placement.source.isEmpty
            guard isWhole || file.path.utf8.starts(with: (placement.source + "/").utf8) else { continue }
            let rest =
                isWhole ? file.path : String(Substring(file.path.utf8.dropFirst(placement.source.utf8.count + 1)))
            return placement.destination.isEmpty ? rest : placement.destination + "/" + rest
        }
        return nil
    }
}
