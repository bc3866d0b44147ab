/// The pattern of one name in a path, or `**`.
enum PathSegmentPattern: Equatable, Sendable {
    /// `**`: any number of names, none included.
    case anyDepth
    case literal(String)
}
