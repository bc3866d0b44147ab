/// A key or button as a program means it, whatever bytes the terminal sent.
public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 to F12.
    case function(Int)
}

/// Keys that are held while another is struck.
public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
}

/// A key with its modifiers. A capital letter is a character, not shift and a small one.
public struct KeyPress: Hashable, Sendable {
    public var key: Key
    public var modifiers: Modifiers

    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }
}

/// The mouse's action.
public struct MouseEvent: Hashable, Sendable {
    /// What the mouse did.
    public enum Kind: Hashable, Sendable {
        case press, release, drag, wheelUp, wheelDown
    }

    public var kind: Kind
    public var point: Point
    /// Keys that were held; most terminals keep shift for themselves.
    public var modifiers: Modifiers

    public init(_ kind: Kind, at point: Point, _ modifiers: Modifiers = []) {
        self.kind = kind
        self.point = point
        self.modifiers = modifiers
    }
}

/// An event of the terminal's.
public enum InputEvent: Hashable, Sendable {
    case key(KeyPress)
    case mouse(MouseEvent)
    /// Text that was pasted, as one piece.
    case paste(String)
    case resize(Size)
    /// The terminal was asked for its background, and answers.
    case background(TerminalBackground)
}
