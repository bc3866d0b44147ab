/// Something in a Compose file, or in a file that it names, that cannot be used as it is written.
public struct ComposeFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path as it was given.
    public var file: String
    /// From 1; 0 where the whole file is meant.
    public var line: Int
    public var column: Int
    /// What is wrong and what to do.
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
