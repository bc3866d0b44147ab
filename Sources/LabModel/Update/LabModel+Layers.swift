extension LabModel {
    mutating func inspect(_ image: String) -> Effect {
        let id = newRun()
        layersPane.run = id
        layersPane.show(.loading(image: image))
        selected[.layers] = 0
        return .inspectLayers(id, image: image)
    }

    mutating func take(_ state: LayersState, of run: RunID) {
        guard run == layersPane.run else { return }
        layersPane.state = state
    }

    /// Marks the selected image, or compares it with the one that is marked.
    mutating func compareImage() -> [Effect] {
        guard let image = selectedImage else { return [] }
        guard let marked = layersPane.marked, images.rows.contains(marked) else {
            layersPane.marked = image
            notice = .compareWith(image.title)
            return []
        }
        layersPane.marked = nil
        guard marked.id != image.id || marked.title != image.title else { return [] }
        layout.show(.layers)
        return [compare(marked.title, image.title)]
    }

    mutating func compare(_ left: String, _ right: String) -> Effect {
        let id = newRun()
        layersPane.run = id
        layersPane.show(.loading(image: right))
        selected[.layers] = 0
        return .compareImages(id, left: left, right: right)
    }

    /// What Enter does in the pane: a layer or a folder unfolds, a file is shown.
    mutating func openLayerRow() -> [Effect] {
        let rows = layersPane.rows
        let index = selected[.layers] ?? 0
        guard rows.indices.contains(index), !layersPane.turn(rows[index]) else { return [] }
        switch (rows[index], layersPane.state) {
        case (.node(let layer, let node), .known(let image)):
            return showFile(image.layers[layer].tree.nodes[node].path, .layer(image: image.image, layer: layer))
        case (.change(let change), .compared(let both)):
            return showFile(both.changes[change].path, .images(left: both.left.image, right: both.right.image))
        default: return []
        }
    }

    /// Right unfolds; Left folds, or goes to the folder that the row lies in.
    mutating func turnLayerRow(unfolding: Bool) {
        let rows = layersPane.rows
        let index = selected[.layers] ?? 0
        guard rows.indices.contains(index) else { return }
        if let isUnfolded = layersPane.isUnfolded(rows[index]), isUnfolded != unfolding {
            _ = layersPane.turn(rows[index])
        } else if !unfolding, let parent = layersPane.parent(of: index, in: rows) {
            selected[.layers] = parent
            reveal(.layers, row: parent)
        }
    }

    private mutating func showFile(_ path: String, _ place: LayerFilePlace) -> [Effect] {
        let id = newRun()
        layersPane.fileRun = id
        layersPane.filePath = path
        layersPane.file = .loading
        dialogue = .layerFile(offset: 0, showsDifference: true)
        return [.readLayerFile(id, path: path, place)]
    }

    mutating func take(_ file: LayerFileState, of run: RunID) {
        if run == layersPane.fileRun { layersPane.file = file }
    }
}
