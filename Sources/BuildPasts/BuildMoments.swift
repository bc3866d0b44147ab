internal import Builder
internal import ImageFormat
public import ImageStore
public import LabModel
public import LayerContents

/// The state after each step of a build that is kept. The lab's slider over the steps of a build shows it.
public struct BuildMoments {
    /// The message for a learner when nothing is kept of the build.
    public static let unknown =
        "the files after the steps of this build are not in the store: it was built on another machine, or too long ago. Build it again to look at its steps"

    private let moments: [BuildPast.Moment]

    /// Nil where the build is not remembered, or where the layer of its first step is gone.
    ///
    /// - Parameter name: the ID of the build's image, such as `sha256:…`; the build's own ID where it made none.
    public init?(ofBuild name: String, in store: Store) {
        guard let past = BuildPast(of: name, in: store), !past.moments.isEmpty else { return nil }
        moments = past.moments
    }

    /// The state after each step, in the order of the build.
    public var all: [BuildMoment] {
        var walk = LayerWalk()
        return moments.map { moment in
            if moment.beginsStage { walk = LayerWalk() }
            let layers = moment.layers[moment.newLayers].map { walk.summary(of: $0, createdBy: moment.text) }
            return BuildMoment(
                text: moment.text, beginsStage: moment.beginsStage, changes: layers.flatMap(Self.changes),
                omittedChanges: layers.reduce(0) { $0 + $1.omittedChanges },
                settings: moment.settings.map { BuildMoment.Setting(name: $0.name, value: $0.value) })
        }
    }

    /// The files after a step; nil where the build has no such step.
    ///
    /// - Parameter step: the index of the step in `all`, from 0.
    public func files(after step: Int) -> LayerStack? {
        moments.indices.contains(step) ? LayerStack(moments[step].layers[...]) : nil
    }

    /// The changes of a layer, taken from its tree.
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
