internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// The places that a step can stand on and take files from: the build context, earlier stages, other images.
///
/// A build offers its own; a test of one step offers what the step needs, without a build.
protocol Origins {
    var context: BuildContext { get }

    /// A stage that was built before.
    func stage(_ index: Int) throws(StepError) -> StageResult

    /// An image that FROM or `--from` names.
    func image(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage
}

/// An earlier stage or an image, for a step that takes files from it.
struct OriginFiles {
    let layers: [Layer]
    /// The digest of all that it holds: a stage's key, or an image's ID.
    let digest: Digest
    /// `stage` or `image`.
    let kind: String
}

extension Origins {
    /// The layers that the files of an origin lie in; nil for the build context.
    func files(of origin: FileOrigin) throws(StepError) -> OriginFiles? {
        switch origin {
        case .context: return nil
        case .stage(let index):
            let stage = try stage(index)
            return OriginFiles(layers: stage.layers, digest: stage.key, kind: "stage")
        case .image(let name):
            let base = try image(name) { _ in }
            return OriginFiles(layers: base.layers, digest: base.image.id, kind: "image")
        }
    }

    /// The text in a key for all that an origin holds.
    func identity(of origin: FileOrigin) throws(StepError) -> String {
        guard let files = try files(of: origin) else { return "context \(context.identity)" }
        return "\(files.kind) \(files.digest)"
    }
}
