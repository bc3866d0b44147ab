public import Faults

/// A lesson's files as texts with lines, to say where something stands.
public struct LessonText: Sendable {
    let files: LessonFiles

    public init(_ files: LessonFiles) { self.files = files }

    /// A diagnostic at the first place where a file has one of some texts; at the file alone where it has none of them.
    ///
    /// - Parameter file: path below `Lessons/`, as `Step.file`.
    public func diagnostic(_ message: String, file: String, at texts: String...) -> TextFault {
        diagnostic(message, file: file, atAnyOf: texts)
    }

    func diagnostic(_ message: String, file: String, atAnyOf texts: [String]) -> TextFault {
        let lines = self.lines(of: file)
        for text in texts where !text.isEmpty {
            for (number, line) in lines.enumerated() {
                guard let range = line.firstRange(of: text) else { continue }
                let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
                return TextFault(file: file, line: number + 1, column: column, message: message)
            }
        }
        return TextFault(file: file, message: message)
    }

    /// The lines of a file, by its path below `Lessons/`.
    func lines(of file: String) -> [Substring] {
        let inside = file.dropFirst(files.folder.count + 1)
        let text = PlainText.of(files.content[String(inside)] ?? [])
        return text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    /// How many lines of a step's file stand above its Markdown.
    func linesAboveBody(of file: String) -> Int {
        let lines = self.lines(of: file)
        guard let end = lines.dropFirst().firstIndex(of: "---") else { return 0 }
        return end + 1
    }
}
