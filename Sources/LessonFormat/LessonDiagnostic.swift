/// Something in a lesson that cannot be used as it is written.
public struct LessonDiagnostic: Error, Equatable, Sendable, CustomStringConvertible {
    /// Path of the file below `Lessons/`.
    public var file: String
    /// From 1; 0 where the whole file is meant.
    public var line: Int
    public var column: Int
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
