public import ImageFormat
public import TextEditing

/// One file of an image: as a layer has it, and as it was before.
public struct LayerFile: Equatable, Sendable {
    /// Absolute inside the image.
    public var path: String
    /// Nil where the file was not there.
    public var before: FileVersion?
    /// Nil where the file is no more.
    public var after: FileVersion?
    /// How the lines became others; nil where one of the two is no text.
    public let difference: LineDiff?

    public init(path: String, before: FileVersion?, after: FileVersion?) {
        self.path = path
        self.before = before
        self.after = after
        if case .text(let old, _)? = before?.content, case .text(let new, _)? = after?.content, old != new {
            difference = LineDiff(old, new)
        } else {
            difference = nil
        }
    }
}

/// Where a file that the learner wants to see is.
public enum LayerFilePlace: Equatable, Sendable {
    /// As one layer has it, beside the layers under it; the layer's position in the image's history.
    case layer(image: String, layer: Int)
    /// As two images have it.
    case images(left: String, right: String)
    /// As it is after one step of a build, and after another, by the places of the two among the build's moments.
    case moments(build: String, before: Int?, after: Int)
}
