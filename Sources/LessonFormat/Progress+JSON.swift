public import ImageFormat

/// Progress as its file has it.
extension Progress {
    public var json: JSON {
        let members = lessons.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        return .object(["lessons": .object(members)])
    }

    /// Leaves out what cannot be understood: then a learner loses the place in one lesson, and not in all.
    public init(json: JSON) {
        self.init()
        for member in json["lessons"]?.members ?? [] {
            lessons[member.name] = LessonProgress(json: member.value).bounded
        }
    }
}

extension LessonProgress {
    fileprivate var json: JSON {
        .object([
            "answers": .numbers(answers), "hints": .numbers(hints), "passed": .strings(passed.sorted()),
            "step": step.map(JSON.string),
        ])
    }

    fileprivate init(json: JSON) {
        self.init()
        step = json["step"]?.string
        passed = Set(json["passed"]?.strings ?? [])
        hints = json["hints"]?.numbers ?? [:]
        answers = json["answers"]?.numbers ?? [:]
    }
}

extension JSON {
    fileprivate static func numbers(_ values: [String: Int]) -> JSON {
        .object(values.sorted { $0.key < $1.key }.map { Member($0.key, .integer(Int64($0.value))) })
    }

    fileprivate var numbers: [String: Int] {
        Dictionary((members ?? []).compactMap { member in member.value.int.map { (member.name, $0) } }) { $1 }
    }
}
