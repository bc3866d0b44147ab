/// A count that must not be mistaken for another: bytes, lines, columns and cells are types of their own.
public protocol TextUnit: Hashable, Comparable, Sendable {
    /// The plain number; 0 is the first.
    var value: Int { get set }
    /// A unit of that number.
    init(_ value: Int)
}

extension TextUnit {
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    /// The unit that many further on.
    public static func + (left: Self, right: Int) -> Self { Self(left.value + right) }
    /// The unit that many earlier.
    public static func - (left: Self, right: Int) -> Self { Self(left.value - right) }
}

/// Bytes from the start of the file.
public struct ByteOffset: TextUnit {
    public var value: Int
    public init(_ value: Int) { self.value = value }
}

/// Bytes from the start of a line.
public struct ByteColumn: TextUnit {
    public var value: Int
    public init(_ value: Int) { self.value = value }
}

/// A line of the file; the first is 0.
public struct LineIndex: TextUnit {
    public var value: Int
    public init(_ value: Int) { self.value = value }
}

/// Graphemes from the start of a line: what a reader counts as characters.
public struct ColumnIndex: TextUnit {
    public var value: Int
    public init(_ value: Int) { self.value = value }
}

/// Terminal cells from the start of a line, tabs and wide characters expanded.
public struct CellColumn: TextUnit {
    public var value: Int
    public init(_ value: Int) { self.value = value }
}

/// A place between two bytes of a text.
public struct TextPosition: Hashable, Comparable, Sendable {
    public var line: LineIndex
    public var byte: ByteColumn

    public init(line: LineIndex, byte: ByteColumn) {
        self.line = line
        self.byte = byte
    }

    init(_ line: Int, _ byte: Int) { self.init(line: LineIndex(line), byte: ByteColumn(byte)) }

    /// The start of the text.
    public static let start = TextPosition(0, 0)

    public static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line.value, left.byte.value) < (right.line.value, right.byte.value)
    }
}

/// The selected text: from where the learner began (`anchor`) to where the caret is; empty where both are one place.
public struct Selection: Hashable, Sendable {
    public var anchor: TextPosition
    public var caret: TextPosition

    public init(anchor: TextPosition, caret: TextPosition) {
        self.anchor = anchor
        self.caret = caret
    }

    /// A caret that selects nothing.
    public init(at caret: TextPosition) { self.init(anchor: caret, caret: caret) }

    /// Whether nothing is selected.
    public var isEmpty: Bool { anchor == caret }
    /// The earlier end.
    public var lower: TextPosition { min(anchor, caret) }
    /// The later end.
    public var upper: TextPosition { max(anchor, caret) }
}
