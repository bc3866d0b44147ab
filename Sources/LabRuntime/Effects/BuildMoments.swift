internal import Builder
internal import ImageFormat
internal import LabModel
internal import LayerContents

/// Reads the past of a build for the slider over its steps.
enum BuildMoments {
    static let unknown =
        "what the steps of this build stood on is not in the store: it was built elsewhere, or is too long ago. Build it again to look at its steps"

    static func moments(of past: BuildPast) -> [BuildMoment] {
        var walk = LayerWalk()
        return past.moments.map { moment in
            if moment.beginsStage { walk = LayerWalk() }
            let layers = moment.layers[moment.newLayers].map { walk.summary(of: $0, createdBy: moment.text) }
            return BuildMoment(
                text: moment.text, beginsStage: moment.beginsStage, changes: layers.flatMap(changes),
                omittedChanges: layers.reduce(0) { $0 + $1.omittedChanges },
                settings: moment.settings.map { BuildMoment.Setting(name: $0.name, value: $0.value) })
        }
    }

    /// What a layer did, out of the tree of it.
    private static func changes(of layer: LayerSummary) -> [LayerChange] {
        layer.tree.nodes.compactMap { node in
            node.kind.map { kind in
                let isFolder = node.isFolder && kind != .removed
                return LayerChange(
                    kind: kind, path: node.path + (node.isFolder ? "/" : ""), bytes: isFolder ? 0 : node.bytes)
            }
        }
    }
}
