public import ImageFormat

/// What the layers' pane looks into.
public enum ImageSubject: Equatable, Sendable {
    /// An image, by its name or ID.
    case image(String)
    /// Two images beside each other.
    case images(left: String, right: String)

    /// The image that is named when something goes wrong.
    public var title: String {
        switch self {
        case .image(let image): image
        case .images(_, let right): right
        }
    }
}

/// What was found there.
public enum LayersContent: Equatable, Sendable {
    case layers(ImageLayers)
    case comparison(ImageComparison)
}
