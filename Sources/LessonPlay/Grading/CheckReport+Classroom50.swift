public import ImageFormat
internal import LessonFormat

extension CheckReport {
    /// The `result.json` that Classroom 50 takes from an autograder: `classroom50/result/v1`.
    ///
    /// - Parameter variables: the runner's, which say what was handed in. What they do not say is empty, and the runner
    ///   refuses it.
    public func classroom50(_ variables: [String: String]) -> JSON {
        let tests = lessons.flatMap { item in
            item.results.filter(\.counts).map { result in
                let place = lessons.count > 1 ? "\(item.lesson.id): " : ""
                return JSON.object([
                    "test-name": .string("\(place)\(result.step.title): \(result.check.title)"),
                    "passed": .bool(result.isPassed),
                    "score": .integer(Int64(result.isPassed ? result.check.points : 0)),
                    "max-score": .integer(Int64(result.check.points)),
                ])
            }
        }
        func given(_ name: String) -> String { variables[name] ?? "" }
        let review = given("REVIEW_URL")
        return .object([
            "schema": .string("classroom50/result/v1"), "classroom": .string(given("CLASSROOM")),
            "assignment": .string(given("ASSIGNMENT")), "submission": .string(given("SUBMISSION_TAG")),
            "commit": .string(given("COMMIT_URL")), "release": .string(given("RELEASE_URL")),
            "review": .string(review.isEmpty ? given("COMMIT_URL") : review),
            "datetime": .string(submission?.time ?? ""), "score": .integer(Int64(points)),
            "max-score": .integer(Int64(possible)), "tests": .array(tests),
        ])
    }
}
