/// A place in a Dockerfile's text.
///
/// Lines count from 1, columns count Unicode scalars from 1, and offsets count UTF-8 bytes from 0 (a byte order mark at
/// the start is counted in the offset, never in the column).
public struct SourcePosition: Hashable, Sendable, Comparable {
    public let line: Int
    public let column: Int
    public let offset: Int

    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    public static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a Dockerfile's text; `end` is the place just after its last character.
public struct SourceRange: Hashable, Sendable {
    public let start: SourcePosition
    public let end: SourcePosition

    public init(_ start: SourcePosition, _ end: SourcePosition) {
        self.start = start
        self.end = end
    }

    public var isEmpty: Bool { start.offset == end.offset }

    /// Whether a cursor at a line and column (both from 1) touches this text, its end included.
    public func touches(line: Int, column: Int) -> Bool {
        (start.line, start.column) <= (line, column) && (line, column) <= (end.line, end.column)
    }
}
