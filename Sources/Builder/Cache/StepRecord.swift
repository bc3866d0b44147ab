internal import ImageFormat
internal import ImageStore

/// The cache's record of a step that ran.
struct StepRecord: Equatable {
    /// RFC 3339.
    var created: String
    /// Seconds that the step took.
    var duration: Double
    /// Nil where the step makes no layer.
    var layer: LayerID?

    func cacheRecord(key: Digest, lineage: String) -> CacheRecord {
        let text = "\(created) \(duration)"
        return CacheRecord(key: key, lineage: lineage, layers: [layer].compactMap { $0 }, payload: Array(text.utf8))
    }

    init(created: String, duration: Double, layer: LayerID?) {
        self.created = created
        self.duration = duration
        self.layer = layer
    }

    /// Nil for a record that this program did not write.
    init?(_ record: CacheRecord) {
        let parts = String(decoding: record.payload, as: UTF8.self).split(separator: " ")
        guard parts.count == 2, let duration = Double(parts[1]) else { return nil }
        self.init(created: String(parts[0]), duration: duration, layer: record.layers.first)
    }
}
