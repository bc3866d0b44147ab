public import ImageFormat
public import ImageStore

extension ImageLayers {
    /// Reads an image's layers from the lowest up.
    ///
    /// - Parameters:
    ///   - name: the name of the image that is shown.
    ///   - walk: a new walk; afterwards it knows the image's files.
    public init(
        of image: StoredImage, named name: String, in store: Store, _ walk: inout LayerWalk
    ) throws(StoreError) {
        var remaining = try store.layers(of: image)[...]
        var rows: [LayerSummary] = []
        for entry in image.config.history {
            let words = entry.createdBy ?? ""
            if entry.isEmptyLayer {
                rows.append(LayerSummary(createdBy: words, diffID: nil))
            } else if let layer = remaining.popFirst() {
                rows.append(walk.summary(of: layer, createdBy: words))
            }
        }
        for layer in remaining { rows.append(walk.summary(of: layer, createdBy: "")) }
        self.init(image: name, layers: rows, waste: walk.waste)
    }

    /// The index of a row's layer among the layers. It differs from the row's, as some rows have no layer.
    public static func layer(ofRow row: Int, in history: [HistoryEntry]) -> Int {
        row - history.prefix(row).count { $0.isEmptyLayer }
    }
}
