/// Something in a text that cannot be used as it is written, and where it stands: in a lesson, a Compose file, the
/// settings.
public struct TextFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path as messages name it, or the name of a variable.
    public var file: String
    /// From 1; 0 where the whole file is meant.
    public var line: Int
    /// In characters, from 1.
    public var column: Int
    /// What is wrong and what to do, without a full stop.
    public var message: String

    public init(file: String, line: Int = 0, column: Int = 0, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `FILE:LINE:COLUMN: MESSAGE`.
    public var description: String { line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)" }
}
