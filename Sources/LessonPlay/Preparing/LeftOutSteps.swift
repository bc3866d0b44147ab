public import LessonFormat

/// The steps that one audience is not shown.
public struct LeftOutSteps: Equatable, Sendable {
    private let positions: Set<Int>

    /// None.
    public init() { positions = [] }

    /// - Parameter numbers: the steps' numbers with commas between them, such as `5,9`.
    /// - Throws: `LessonFailure` where that is not a list of the lesson's steps, or leaves none to be shown.
    public init(_ numbers: String, of lesson: Lesson) throws {
        var positions: Set<Int> = []
        for part in numbers.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(whereSeparator: \.isWhitespace)
            guard words.count == 1, let number = Int(words[0]), number >= 1, number <= lesson.steps.count else {
                throw LessonFailure(
                    "--without takes numbers from 1 to \(lesson.steps.count), such as 2,3; “\(part)” is not one of them"
                )
            }
            positions.insert(number - 1)
        }
        guard positions.count < lesson.steps.count else {
            throw LessonFailure("--without names every step of the lesson; at least one has to be shown")
        }
        self.positions = positions
    }

    public var isEmpty: Bool { positions.isEmpty }

    /// Ids of the steps, in the lesson's order.
    public func ids(of lesson: Lesson) -> [String] {
        lesson.steps.indices.filter { positions.contains($0) }.map { lesson.steps[$0].id }
    }

    /// The position of the first step that is shown.
    public func firstShown(of lesson: Lesson) -> Int { lesson.steps.indices.first { !positions.contains($0) } ?? 0 }

    /// - Throws: `LessonFailure` where the step at a position is left out.
    public func demandShown(_ position: Int) throws {
        guard positions.contains(position) else { return }
        throw LessonFailure(
            "step \(position + 1) is left out by --without; begin with another step, or take it out of --without")
    }
}
