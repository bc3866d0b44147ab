internal import Files
internal import ImageStore

/// Why a file could not be made in the image.
enum WriteError: Error, Equatable {
    case system(path: String, Int32)
    /// A file would take the place of a folder, or the other way round.
    case inTheWay(path: String, what: String)
    case changed(path: String)
    case unreadable(path: String, Int32)
    case archive(path: String, StoreError)
    /// A file beside the image, such as a secret, could not be written.
    case file(FileError)
}
