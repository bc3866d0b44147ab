internal import ArgumentParser

/// `--tail`: how many lines from the end of a log are shown.
public struct LogTail: Equatable, Sendable {
    /// Nil for all of them, as also a negative number says.
    public let count: Int?

    /// - Parameter text: a number of lines, or `all`.
    /// - Throws: `ValidationError` for what is neither.
    public init(_ text: String) throws {
        guard text == "all" || Int(text) != nil else {
            throw ValidationError("--tail \(text): expected a number of lines, or all.")
        }
        count = Int(text).flatMap { $0 < 0 ? nil : $0 }
    }
}
