/// The patterns of a `.dockerignore` file, or of `COPY --exclude`.
///
/// Paths are relative to the context, with `/` between names and none in front. The last pattern that matches a path, or
/// a folder above it, decides.
public struct IgnorePatterns: Equatable, Sendable {
    /// In the order of the file, cleaned.
    public let patterns: [IgnorePattern]
    /// Lines that are no pattern.
    public let faults: [Located<IgnoreFault>]

    public var isEmpty: Bool { patterns.isEmpty }
}

/// One pattern.
public struct IgnorePattern: Equatable, Sendable {
    /// Without `!`, cleaned: no `./`, no `//`, no slash at either end.
    public let text: String
    /// `!`: what it matches comes back.
    public let isException: Bool
    let segments: [PathSegmentPattern]
}

/// Why a line of a `.dockerignore` is no pattern.
public enum IgnoreFault: Error, Equatable, Sendable {
    case onlyException
    case syntax(String)
}
