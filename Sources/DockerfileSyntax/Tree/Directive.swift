/// A parser directive: `# escape=...` and the like, ahead of everything else in the file.
public struct Directive: Equatable, Sendable {
    /// The directives that there are.
    public enum Name: String, CaseIterable, Sendable {
        case syntax, escape, check
    }

    public let name: Located<Name>
    public let value: Located<String>

    public init(name: Located<Name>, value: Located<String>) {
        self.name = name
        self.value = value
    }
}

/// The character that escapes another and continues a line.
public enum EscapeCharacter: Character, Sendable {
    case backslash = "\\"
    case backtick = "`"

    var byte: UInt8 { self == .backslash ? UInt8(ascii: "\\") : UInt8(ascii: "`") }
    var scalar: Unicode.Scalar { Unicode.Scalar(byte) }
}
