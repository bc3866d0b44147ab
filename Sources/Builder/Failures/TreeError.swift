internal import DockerfileSyntax

/// Why files could not be taken.
enum TreeError: Error, Equatable {
    case system(path: String, Int32)
    /// A socket or a device among the files of a COPY.
    case special(path: String, what: String)
    /// The file was written to while it was read.
    case changed(path: String)
    /// No file of that name or pattern.
    case missing(path: String, hint: PathHint? = nil)
    /// It is there, but a line of `.dockerignore` leaves it out.
    case ignored(path: String, by: IgnoreLine? = nil)
    /// The paths of all that is below a folder have more bytes than the limit.
    case tooLarge(path: String, limit: Int)
}
